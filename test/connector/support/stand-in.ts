import type { QuoteDocument } from '../../../demo/stand-in/documents.ts';
import { Faults } from '../../../demo/stand-in/faults.ts';
import { createStandIn } from '../../../demo/stand-in/server.ts';
import { createStore } from '../../../demo/stand-in/store.ts';
import type { QuoteStore } from '../../../demo/stand-in/store.ts';

/** MonetizeNow's stand-in in this process. */
export interface StandIn {
  readonly url: string;
  readonly store: QuoteStore;
  readonly faults: Faults;
  close(): Promise<void>;
}

/** The key that the stand-in accepts. */
export const API_KEY = 'key';

/** Starts the stand-in with these quotes; it sends no webhooks. */
export async function startStandIn(quotes: readonly QuoteDocument[] = []): Promise<StandIn> {
  const [store, faults] = [createStore(Date.now), new Faults()];
  for (const quote of quotes) store.put(quote);
  const server = createStandIn({ apiKeys: [API_KEY], faults, customFields: () => [], store, changed: async () => undefined });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return { url, store, faults, close: async () => server.close() };
}
