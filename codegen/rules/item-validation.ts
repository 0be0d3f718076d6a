import type { ItemFault, QuoteItem } from './model.ts';

/** Names what an item lacks to become an Opportunity Product, or VALID. */
export function validateItem(item: QuoteItem): ItemFault {
  if (item.product === null) return 'NO_PRODUCT';
  if (item.quantity === null) return 'NO_QUANTITY';
  return 'VALID';
}
