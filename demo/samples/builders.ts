import type { QuoteDocument, QuoteItemDocument, QuoteOfferingDocument } from '../stand-in/documents.ts';

type ItemOptions = Record<string, unknown> & {
  readonly product: string;
  readonly type?: string;
  readonly quantity: number;
  readonly arr?: number;
  readonly incrementalArr?: number;
  readonly amount?: number;
};

/** An item in the documented shape; its ARR figures follow from `arr` and, on amendments, `incrementalArr`. */
export function item(
  id: string | null,
  { product, type = 'ADVANCE', quantity, arr = 0, incrementalArr = arr, amount = arr, ...members }: ItemOptions,
): QuoteItemDocument {
  const unitPrice = quantity === 0 ? 0 : amount / quantity;
  return {
    id,
    productId: `prod_${slug(product)}`,
    sku: slug(product).toUpperCase(),
    productName: product,
    productType: type,
    description: null,
    isAddon: false,
    amountWithoutDiscount: amount,
    contractAmount: amount,
    amount,
    unitPrice,
    unitPriceAfterDiscount: unitPrice,
    displayUnitPrice: unitPrice,
    quantity,
    discountAmount: 0,
    discountPercent: 0,
    amendmentStatus: null,
    endDate: null,
    position: null,
    revenueMetrics: metrics(arr, incrementalArr),
    ...members,
  };
}

/** An offering that lasts the year 2026 and is billed annually unless it says otherwise. */
export function offering(
  id: string,
  name: string,
  items: readonly QuoteItemDocument[],
  members: Record<string, unknown> = {},
): QuoteOfferingDocument {
  return {
    id,
    offeringId: `offer_${slug(name)}`,
    rateId: `rate_${slug(name)}`,
    offeringName: name,
    rateName: 'List price',
    billingFrequency: 'ANNUALLY',
    subscriptionTiming: 'ADVANCE',
    amount: total(items, 'amount'),
    amountWithoutDiscount: total(items, 'amount'),
    startDate: '2026-01-01',
    endDate: '2026-12-31',
    parentQuoteOfferingId: null,
    role: 'STANDARD',
    added: false,
    removed: false,
    position: 0,
    ...members,
    items: items.map((entry, position) => ({ ...entry, quoteOfferingId: id, position })),
  };
}

type QuoteOptions = Record<string, unknown> & {
  readonly description: string;
  readonly account: { readonly id: string; readonly name: string };
  readonly opportunityId?: string;
};

/** A new quote of twelve months in US dollars, sent to the customer, primary on its opportunity unless it says otherwise. */
export function quote(
  id: string,
  { description, account, opportunityId, ...members }: QuoteOptions,
  offerings: readonly QuoteOfferingDocument[],
): QuoteDocument {
  const amount = offerings
    .filter(({ role }) => role !== 'REFERENCE')
    .reduce((sum, entry) => sum + Number(entry['amount']), 0);
  return {
    id,
    customId: null,
    type: 'NEW',
    newQuoteType: 'NET_NEW',
    migrated: false,
    description,
    opportunity:
      opportunityId === undefined ? null : { id: opportunityId, customId: null, name: description, primaryQuoteId: id },
    accountId: account.id,
    accountName: account.name,
    contractId: null,
    previousContractId: null,
    originalQuoteId: null,
    previousQuoteId: null,
    expirationDate: '2026-01-31',
    amount,
    contractAmount: amount,
    currency: 'USD',
    netTerms: 'NET_30',
    status: 'SENT',
    contractStartDate: '2026-01-01',
    contractEndDate: '2026-12-31',
    contractLength: 12,
    revenueMetrics: {
      ...metrics(sumOfMetric(offerings, 'arr'), sumOfMetric(offerings, 'incrementalArr')),
      previousArr: 0,
      previousMrr: 0,
      percentage: 0,
    },
    customFields: {},
    quoteOfferings: offerings,
    ...members,
  };
}

function metrics(arr: number, incrementalArr: number): Record<string, number> {
  const [mrr, incrementalMrr] = [monthly(arr), monthly(incrementalArr)];
  return {
    arr,
    incrementalArr,
    effectiveArr: arr,
    effectiveIncrementalArr: incrementalArr,
    mrr,
    incrementalMrr,
    effectiveMrr: mrr,
    effectiveIncrementalMrr: incrementalMrr,
  };
}

function monthly(yearly: number): number {
  return Math.round((yearly / 12) * 100) / 100;
}

function total(items: readonly QuoteItemDocument[], member: string): number {
  return items.reduce((sum, entry) => sum + Number(entry[member]), 0);
}

function sumOfMetric(offerings: readonly QuoteOfferingDocument[], metric: string): number {
  const items = offerings.filter(({ role }) => role !== 'REFERENCE').flatMap((entry) => entry.items ?? []);
  return items.reduce((sum, entry) => sum + Number((entry['revenueMetrics'] as Record<string, number>)[metric]), 0);
}

function slug(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
}
