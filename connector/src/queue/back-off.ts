const FIRST_MS = 250;
const LONGEST_MS = 5 * 60_000;
const LONGEST_ASKED_MS = 60 * 60_000;

/** Reads of a job that may be older than what is known already: about 16 seconds with the pauses below. */
export const STALE_READS = 7;

/** How often a job may fail with a code before it is parked: about a day, where nothing else is said. */
export function attemptsWith(code: string): number {
  return code === 'STALE_READ' ? STALE_READS : 300;
}

/** How long to pause after the n-th failure with a code; `random` lies between 0 and 1. */
export type Pause = (failures: number, askedMs: number | undefined, random: number) => number;

/**
 * The pause after the n-th failure with a code: doubling from a quarter of a second to five minutes, spread by a quarter to both sides so that jobs
 * that failed together do not come back together. What the other side asked for counts instead, up to an hour.
 */
export const pauseMs: Pause = (failures, askedMs, random) => {
  if (askedMs !== undefined) return Math.round(Math.min(askedMs, LONGEST_ASKED_MS) + random * FIRST_MS);
  return Math.round(Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS) * (0.75 + random / 2));
};
