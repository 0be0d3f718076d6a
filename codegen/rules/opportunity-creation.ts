import type { CloseDateFacts, DateOnly, QuoteType } from './model.ts';

const LONGEST_NAME = 120;

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
