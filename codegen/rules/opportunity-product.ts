import type { LineAction, LineFacts, OpportunityProduct, QuoteItem } from './model.ts';

/** The quantity that an Opportunity Product shows: it needs one, so zero and none are sent as 1. */
export function lineQuantity(item: QuoteItem): number {
  return item.quantity === null || item.quantity === 0 ? 1 : item.quantity;
}

/**
 * Turns a quote item into the Opportunity Product that it asks for. `amount` is the currency field that the settings
 * choose. The true quantity is kept beside the one that Salesforce needs.
 */
export function opportunityProduct(item: QuoteItem, amount: number | null): OpportunityProduct {
  return {
    quoteItemId: item.id,
    quoteId: item.quoteId,
    quantity: lineQuantity(item),
    totalPrice: amount ?? 0,
    quoteQuantity: item.quantity,
    serviceDate: item.startDate,
    description: item.productName,
    isPlaceholder: false,
  };
}

/**
 * Decides what happens to the Opportunity Product of an item. One that fails keeps what stands; one that has moved to
 * another price book entry or Opportunity is replaced, because Salesforce changes neither in place.
 */
export function lineAction(facts: LineFacts): LineAction {
  if (!facts.isWanted) return facts.hasLine ? 'REMOVE' : 'SKIP';
  if (facts.hasFailed) return 'FAIL';
  if (!facts.hasLine) return 'CREATE';
  if (!facts.isInPlace) return 'REPLACE';
  return facts.differs ? 'CHANGE' : 'LEAVE';
}
