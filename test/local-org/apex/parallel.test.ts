import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runInParallel } from '../../../local-org/src/apex/testing/parallel.ts';
import { runTests } from '../../../local-org/src/apex/testing/run-folders.ts';
import type { TestReport } from '../../../local-org/src/apex/testing/run-folders.ts';

const CLASSES = 60;
const META = '<?xml version="1.0" encoding="UTF-8"?>\n<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>65.0</apiVersion></ApexClass>';
const folder = mkdtempSync(join(tmpdir(), 'parallel-'));

function write(name: string, source: string): void {
  writeFileSync(join(folder, 'classes', `${name}.cls`), source);
  writeFileSync(join(folder, 'classes', `${name}.cls-meta.xml`), META);
}

beforeAll(() => {
  mkdirSync(join(folder, 'classes'));
  write('Sign', 'public class Sign { public static String of(Integer n) {\n if (n < 0) {\n return \'-\';\n }\n return \'+\';\n } }');
  for (let n = 0; n < CLASSES; n += 1) {
    const sign = n === 41 ? '-7' : String(n);
    write(`Number${n}Test`, `@IsTest private class Number${n}Test { @IsTest static void isPositive() { insert new Account(Name = 'a'); Assert.areEqual('+', Sign.of(${sign})); Assert.areEqual(1, [SELECT COUNT() FROM Account]); } }`);
  }
});

afterAll(() => rmSync(folder, { recursive: true }));

it('gives the same report from one thread and from two, failures and coverage included', async () => {
  const timeless = ({ tests, ...rest }: TestReport) => ({ ...rest, tests: tests.map((test) => ({ ...test, ms: 0 })) });
  const alone = timeless(runTests({ folders: [folder], coverage: true }));
  const together = timeless(await runInParallel({ folders: [folder], coverage: true }, 2));
  expect(alone.tests).toHaveLength(CLASSES);
  expect(alone.tests.filter(({ outcome }) => outcome === 'Fail').map((test) => test.class)).toEqual(['Number41Test']);
  expect(alone.coverage).toEqual([{ class: 'Sign', covered: alone.coverage[0]?.total, total: alone.coverage[0]?.total, uncoveredLines: [] }]);
  expect(together).toEqual(alone);
});
