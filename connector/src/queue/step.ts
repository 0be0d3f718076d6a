import { RetryableError } from '@restatedev/restate-sdk';
import type { ObjectContext } from '@restatedev/restate-sdk';
import { messageOf } from '../errors.ts';
import type { Observer, SeenEvent } from '../observer.ts';
import { codeOf, reactionTo } from '../reaction.ts';
import { attemptsWith } from './back-off.ts';
import type { Pause } from './back-off.ts';
import { Stopping } from './turns.ts';
import type { Turns } from './turns.ts';

/** Why an attempt came to nothing; goes through the journal. */
export interface Failure {
  readonly kind: 'retry' | 'park';
  readonly code: string;
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The pause that the other side asked for. */
  readonly afterMs?: number;
}

/** What an attempt came to; goes through the journal as JSON. */
type Outcome<T> = { readonly value: T } | { readonly failure: Failure };

/** A job at work: one event of one quote. */
export interface Job {
  readonly context: ObjectContext;
  readonly event: SeenEvent;
  readonly observer: Pick<Observer, 'willRetry'>;
  readonly turns: Turns;
  readonly pause: Pause;
  /** The codes of its failed attempts so far, by the journal. */
  readonly failures: string[];
}

/** A job ends without success: a person, or a newer event, has to take it up again. */
export class Abandoned extends Error {
  override readonly name = 'Abandoned';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.reason);
    this.failure = failure;
  }
}

const WHILE_STOPPING_MS = 1_000;

/**
 * Does the step of a job, again and again with pauses, until it succeeds or the job is abandoned.
 *
 * Each failed attempt is an entry of the journal of its own, so that attempts are counted exactly, whoever dies in between.
 * The pause is left to the engine: the job fails with the time after which it wants to be called again, which frees its
 * place for other quotes; it is told the code alone, since reasons may hold what a customer wrote. A failure that is found in
 * the journal has had its pause. A wait is no entry, and so no attempt.
 */
export async function doStep<T>(job: Job, name: string, action: () => Promise<T>): Promise<T> {
  for (;;) {
    let isFresh = false;
    const outcome = await job.context.run(name, async () => {
      isFresh = true;
      return tryOnce(job, action);
    });
    if ('value' in outcome) return outcome.value;
    const { code, kind, reason, afterMs } = outcome.failure;
    job.failures.push(code);
    const failures = failuresWith(job, code);
    if (kind === 'park' || failures >= attemptsWith(code)) throw new Abandoned(outcome.failure);
    if (!isFresh) continue;
    job.observer.willRetry(job.event, { code, reason, isWait: false });
    throw new RetryableError(code, { retryAfter: job.pause(failures, afterMs, Math.random()) });
  }
}

/** How often a job has failed with a code. */
export function failuresWith(job: Job, code: string): number {
  return job.failures.filter((failure) => failure === code).length;
}

/** Throws Stopping once the engine has given this call of the job up: it has made another, which will do the step. */
export function requireWanted(job: Job): void {
  if (job.context.request().attemptCompletedSignal.aborted) throw new Stopping();
}

async function tryOnce<T>(job: Job, action: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return await job.turns.take(job.context.key, async () => {
      requireWanted(job);
      return { value: await action() };
    });
  } catch (error) {
    return { failure: failureOf(job, error) };
  }
}

function failureOf(job: Job, error: unknown): Failure {
  if (error instanceof Stopping) throw new RetryableError('The job goes on elsewhere.', { retryAfter: WHILE_STOPPING_MS });
  const seen = { code: codeOf(error), reason: messageOf(error) };
  const reaction = reactionTo(error);
  if (reaction.kind === 'wait') {
    job.observer.willRetry(job.event, { ...seen, isWait: true });
    throw new RetryableError(seen.code, { retryAfter: job.pause(1, reaction.afterMs, Math.random()) });
  }
  const asked = reaction.kind === 'retry' && reaction.afterMs !== undefined ? { afterMs: reaction.afterMs } : {};
  return { kind: reaction.kind, ...seen, ...asked, at: Date.now() };
}
