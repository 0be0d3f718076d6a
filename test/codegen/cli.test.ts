import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';

const APEX = 'force-app/main/generated/classes/QualificationRule.cls';
const RULE = 'codegen/rules/qualification.ts';

const house = mkdtempSync(join(tmpdir(), 'codegen-'));
afterAll(() => rmSync(house, { recursive: true }));

beforeEach(() => {
  for (const folder of ['codegen', 'force-app/main/generated']) {
    rmSync(join(house, folder), { recursive: true, force: true });
    cpSync(folder, join(house, folder), { recursive: true });
  }
  rmSync(join(house, 'node_modules'), { force: true });
  symlinkSync(resolve('node_modules'), join(house, 'node_modules'));
  cpSync('package.json', join(house, 'package.json'));
});

function codegen(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [join(house, 'codegen/cli.ts'), ...args], { encoding: 'utf8' });
}

function edit(path: string, from: string, to: string): void {
  const file = join(house, path);
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(from);
  writeFileSync(file, text.replace(from, to));
}

it('is green on what is committed', () => {
  expect(codegen('--check')).toMatchObject({ status: 0, stderr: '' });
});

it('finds an edit by hand and shows it', () => {
  edit(APEX, "'USAGE'", "'ONETIME'");
  const { status, stderr } = codegen('--check');
  expect(status).toBe(1);
  expect(stderr).toContain("-    if (item.Quantity__c == 0 && !'ONETIME'.equals(item.ProductType__c)) {");
  expect(stderr).toContain("+    if (item.Quantity__c == 0 && !'USAGE'.equals(item.ProductType__c)) {");
});

it('finds a file too many and a file too few', () => {
  writeFileSync(join(house, 'force-app/main/generated/classes/Stray.cls'), 'public class Stray {}\n');
  rmSync(join(house, APEX));
  const { status, stderr } = codegen('--check');
  expect(status).toBe(1);
  expect(stderr).toContain('Stray.cls');
  expect(stderr).toContain('QualificationRule.cls');
  expect(codegen().status).toBe(0);
  expect(codegen('--check').status).toBe(0);
});

it('is red after a rule changed and green after it was compiled', () => {
  edit(RULE, "'USAGE'", "'MIN_COMMIT'");
  expect(codegen('--check').status).toBe(1);
  expect(codegen().stdout).toContain(`changed ${APEX}`);
  expect(codegen('--check').status).toBe(0);
  expect(readFileSync(join(house, APEX), 'utf8')).toContain("!'MIN_COMMIT'.equals");
});

it('writes nothing when a rule is wrong, and says where', () => {
  edit(RULE, "item.override === 'NEVER'", "item.override == 'NEVER'");
  const { status, stderr } = codegen();
  expect(status).toBe(1);
  expect(stderr).toMatch(/^codegen\/rules\/qualification\.ts:9:\d+ - error SR1005: .*\n {2}hint: /);
  expect(readFileSync(join(house, APEX), 'utf8')).toBe(readFileSync(APEX, 'utf8'));
});

it('leaves the components alone, which are built elsewhere', () => {
  mkdirSync(join(house, 'force-app/main/generated/lwc/thing'), { recursive: true });
  writeFileSync(join(house, 'force-app/main/generated/lwc/thing/thing.js'), '');
  expect(codegen('--check').status).toBe(0);
});

it('explains a rule by itself, its Apex and its formula', () => {
  const { status, stdout } = codegen('--explain', 'qualify');
  expect(status).toBe(0);
  for (const part of ['export function qualify(', 'public static Qualification qualify(', '<formula>IF(']) expect(stdout).toContain(part);
});

it('names the rules there are when asked for another', () => {
  const { status, stderr } = codegen('--explain', 'nothing');
  expect(status).toBe(1);
  expect(stderr).toContain('qualify, qualifies');
});

it('says how it is used when it does not understand', () => {
  const { status, stderr } = codegen('--chekc');
  expect(status).toBe(2);
  expect(stderr).toContain('usage: npm run codegen');
});
