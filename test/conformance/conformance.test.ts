import { readFileSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runTests, type TestReport } from '../../local-org/src/apex/testing/run-folders.ts';
import { knownDifferences } from './known-differences.ts';

const PROJECTS = [
  { folder: 'force-app', multiCurrency: false },
  { folder: 'multi-currency', multiCurrency: true },
];

describe.each(PROJECTS)('$folder', ({ folder, multiCurrency }) => {
  const root = join(import.meta.dirname, folder);
  const report = runTests({ folders: [root], multiCurrency });

  test('compiles', () => {
    expect(report.compileErrors).toEqual([]);
  });

  test('runs every fact that is written down', () => {
    expect(report.tests.map(({ class: name, method }) => `${name}.${method}`).toSorted()).toEqual(writtenFacts(root));
  });

  describe.each(byClass(report))('%s', (_name, results) => {
    test.each(results)('$method', (result) => {
      const name = `${result.class}.${result.method}`;
      const outcome = { outcome: result.outcome, message: result.message };
      if (knownDifferences.has(name)) expect(outcome, 'a known difference that is none any more').not.toMatchObject({ outcome: 'Pass' });
      else expect(outcome).toEqual({ outcome: 'Pass', message: null });
    });
  });
});

function byClass({ tests }: TestReport): [string, TestReport['tests']][] {
  return [...Map.groupBy(tests, (result) => result.class)];
}

/** `Class.method` of the annotated methods, read from the sources: a fact that no run reports would go unnoticed. */
function writtenFacts(root: string): string[] {
  return globSync('**/*Test.cls', { cwd: root })
    .flatMap((path) => {
      const source = readFileSync(join(root, path), 'utf8');
      const [, name = ''] = /class (\w+)/.exec(source) ?? [];
      return [...source.matchAll(/@IsTest\s+static void (\w+)/g)].map(([, method]) => `${name}.${method}`);
    })
    .toSorted();
}
