import type { OpportunityProduct, PlaceholderFacts, QuoteItem } from './model.ts';
import { lineQuantity } from './opportunity-product.ts';

/** Tells whether a quote renews a contract by hand, so that its prices come later than the quote itself. */
export function isManualRenewal(newQuoteType: string | null): boolean {
  return newQuoteType === 'MANUAL_RENEWAL' || newQuoteType === 'EARLY_RENEWAL';
}

/** Decides whether placeholders stand in for the products of a renewal until its own items qualify. */
export function needsPlaceholders(facts: PlaceholderFacts): boolean {
  return facts.isEnabled && facts.isManualRenewal && facts.feedsOpportunity && !facts.hasQualifyingItems;
}

/** Tells whether an item of the prior contract goes on after a renewal: recurring, not removed, sold at all. */
export function isRecurring(item: QuoteItem): boolean {
  const recurs = item.productType === 'ADVANCE' || item.productType === 'ARREARS' || item.productType === 'MIN_COMMIT';
  return recurs && item.amendmentStatus !== 'REMOVED' && item.quantity !== 0;
}

/** Turns an item of the prior contract into the placeholder that mirrors it on the Opportunity of the renewal. */
export function placeholderProduct(item: QuoteItem, quoteId: string, amount: number | null): OpportunityProduct {
  return {
    quoteItemId: `placeholder:${quoteId}:${item.id ?? ''}`,
    quoteId: quoteId,
    quantity: lineQuantity(item),
    totalPrice: amount ?? 0,
    quoteQuantity: item.quantity,
    serviceDate: item.startDate,
    description: item.productName,
    isPlaceholder: true,
  };
}
