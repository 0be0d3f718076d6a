import type { Qualification, QuoteItem } from './model.ts';

/**
 * Decides whether a quote item becomes an Opportunity Product, and why.
 * The first clause that matches wins: the override of a sales person beats every other one, and usage is sold at
 * quantity zero.
 */
export function qualify(item: QuoteItem): Qualification {
  if (item.override === 'NEVER') return 'EXCLUDED';
  if (item.override === 'ALWAYS') return 'FORCED';
  if (item.quoteType === 'AMENDMENT' && item.amendmentStatus === 'NO_CHANGE') return 'UNCHANGED';
  if (item.quantity === 0 && item.productType !== 'USAGE') return 'ZERO_QUANTITY';
  return 'QUALIFIED';
}

/** Tells whether a quote item becomes an Opportunity Product. */
export function qualifies(item: QuoteItem): boolean {
  const outcome = qualify(item);
  return outcome === 'QUALIFIED' || outcome === 'FORCED';
}
