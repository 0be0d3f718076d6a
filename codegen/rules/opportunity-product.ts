import type { OpportunityProduct, QuoteItem } from './model.ts';

/**
 * Turns a quote item into the Opportunity Product that it asks for. `amount` is the currency field that the settings
 * choose. A quantity of zero is sent as 1, because an Opportunity Product needs one, and its true value is kept.
 */
export function opportunityProduct(item: QuoteItem, amount: number | null): OpportunityProduct {
  return {
    quoteItemId: item.id,
    quoteId: item.quoteId,
    quantity: item.quantity === null || item.quantity === 0 ? 1 : item.quantity,
    totalPrice: amount ?? 0,
    quoteQuantity: item.quantity,
    serviceDate: item.startDate,
    description: item.productName,
    isPlaceholder: false,
  };
}
