import type { Tenant } from '../tenant.ts';
import { UsageError } from './command.ts';

/** Which quotes of MonetizeNow are meant; all of them without any. */
export interface QuoteFilter {
  readonly modifiedSince?: Date;
  readonly status?: string;
  readonly type?: string;
  readonly accountId?: string;
}

/** Lists the quotes of a tenant, page by page, in an order that stays the same. */
export type QuoteLister = (tenant: Tenant, filter: QuoteFilter) => AsyncIterable<{ readonly id: string }>;

const BATCH = 100;

/** The ids of quotes in groups of a hundred, the last one smaller. */
export async function* batches(quotes: AsyncIterable<{ readonly id: string }>): AsyncGenerator<string[]> {
  let batch: string[] = [];
  for await (const { id } of quotes) {
    batch.push(id);
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** The tenant that a command is for. */
export function tenantOf(tenants: readonly Tenant[], id: string): Tenant {
  const found = tenants.find((tenant) => tenant.id === id);
  if (found === undefined) throw new UsageError(`there is no tenant ${id}; there is ${tenants.map((tenant) => tenant.id).join(', ')}`);
  return found;
}
