import type { QuoteDocument } from './documents.ts';

/** The opportunity that quotes refer to, as GET /api/opportunities/{id} answers it. */
export function opportunityView(id: string, quotes: readonly QuoteDocument[]): Record<string, unknown> | undefined {
  const linked = quotes.filter(({ opportunity }) => opportunity?.id === id);
  const [first] = linked;
  if (first === undefined) return undefined;
  return {
    id,
    customId: first.opportunity?.customId ?? null,
    name: first.opportunity?.name ?? null,
    primaryQuoteId: first.opportunity?.primaryQuoteId ?? null,
    accountId: first.accountId ?? null,
    accountName: first.accountName ?? null,
    status: 'ACTIVE',
    currency: first.currency ?? null,
    quotes: linked.map(({ id: quoteId, description, modifyDate, type, status, currency }) => ({
      id: quoteId,
      name: description,
      modifyDate,
      type,
      status,
      currency,
    })),
  };
}

/** The account that quotes refer to, as GET /api/accounts/{id} answers it. */
export function accountView(id: string, quotes: readonly QuoteDocument[]): Record<string, unknown> | undefined {
  const owner = quotes.find(({ accountId }) => accountId === id);
  return owner === undefined
    ? undefined
    : { id, customId: null, accountName: owner.accountName ?? id, status: 'ACTIVE', currency: owner.currency ?? null };
}

/** One page of a list, as every list of the API answers it: pages start at 0. */
export function pageView<T>(all: readonly T[], pageNumber: number, pageSize: number): Record<string, unknown> {
  return {
    content: all.slice(pageNumber * pageSize, (pageNumber + 1) * pageSize),
    totalElements: all.length,
    totalPages: Math.ceil(all.length / pageSize),
    pageable: { pageNumber, pageSize },
  };
}
