import type { CloseDateFacts, CreationAction, CreationFacts, DateOnly, QuoteType } from './model.ts';

const LONGEST_NAME = 120;

/**
 * Decides how a quote comes by its Opportunity. One that is at fault gets none, because it could not feed it; one whose
 * MonetizeNow opportunity has an Opportunity already is linked to that.
 */
export function creationAction(facts: CreationFacts): CreationAction {
  if (facts.hasOpportunity) return 'KEEP';
  if (facts.isAtFault) return 'SKIP';
  return facts.existing === null ? 'CREATE' : 'REUSE';
}

/** The words that an Opportunity made for a quote of this type starts with. */
export function namePrefix(quoteType: QuoteType | null): string {
  if (quoteType === 'AMENDMENT') return 'Amendment - ';
  if (quoteType === 'RENEWAL') return 'Renewal - ';
  return '';
}

/** Names the Opportunity made for a quote by its type and its description, else its id, in at most 120 characters. */
export function opportunityName(quoteType: QuoteType | null, description: string | null, id: string): string {
  const subject = description === null || description === '' ? id : description;
  return `${namePrefix(quoteType)}${subject}`.slice(0, LONGEST_NAME);
}

/** Dates the close of an Opportunity made for a quote: the start of its contract, else its expiration, else in 30 days. */
export function closeDate(facts: CloseDateFacts): DateOnly {
  return facts.contractStartDate ?? facts.expirationDate ?? facts.inThirtyDays;
}

/** Chooses the stage of an Opportunity made for a quote: the mapped one of its status, else the first open one. */
export function creationStage(mappedStage: string | null, firstOpenStage: string): string {
  return mappedStage ?? firstOpenStage;
}
