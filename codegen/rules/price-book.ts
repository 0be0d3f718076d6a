import type { EntryDecision, EntryFacts, PriceBookChoice, RecordId } from './model.ts';

/**
 * Chooses the price book of an Opportunity: its own, else the one for the currency of the quote, else the default of
 * the settings, else the standard one. One that is set is never changed: Salesforce would delete the products.
 */
export function priceBookOf(choice: PriceBookChoice): RecordId | null {
  return (
    choice.opportunityPriceBook ?? choice.currencyPriceBook ?? choice.defaultPriceBook ?? choice.standardPriceBook
  );
}

/** Decides what happens about the price book entry of an item: used, created, or the reason why there is none. */
export function entryDecision(facts: EntryFacts): EntryDecision {
  if (facts.entry !== null) return facts.entryIsActive ? 'USE' : 'ENTRY_INACTIVE';
  return facts.mayCreate ? 'CREATE' : 'ENTRY_MISSING';
}
