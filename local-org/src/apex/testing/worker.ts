/** A thread that runs a share of the test classes and posts its report. */
import { parentPort, workerData } from 'node:worker_threads';
import { runTests } from './run-folders.ts';
import type { TestOptions } from './run-folders.ts';

parentPort?.postMessage(runTests(workerData as TestOptions));
