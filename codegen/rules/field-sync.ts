import type { FieldSyncFacts, FieldSyncReaction, QuoteStatus } from './model.ts';

const LAST_ATTEMPT = 4;

/** Tells whether fields of the Opportunity flow back to its primary quote: only while that is a draft. */
export function sendsOpportunityFields(status: QuoteStatus | null): boolean {
  return status === 'DRAFT';
}

/** Tells whether asking again may help after this answer: none at all, a time-out, too many requests, a fault of the server. */
export function isTransient(statusCode: number | null): boolean {
  return statusCode === null || statusCode === 408 || statusCode === 429 || statusCode >= 500;
}

/** Decides what follows an answer of MonetizeNow. What may pass is tried again, four times in all. */
export function fieldSyncReaction(facts: FieldSyncFacts): FieldSyncReaction {
  if (facts.statusCode !== null && facts.statusCode >= 200 && facts.statusCode < 300) return 'DONE';
  return isTransient(facts.statusCode) && facts.attempt < LAST_ATTEMPT ? 'RETRY' : 'FAILED';
}
