import { Worker } from 'node:worker_threads';
import { readTree } from '../../metadata/read-tree.ts';
import { runTests } from './run-folders.ts';
import type { ClassCoverage, TestOptions, TestReport } from './run-folders.ts';

/** A worker compiles everything once more, which is worth it for so many test classes each. */
const CLASSES_PER_WORKER = 25;

/** Runs tests in this thread and in as many others as are worth it; each has an org of its own, so no test sees another's. */
export async function runInParallel(options: TestOptions, atMost: number): Promise<TestReport> {
  const of = Math.max(1, Math.min(atMost, Math.floor(testClasses(options.folders) / CLASSES_PER_WORKER)));
  if (of === 1) return runTests(options);
  const others = Array.from({ length: of - 1 }, (_, index) => runElsewhere({ ...options, share: { index: index + 1, of } }));
  const own = runTests({ ...options, share: { index: 0, of } });
  return merged([own, ...(await Promise.all(others))]);
}

function testClasses(folders: readonly string[]): number {
  return folders.flatMap((folder) => readTree(folder)).filter(({ path, content }) => path.endsWith('.cls') && /@istest/i.test(content)).length;
}

function runElsewhere(options: TestOptions): Promise<TestReport> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: options });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

/** One report of many: all have the same compile errors, each has its own tests, and a line is covered when any covered it. */
function merged(reports: readonly TestReport[]): TestReport {
  const [first] = reports;
  return {
    compileErrors: first?.compileErrors ?? [],
    tests: reports.flatMap(({ tests }) => tests).toSorted((left, right) => (left.class.toLowerCase() < right.class.toLowerCase() ? -1 : left.class === right.class ? 0 : 1)),
    coverage: (first?.coverage ?? []).map((own) => coveredByAny(own, reports)),
  };
}

function coveredByAny(own: ClassCoverage, reports: readonly TestReport[]): ClassCoverage {
  const others = reports.map(({ coverage }) => new Set(coverage.find((one) => one.class === own.class)?.uncoveredLines));
  const uncoveredLines = own.uncoveredLines.filter((line) => others.every((uncovered) => uncovered.has(line)));
  return { ...own, covered: own.total - uncoveredLines.length, uncoveredLines };
}
