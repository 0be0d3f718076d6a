/** Runs work with others of its kind. */
export type Bounded = <T>(work: () => Promise<T>) => Promise<T>;

/** Lets at most `limit` works run at once; the others wait in the order in which they came. */
export function bounded(limit: number): Bounded {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      // The place goes to the next in line, so that nobody who comes now can be faster.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
