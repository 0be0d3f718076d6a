import { randomUUID } from 'node:crypto';

/** A point in the life of one queue in one process, by the process's monotonic clock. */
export interface Moment {
  /** Which life: another process, or the same one started again, has another. */
  readonly instance: string;
  readonly at: number;
}

/** A clock whose moments compare with each other and with nobody else's. */
export function createClock(): () => Moment {
  const instance = randomUUID();
  return () => ({ instance, at: performance.now() });
}

/**
 * Whether a moment is known to lie no later than another. Wall clocks jump and those of two processes differ, so across
 * instances nothing is known.
 */
export function isKnownNotAfter(earlier: Moment, later: Moment): boolean {
  return earlier.instance === later.instance && earlier.at <= later.at;
}
