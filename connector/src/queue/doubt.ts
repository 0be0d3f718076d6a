const MOST = 3;
const LONGEST_MS = 5_000;

/** Doubts whether an engine that lives still stores anything. */
export interface Doubt {
  /** Takes note of an attempt; true when so many have come to nothing for so long, and none to something, that the engine is as good as dead. */
  note(isStored: boolean): boolean;
  clear(): void;
}

/** A doubt that has seen nothing yet; `now` gives milliseconds of a clock that does not jump. */
export function createDoubt(now: () => number = () => performance.now()): Doubt {
  let failures = 0;
  let since = 0;
  return {
    note(isStored) {
      if (isStored) failures = 0;
      else if ((failures += 1) === 1) since = now();
      return failures >= MOST && now() - since >= LONGEST_MS;
    },
    clear: () => void (failures = 0),
  };
}
