/** One more of something. */
export function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
