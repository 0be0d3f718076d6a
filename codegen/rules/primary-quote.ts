import type { PrimaryFacts } from './model.ts';

/**
 * Tells whether a quote is the primary one of its Opportunity: the one that MonetizeNow marks, else the one that the
 * Opportunity already names, else the first that comes.
 */
export function isPrimary(facts: PrimaryFacts): boolean {
  if (facts.primaryQuoteId !== null) return facts.primaryQuoteId === facts.quoteId;
  return facts.opportunityPrimaryQuote === null || facts.opportunityPrimaryQuote === facts.quote;
}
