const LONGEST_NAME = 80;

/** Names a quote `<description> (<id>)` in at most 80 characters: the description is cut, the id never. */
export function quoteName(description: string | null, id: string): string {
  const suffix = ` (${id})`;
  if (description === null || description === '' || suffix.length >= LONGEST_NAME) return id;
  return description.slice(0, LONGEST_NAME - suffix.length) + suffix;
}
