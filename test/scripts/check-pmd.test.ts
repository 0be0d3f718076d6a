import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'security-'));
const classes = join(folder, 'classes');
mkdirSync(classes);
afterAll(() => rmSync(folder, { recursive: true }));

const META = '<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>65.0</apiVersion><status>Active</status></ApexClass>';
const classOf = (name: string, annotation: string) => `${annotation}public class ${name} {
  public static void save(Account account) {
    insert account;
  }
}`;

function runCheck(path?: string) {
  const env = path === undefined ? process.env : { ...process.env, PATH: path };
  return spawnSync(process.execPath, ['scripts/check-pmd.ts', folder], { encoding: 'utf8', env });
}

describe('the security rules', () => {
  it.skipIf(spawnSync('java', ['-version']).status !== 0)('find a class that ignores rights, and leave one alone whose violations are suppressed in it', () => {
    for (const [name, annotation] of [['Open', ''], ['Accepted', "@SuppressWarnings('PMD.ApexSharingViolations, PMD.ApexCRUDViolation')\n"]] as const) {
      writeFileSync(join(classes, `${name}.cls`), classOf(name, annotation));
      writeFileSync(join(classes, `${name}.cls-meta.xml`), META);
    }
    const { status, stderr } = runCheck();
    expect(stderr).toMatch(/Open\.cls:1: ApexSharingViolations/);
    expect(stderr).toMatch(/Open\.cls:3: ApexCRUDViolation/);
    expect(stderr).not.toContain('Accepted.cls');
    expect(status).toBe(1);
  });

  it('say that they were skipped where there is no Java', () => {
    const { status, stdout } = runCheck(folder);
    expect(stdout).toBe('apex security rules: SKIPPED, there is no Java here\n');
    expect(status).toBe(0);
  });
});
