import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const written: string[] = [];
afterEach(() => {
  for (const folder of written.splice(0)) rmSync(folder, { recursive: true });
});

/** Lints one file with this import, written into `folder`; true when the wall held. */
function isRefused(folder: string, specifier: string): boolean {
  const place = mkdtempSync(join(folder, 'wall-'));
  written.push(place);
  const file = join(place, 'trespass.ts');
  writeFileSync(file, `import * as trespass from '${specifier}';\n\nexport const use = trespass;\n`);
  const { stdout } = spawnSync(process.execPath, ['node_modules/oxlint/bin/oxlint', file], { encoding: 'utf8' });
  return stdout.includes('no-restricted-imports');
}

describe('a wall of the house', () => {
  it.each([
    ['codegen/rules', 'ts-morph'],
    ['codegen/rules', 'node:fs'],
    ['codegen/rules', '../binding/facts.ts'],
    ['codegen/binding', '../compiler/compile.ts'],
    ['codegen/compiler', 'node:fs'],
    ['codegen/compiler/targets', 'ts-morph'],
    ['codegen/compiler/ir', '../targets/output.ts'],
    ['codegen/compiler', '../../local-org/src/errors.ts'],
    ['local-org/src', '../../codegen/compiler/compile.ts'],
    ['local-org/src', '../../connector/src/main.ts'],
    ['connector/src', '../../codegen/rules/model.ts'],
    ['connector/src', '../../local-org/src/errors.ts'],
    ['connector/src/sync', 'jsforce'],
    ['connector/src/http', '@restatedev/restate-sdk'],
    ['connector/src/salesforce', 'fastify'],
  ])('keeps %s from importing %s', (folder, specifier) => {
    expect(isRefused(folder, specifier)).toBe(true);
  });

  it.each([
    ['codegen/compiler/frontend', 'ts-morph'],
    ['connector/src/salesforce', 'jsforce'],
    ['connector/src/queue', '@restatedev/restate-sdk'],
    ['connector/src/http', 'fastify'],
  ])('has a door from %s to %s', (folder, specifier) => {
    expect(isRefused(folder, specifier)).toBe(false);
  });
});

it('nothing in the local org names this package, its objects or MonetizeNow', () => {
  const files = globSync('local-org/**/*.ts');
  const named = files.filter((path) => /monetize|\bQuote(Item)?__c\b|SyncSettings/i.test(readFileSync(path, 'utf8')));
  expect(files.length).toBeGreaterThan(200);
  expect(named).toEqual([]);
});
