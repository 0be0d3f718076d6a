import type { QuoteFilter } from '../monetizenow/quote-list.ts';
import type { Tenant } from '../tenant.ts';

/** Lists the quotes of a tenant, page by page. */
export type QuoteLister = (tenant: Tenant, filter: QuoteFilter) => AsyncIterable<{ readonly id: string }>;

/** The ids of quotes in groups of a size, the last one smaller. */
export async function* batches(quotes: AsyncIterable<{ readonly id: string }>, size: number): AsyncGenerator<string[]> {
  let batch: string[] = [];
  for await (const { id } of quotes) {
    batch.push(id);
    if (batch.length === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
