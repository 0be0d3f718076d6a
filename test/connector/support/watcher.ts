import type { Observer, SeenEvent } from '../../../connector/src/observer.ts';
import { aLog } from './gate.ts';
import type { Log } from './gate.ts';

/** An observer that writes down event ids, for tests to wait for. */
export interface Watcher {
  readonly observer: Observer;
  readonly done: Log<string>;
  readonly coalesced: Log<string>;
  readonly parked: Log<string>;
  readonly retries: Log<string>;
  /** Done, coalesced and parked, in the order in which they came. */
  readonly ended: Log<string>;
  readonly engine: Log<string>;
}

/** A watcher that has seen nothing yet. */
export function aWatcher(): Watcher {
  const [done, coalesced, parked, retries, ended, engine] = [aLog<string>(), aLog<string>(), aLog<string>(), aLog<string>(), aLog<string>(), aLog<string>()];
  const end = (log: Log<string>, { eventId }: SeenEvent, what = '') => {
    log.add(`${eventId}${what}`);
    ended.add(eventId);
  };
  const observer: Observer = {
    received: () => undefined,
    refused: () => undefined,
    coalesced: (event) => end(coalesced, event),
    done: (event) => end(done, event),
    willRetry: ({ eventId }, { code, isWait }) => retries.add(`${eventId}: ${isWait ? 'wait ' : ''}${code}`),
    parked: (event, { code }) => end(parked, event, `: ${code}`),
    apiUsage: () => undefined,
    engineMessage: (level, message) => engine.add(`${level} ${message}`),
  };
  return { observer, done, coalesced, parked, retries, ended, engine };
}
