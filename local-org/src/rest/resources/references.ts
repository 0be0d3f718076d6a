/** A `@{reference}` to a result that is not there. */
export class UnresolvedReference extends Error {
  override readonly name = 'UnresolvedReference';

  constructor(reference: string, path: string) {
    super(`Invalid reference specified. No value for ${path} found in ${reference}`);
  }
}

const REFERENCE = /@\{(\w+)((?:\.\w+|\[\d+\])*)\}/g;

/** Puts results of earlier sub-requests in the place of `@{id.path[0].name}` in texts, keys and values of a request. */
export function resolveReferences(value: unknown, results: ReadonlyMap<string, unknown>, encode: (text: string) => string = (text) => text): unknown {
  if (typeof value === 'string') return value.replace(REFERENCE, (_, id: string, path: string) => encode(String(lookUp(results, id, path))));
  if (Array.isArray(value)) return value.map((each) => resolveReferences(each, results));
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolveReferences(each, results)]));
  return value;
}

function lookUp(results: ReadonlyMap<string, unknown>, id: string, path: string): unknown {
  let current = results.get(id);
  for (const [step] of path.matchAll(/\w+/g)) current = (current as Record<string, unknown> | null | undefined)?.[step];
  if (current === undefined || current === null) throw new UnresolvedReference(id, path.replace(/^\./, '') || id);
  return current;
}
