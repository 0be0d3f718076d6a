import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';

const text = (path: string) => readFileSync(path, 'utf8');
const rows = text('docs/sync-rules.md')
  .split('\n')
  .filter((line) => /^\| \d+ \|/.test(line))
  .map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()));
const names = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? '');
const metadata = new Set(globSync('force-app/main/**/*-meta.xml').map((path) => basename(path).split('.')[0]));
const objects = new Set(globSync('force-app/main/default/objects/*').map((path) => basename(path)));

describe('the table of the sync rules', () => {
  it('has a row for each rule, in order', () => {
    expect(rows.map(([number]) => Number(number))).toEqual(Array.from({ length: 17 }, (_, index) => index + 1));
  });

  it('names every rule file', () => {
    const files = globSync('codegen/rules/*.ts').map((path) => basename(path)).filter((file) => file !== 'model.ts');
    expect([...new Set(rows.flatMap((row) => names(row[2])))].toSorted()).toEqual(files.toSorted());
  });

  it.each(rows)('row %s, %s, names components and tests that exist', (number, _rule, files, generated, components, apexTests, endToEnd) => {
    expect(names(files).filter((file) => !existsSync(`codegen/rules/${file}`))).toEqual([]);
    expect([...names(generated), ...names(components)].filter((name) => !metadata.has(name) && !objects.has(name))).toEqual([]);
    expect(names(apexTests).filter((name) => !existsSync(`force-app/test/classes/${name}.cls`))).toEqual([]);
    expect(names(endToEnd).filter((name) => !existsSync(`test/e2e/${name}.test.ts`))).toEqual([]);
    const tests = names(endToEnd).map((name) => text(`test/e2e/${name}.test.ts`)).join('\n');
    expect(tests).toMatch(new RegExp(`describe\\('row ${number},`));
  });
});
