import { setTimeout as pauseFor } from 'node:timers/promises';
import { ConnectorError } from './errors.ts';

/** Waits so many milliseconds. */
export type Wait = (ms: number) => Promise<unknown>;

const TRIES = 5;
const FIRST_MS = 1_000;
const LONGEST_MS = 5 * 60_000;

/**
 * Does what a person waits for again, some times, where the other side is to be asked later: after as long as it says, up to five
 * minutes, or else after one second, two, four, eight. Jobs of the queue have a patience of their own.
 */
export async function patiently<T>(work: () => Promise<T>, wait: Wait = pauseFor): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || !(error instanceof ConnectorError) || error.reaction !== 'retry') throw error;
      await wait(Math.min(error.retryAfterMs ?? FIRST_MS * 2 ** (tries - 1), LONGEST_MS));
    }
  }
}
