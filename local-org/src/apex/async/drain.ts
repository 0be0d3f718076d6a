import { asyncTransaction } from '../../org/transactions.ts';
import type { AsyncJob } from '../../contract.ts';
import type { Transaction } from '../../transaction.ts';
import { failureText } from './jobs.ts';

/** Runs what a test put off, in the order in which it did; a failed job is undone and its failure ends the test. */
export function drainJobs(tx: Transaction): void {
  while (tx.jobs.length > 0) runJob(tx, tx.jobs.shift()!);
}

function runJob(tx: Transaction, job: AsyncJob): void {
  const own = asyncTransaction(tx);
  const start = tx.data.savepoint(tx);
  let failure: unknown = null;
  try {
    job.run(own);
  } catch (error) {
    failure = error;
    tx.data.rollback(tx, start);
  }
  tx.data.jobEnded?.(tx, job.id ?? '', failure === null ? null : failureText(failure));
  job.finish?.(asyncTransaction(tx), failure);
  if (failure !== null) throw failure;
  // What a job puts off runs after it; a queueable cannot start another one in a test.
  tx.jobs.push(...own.jobs);
}
