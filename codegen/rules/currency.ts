import type { CurrencyDecision, CurrencyFacts } from './model.ts';

/**
 * Decides what happens to the currency of an Opportunity when a quote feeds it. An amount is never converted: the
 * currency is set while the Opportunity has no products, and a difference is an error once it has.
 */
export function currencyDecision(facts: CurrencyFacts): CurrencyDecision {
  if (!facts.isMultiCurrency || facts.quoteCurrency === null) return 'KEEP';
  if (facts.quoteCurrency === facts.opportunityCurrency) return 'KEEP';
  if (facts.opportunityHasProducts) return 'MISMATCH';
  return 'CHANGE';
}
