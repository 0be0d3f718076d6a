/** A promise that a test settles: work waits at it until the test lets it go on. */
export interface Gate<T = void> {
  readonly passed: Promise<T>;
  open(value: T): void;
}

/** A closed gate. */
export function closedGate<T = void>(): Gate<T> {
  const { promise, resolve } = Promise.withResolvers<T>();
  return { passed: promise, open: resolve };
}

/** Collects values and lets a test wait until there are as many as it expects. */
export interface Log<T> {
  readonly entries: T[];
  add(entry: T): void;
  reached(count: number): Promise<readonly T[]>;
}

/** An empty log. */
export function aLog<T>(): Log<T> {
  const entries: T[] = [];
  const waiting: { count: number; resolve: (entries: readonly T[]) => void }[] = [];
  const notify = () =>
    waiting.filter(({ count }) => entries.length >= count).forEach(({ resolve }) => resolve(entries));
  return {
    entries,
    add: (entry) => (entries.push(entry), notify()),
    reached: (count) => new Promise((resolve) => (waiting.push({ count, resolve }), notify())),
  };
}
