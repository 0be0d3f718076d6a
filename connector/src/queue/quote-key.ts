/** Which quote of which tenant: the engine's key, under which jobs run one after the other. */
export interface QuoteKey {
  readonly tenantId: string;
  readonly quoteId: string;
}

/** The engine's key of a quote. */
export function keyOf({ tenantId, quoteId }: QuoteKey): string {
  return `${tenantId}/${quoteId}`;
}

/** The quote behind an engine's key: a tenant's id has no slash, a quote's may. */
export function partsOf(key: string): QuoteKey {
  const slash = key.indexOf('/');
  return { tenantId: key.slice(0, slash), quoteId: key.slice(slash + 1) };
}
