import Table from 'cli-table3';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MUTANTS, type Mutant } from './mutants.ts';
import { runSuite, type Suite } from './suite.ts';
import { plant } from './plant.ts';

/** Copies of the repository that work at the same time. */
const COPIES = 2;
const ROOT = join(import.meta.dirname, '..', '..');
const SOURCES = ['local-org', 'test/conformance', 'test/local-org', 'package.json', 'tsconfig.json', 'vitest.config.ts'];

/** In the order in which they find most. */
const SUITES = ['test/conformance', 'test/local-org'];

type Verdict = 'killed' | 'survived' | 'no match' | 'broken';

interface Result {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
  /** The test that noticed, or what else happened. */
  readonly by: string;
  readonly seconds: number;
}

function copyRepository(): string {
  const copy = mkdtempSync(join(tmpdir(), 'local-org-mutants-'));
  for (const path of SOURCES) cpSync(join(ROOT, path), join(copy, path), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

/** The first failing test of the suites, or null when all are green. */
async function firstFailure(copy: string): Promise<Suite | null> {
  for (const path of SUITES) {
    const suite = await runSuite(copy, path);
    if (!suite.green) return suite;
  }
  return null;
}

async function judge(mutant: Mutant, copy: string): Promise<Result> {
  const start = performance.now();
  const result = (verdict: Verdict, by: string): Result => ({ mutant, verdict, by, seconds: Math.round((performance.now() - start) / 100) / 10 });
  const restore = plant(mutant, copy);
  if (restore === null) return result('no match', `${mutant.file} does not have the text, or has it twice`);
  try {
    const failure = await firstFailure(copy);
    if (failure === null) return result('survived', '');
    return failure.failedTest === null ? result('broken', 'no test could start') : result('killed', failure.failedTest);
  } finally {
    restore();
  }
}

/** Works through the mutants in one copy; `next` is shared, so that copies take what comes. */
async function work(copy: string, next: () => Mutant | undefined, results: Result[]): Promise<void> {
  for (let mutant = next(); mutant !== undefined; mutant = next()) {
    const result = await judge(mutant, copy);
    results.push(result);
    console.error(`${result.verdict.padEnd(9)} ${result.mutant.name}`);
  }
}

function table(results: readonly Result[]): string {
  const rows = new Table({ head: ['Fault', 'Result', 'Noticed by', 's'], style: { head: [], border: [] }, chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' } });
  const order = new Map(MUTANTS.map((mutant, index) => [mutant, index]));
  for (const { mutant, verdict, by, seconds } of results.toSorted((a, b) => order.get(a.mutant)! - order.get(b.mutant)!)) rows.push([mutant.name, verdict, by, seconds]);
  return rows.toString();
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { filter: { type: 'string', default: '' } } });
  const wanted = MUTANTS.filter(({ name }) => new RegExp(values.filter).test(name));
  const queue = [...wanted];
  const copies = Array.from({ length: COPIES }, copyRepository);
  try {
    const before = await firstFailure(copies[0]!);
    if (before !== null) {
      console.error(`The tests fail without any fault: ${before.failedTest ?? 'they do not start'}`);
      return 1;
    }
    const results: Result[] = [];
    await Promise.all(copies.map((copy) => work(copy, () => queue.shift(), results)));
    console.log(table(results));
    const killed = results.filter(({ verdict }) => verdict === 'killed').length;
    console.log(`${killed} of ${wanted.length} faults noticed`);
    return killed === wanted.length ? 0 : 1;
  } finally {
    for (const copy of copies) rmSync(copy, { recursive: true });
  }
}

process.exitCode = await main();
