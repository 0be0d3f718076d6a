import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runTests } from '../../local-org/src/apex/testing/run-folders.ts';

const FOLDER = join(import.meta.dirname, 'uncatchable');
const SOURCE = readFileSync(join(FOLDER, 'classes', 'EndingFactsTest.cls'), 'utf8');
const written = [...SOURCE.matchAll(/\/\/ Ends with: (.*)\n\s+@IsTest\n\s+static void (\w+)/g)].map(([, message = '', method = '']) => ({ method, message }));

const report = runTests({ folders: [FOLDER] });

test('every ending is written down and run', () => {
  expect(report.compileErrors).toEqual([]);
  expect(report.tests.map(({ method }) => method).toSorted()).toEqual(written.map(({ method }) => method).toSorted());
});

test.each(written)('$method ends with $message', ({ method, message }) => {
  expect(report.tests.find((result) => result.method === method)).toMatchObject({ outcome: 'Fail', message });
});
