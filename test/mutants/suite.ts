import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** How a run of tests ended. */
export interface Suite {
  readonly green: boolean;
  /** Name of the first test that failed; null when none did, also when they could not start. */
  readonly failedTest: string | null;
}

interface VitestReport {
  readonly success: boolean;
  readonly testResults: readonly { readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[] }[];
}

/** A test that does not end in this time has noticed something, too. */
const SECONDS = 120;

/** Runs the tests below `path` in a copy of the repository up to the first failure. */
export async function runSuite(copy: string, path: string): Promise<Suite> {
  const report = join(copy, 'report.json');
  rmSync(report, { force: true });
  const vitest = join(copy, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', path, '--bail', '1', '--maxWorkers', '1', '--reporter', 'json', '--outputFile', report];
  const run = spawn(process.execPath, args, { cwd: copy, stdio: 'ignore', timeout: SECONDS * 1000 });
  const [code] = (await once(run, 'exit')) as [number | null];
  if (code === null) return { green: false, failedTest: `(no end after ${SECONDS} s)` };
  if (!existsSync(report)) return { green: false, failedTest: null };
  const { success, testResults } = JSON.parse(readFileSync(report, 'utf8')) as VitestReport;
  const failed = testResults.flatMap(({ assertionResults }) => assertionResults).find(({ status }) => status === 'failed');
  return { green: success, failedTest: failed?.fullName ?? null };
}
