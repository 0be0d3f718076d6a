import { bounded } from '../bounded.ts';
import type { Bounded } from '../bounded.ts';
import { partsOf } from './quote-key.ts';

/** The queue is being stopped: work that has not begun does not begin. */
export class Stopping extends Error {
  override readonly name = 'Stopping';
}

/** Lets work on one key run one after the other within this process, and so many works of a tenant at once. */
export interface Turns {
  /** Runs the action when whatever was begun for the key before has ended and its tenant has a place free; throws Stopping once the turns are drained. */
  take<T>(key: string, action: () => Promise<T>): Promise<T>;
  /** Lets nothing begin any more and waits for what runs, but not longer than this. */
  drain(withinMs: number): Promise<void>;
}

/**
 * The engine already calls one job at a time for a key. But when it dies, or loses the connection, it calls the job again
 * while the process still works on the first call, whose request may be on its way: that has to end first. Each tenant has places of
 * its own, so that one whose MonetizeNow hangs does not take those of the others; the engine knows no tenants.
 */
export function createTurns(atOnce: number): Turns {
  const places = new Map<string, Bounded>();
  const placeOf = (key: string): Bounded => {
    const { tenantId } = partsOf(key);
    const known = places.get(tenantId) ?? bounded(atOnce);
    places.set(tenantId, known);
    return known;
  };
  const running = new Map<string, Promise<unknown>>();
  let isStopping = false;
  return {
    async take(key, action) {
      const before = running.get(key);
      const mine = (async () => {
        await before?.catch(() => undefined);
        return placeOf(key)(async () => {
          if (isStopping) throw new Stopping();
          return action();
        });
      })();
      running.set(key, mine);
      try {
        return await mine;
      } finally {
        if (running.get(key) === mine) running.delete(key);
      }
    },
    async drain(withinMs) {
      isStopping = true;
      const timeout = Promise.withResolvers<void>();
      const timer = setTimeout(timeout.resolve, withinMs);
      await Promise.race([Promise.allSettled(running.values()), timeout.promise]);
      clearTimeout(timer);
    },
  };
}
