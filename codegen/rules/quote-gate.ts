import type { GateFacts, GateOutcome } from './model.ts';

/** Tells for one gate whether it keeps a quote from its Opportunity. A won Opportunity still follows its quote. */
export function closes(outcome: GateOutcome, quote: GateFacts): boolean {
  if (outcome === 'SYNC_DISABLED') return quote.syncDisabled;
  if (outcome === 'INVALID_QUOTE') return !quote.isValid;
  if (outcome === 'STATUS_NOT_ALLOWED') return quote.status === null || !quote.allowedStatuses.includes(quote.status);
  if (outcome === 'NO_OPPORTUNITY') return quote.opportunity === null;
  if (outcome === 'NOT_PRIMARY') return !quote.isPrimary;
  if (outcome === 'OPPORTUNITY_LOST') return quote.opportunityIsClosed && !quote.opportunityIsWon;
  if (outcome === 'CURRENCY_MISMATCH') return quote.hasCurrencyMismatch;
  return false;
}

/**
 * Decides whether a quote may feed its Opportunity, and names the first gate that keeps it out.
 * Gates win over the override of an item.
 */
export function gate(quote: GateFacts): GateOutcome {
  if (closes('SYNC_DISABLED', quote)) return 'SYNC_DISABLED';
  if (closes('INVALID_QUOTE', quote)) return 'INVALID_QUOTE';
  if (closes('STATUS_NOT_ALLOWED', quote)) return 'STATUS_NOT_ALLOWED';
  if (closes('NO_OPPORTUNITY', quote)) return 'NO_OPPORTUNITY';
  if (closes('NOT_PRIMARY', quote)) return 'NOT_PRIMARY';
  if (closes('OPPORTUNITY_LOST', quote)) return 'OPPORTUNITY_LOST';
  if (closes('CURRENCY_MISMATCH', quote)) return 'CURRENCY_MISMATCH';
  return 'OPEN';
}
