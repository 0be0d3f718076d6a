/*
 * Words of this folder
 *   event   one webhook delivery that concerns a quote
 *   key     the quote's id; the engine runs one job at a time for a key, in the order in which events were stored
 *   job     the work for one event: read the quote, make Salesforce equal
 *   step    a part of a job whose result the engine writes to its journal, so that a repeated job does not repeat it
 *   engine  the Restate server that stores events and journals and calls the jobs
 */
import { object, RetryableError, TerminalError } from '@restatedev/restate-sdk';
import type { ObjectContext } from '@restatedev/restate-sdk';
import { messageOf } from '../errors.ts';
import type { QuoteEvent } from '../intake/event.ts';
import { reactionTo } from '../reaction.ts';

/** The two halves of a job. What `read` returns is stored in the journal and handed to `write`, perhaps by another process. */
export interface JobSteps<Read, Written> {
  read(quoteId: string): Promise<Read>;
  write(read: Read): Promise<Written>;
}

export interface JobObserver<Written> {
  done(event: QuoteEvent, written: Written): void;
  failed(event: QuoteEvent, reason: string): void;
  willRetry(event: QuoteEvent, reason: string): void;
  /** What the engine's library has to say about a job; failures of steps are told by the methods above. */
  engineMessage(level: string, message: string): void;
}

export type StoredEvent = Pick<QuoteEvent, 'eventId' | 'eventType'>;

export const QUOTE_OBJECT = 'Quote';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The virtual object "Quote": one instance per quote id, one job at a time in each. */
export function quoteObject<Read, Written>(steps: JobSteps<Read, Written>, observer: JobObserver<Written>) {
  return object({
    name: QUOTE_OBJECT,
    handlers: {
      reconcile: async (context: ObjectContext, stored: StoredEvent): Promise<Written> => {
        const event = { ...stored, quoteId: context.key };
        const step = <T>(name: string, action: () => Promise<T>) =>
          context.run(name, () => action().catch((error: unknown) => rethrow(error, event, observer)));
        const read = await step('read', () => steps.read(context.key));
        const written = await step('write', () => steps.write(read));
        observer.done(event, written);
        return written;
      },
    },
    options: {
      // A sender may repeat an event for days; until then the same event id is the same event.
      idempotencyRetention: 7 * DAY_MS,
      journalRetention: DAY_MS,
      // About a week of trying, then the job waits for a person instead of being lost.
      retryPolicy: {
        initialInterval: 250,
        exponentiationFactor: 2,
        maxInterval: 60_000,
        maxAttempts: 10_000,
        onMaxAttempts: 'pause',
      },
    },
  });
}

/** Tells the engine whether trying again makes sense, and when. */
function rethrow<Written>(error: unknown, event: QuoteEvent, observer: JobObserver<Written>): never {
  const reason = messageOf(error);
  const reaction = reactionTo(error);
  if (reaction.kind === 'park') {
    observer.failed(event, reason);
    throw new TerminalError(reason, { errorCode: 422, metadata: { code: reaction.code } });
  }
  observer.willRetry(event, reason);
  throw reaction.afterMs === undefined
    ? error
    : new RetryableError(reason, { retryAfter: reaction.afterMs, cause: error });
}
