/*
 * Words of this folder
 *   event      one webhook delivery that concerns a quote, or a wish of an operator that acts like one
 *   key        tenant and quote; the engine runs one job at a time for a key, in the order in which events were stored
 *   job        the work for one event: read the quote, make Salesforce equal
 *   step       what a job does, as one entry of the engine's journal: a job that is repeated does not repeat it, and one whose
 *              step has failed knows how often
 *   coalesced  a job without a step, because a read that began after its event had come was applied already
 *   parked     a quote whose last job was abandoned: the reason is kept with the quote, and the next event, or an operator,
 *              starts it again
 *   engine     the Restate server that stores events and journals and calls the jobs
 *
 * The order of state, steps and their names is the format of the journal: a job that an older version of this code has
 * begun is continued by a newer one. Whoever changes it gives the handler a new name and keeps the old one.
 */
import { object } from '@restatedev/restate-sdk';
import type { ObjectContext } from '@restatedev/restate-sdk';
import type { Observer } from '../observer.ts';
import type { Steps } from '../sync/steps.ts';
import type { Pause } from './back-off.ts';
import type { Trace } from './options.ts';
import { isCovered, reconcile } from './job.ts';
import type { StoredEvent } from './job.ts';
import type { Moment } from './moment.ts';
import { partsOf } from './quote-key.ts';
import { PARKED, quoteState } from './quote-state.ts';
import type { Parked } from './quote-state.ts';
import { Abandoned } from './step.ts';
import type { Job } from './step.ts';
import type { Turns } from './turns.ts';

export const QUOTE_OBJECT = 'Quote';

export interface ObjectParts {
  readonly steps: Steps;
  readonly observer: Observer;
  readonly turns: Turns;
  readonly clock: () => Moment;
  readonly pause: Pause;
  readonly trace: Trace;
}

/** What became of a job. */
export type JobOutcome = 'done' | 'coalesced' | 'parked';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The virtual object "Quote": one instance per tenant and quote, one job at a time in each. */
export function quoteObject(parts: ObjectParts) {
  return object({
    name: QUOTE_OBJECT,
    handlers: {
      reconcile: (context: ObjectContext, stored: StoredEvent) => handle(parts, context, stored),
      /** Forgets why the quote is parked; tells whether it was. */
      drop: async (context: ObjectContext): Promise<boolean> => {
        const { parked } = await quoteState(context);
        context.clear(PARKED);
        return parked !== null;
      },
    },
    options: {
      // A sender may repeat an event for days; until then the same event id is the same event.
      idempotencyRetention: 7 * DAY_MS,
      // Nobody reads a journal once the job is done, and reasons of refused items may hold what a customer wrote.
      journalRetention: 0,
      // For the times when the connector cannot be called; what a step meets is answered by the step. Giving up would be losing.
      retryPolicy: { initialInterval: 250, exponentiationFactor: 2, maxInterval: 10_000, maxAttempts: 100_000_000 },
    },
  });
}

async function handle(parts: ObjectParts, context: ObjectContext, stored: StoredEvent): Promise<JobOutcome> {
  const { eventId, eventType } = stored;
  const event = { ...partsOf(context.key), eventId, eventType };
  const state = await quoteState(context);
  if (isCovered(stored, state)) {
    parts.observer.coalesced(event);
    return 'coalesced';
  }
  const { observer, turns, pause } = parts;
  const job: Job = { context, event, observer, turns, pause, failures: [] };
  try {
    await reconcile(job, stored, state, parts);
    return 'done';
  } catch (error) {
    if (!(error instanceof Abandoned)) throw error;
    const { code, reason, at } = error.failure;
    const parked: Parked = { code, reason, since: new Date(at).toISOString(), eventId, attempts: job.failures.length };
    context.set(PARKED, parked);
    observer.parked(event, { code, reason });
    return 'parked';
  }
}
