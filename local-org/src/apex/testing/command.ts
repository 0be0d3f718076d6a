import { availableParallelism } from 'node:os';
import { runInParallel } from './parallel.ts';
import { readable } from './run-folders.ts';
import type { TestOptions } from './run-folders.ts';

/** Runs `local-org test` and gives the exit code: 0 only when everything compiles and passes. */
export async function testCommand(options: TestOptions & { readonly workers?: number }, print: (text: string) => void): Promise<number> {
  const { workers = availableParallelism(), ...rest } = options;
  const report = await runInParallel(rest, workers);
  print(options.json === true ? JSON.stringify(report) : readable(report));
  const passed = report.compileErrors.length === 0 && report.tests.every((test) => test.outcome === 'Pass');
  return passed ? 0 : 1;
}
