import type { GateFacts, GateOutcome } from './model.ts';

/**
 * Decides whether a quote may feed its Opportunity, and names the gate that keeps it out.
 * Gates win over the override of an item. A lost Opportunity is left alone; a won one still follows its quote.
 */
export function gate(quote: GateFacts): GateOutcome {
  if (quote.syncDisabled) return 'SYNC_DISABLED';
  if (quote.status === null || !quote.allowedStatuses.includes(quote.status)) return 'STATUS_NOT_ALLOWED';
  if (quote.opportunity === null) return 'NO_OPPORTUNITY';
  if (!quote.isPrimary) return 'NOT_PRIMARY';
  if (quote.opportunityIsClosed && !quote.opportunityIsWon) return 'OPPORTUNITY_LOST';
  if (quote.hasCurrencyMismatch) return 'CURRENCY_MISMATCH';
  return 'OPEN';
}
