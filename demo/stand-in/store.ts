import { apiTime } from './documents.ts';
import type { QuoteDocument } from './documents.ts';

/** The quotes that the stand-in knows. It stamps each change as MonetizeNow does: later than the one before. */
export interface QuoteStore {
  put(document: QuoteDocument): { quote: QuoteDocument; created: boolean };
  get(id: string): QuoteDocument | undefined;
  remove(id: string): void;
  all(): readonly QuoteDocument[];
}

/** An empty store; `now` gives milliseconds since the epoch. */
export function createStore(now: () => number): QuoteStore {
  const quotes = new Map<string, QuoteDocument>();
  let latest = 0;
  return {
    put(document) {
      latest = Math.max(now(), latest + 1);
      const before = quotes.get(document.id);
      const quote = { ...document, createDate: before?.createDate ?? apiTime(latest), modifyDate: apiTime(latest) };
      quotes.set(document.id, quote);
      return { quote, created: before === undefined };
    },
    get: (id) => quotes.get(id),
    remove: (id) => void quotes.delete(id),
    all: () => [...quotes.values()],
  };
}
