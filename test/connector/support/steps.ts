import type { Quote } from '../../../connector/src/monetizenow/quote-schema.ts';
import type { ReadResult, Steps, Written } from '../../../connector/src/sync/steps.ts';

/** What a read finds, with only its version to tell it from another. */
export const found = (version: number | null = null): ReadResult => ({ kind: 'quote', quote: {} as Quote, version });

/** What a write did that found nothing to do. */
export const written: Written = {
  outcome: 'synced',
  version: null,
  items: 0,
  itemsRemoved: 0,
  failedItems: [],
  productsWritten: 0,
  referenceOfferings: 0,
  salesforceRequests: 0,
};

/** Steps that do nothing, but for those that a test gives. */
export function steps(own: Partial<Steps> = {}): Steps {
  return { read: async () => found(), write: async () => written, ...own };
}
