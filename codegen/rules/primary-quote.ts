import type { PrimaryChange, PrimaryChangeFacts, QuoteStanding, QuoteStatus } from './model.ts';

/** Ranks a status by how far its quote has come; a quote that is dead ranks lowest. */
export function rankOf(status: QuoteStatus | null): number {
  if (status === 'PROCESSED') return 6;
  if (status === 'ACCEPTED' || status === 'ACCEPTED_ADMIN_EDITABLE') return 5;
  if (status === 'SENT') return 4;
  if (status === 'APPROVED') return 3;
  if (status === 'REVIEW') return 2;
  if (status === 'DRAFT') return 1;
  return 0;
}

/**
 * Tells whether one quote takes the place of another as the primary one of their Opportunity: the one that MonetizeNow
 * marks wins, else the one that has come further, else the one that changed last.
 */
export function outranks(challenger: QuoteStanding, holder: QuoteStanding): boolean {
  if (challenger.isMarked !== holder.isMarked) return challenger.isMarked;
  const reached = rankOf(challenger.status);
  const held = rankOf(holder.status);
  if (reached !== held) return reached > held;
  return (challenger.version ?? 0) > (holder.version ?? 0);
}

/** Tells whether a quote with this status has been accepted by the customer. */
export function isSigned(status: QuoteStatus | null): boolean {
  return status === 'ACCEPTED' || status === 'ACCEPTED_ADMIN_EDITABLE' || status === 'PROCESSED';
}

/** Decides whether the primary quote of an Opportunity may be changed by hand: not once it has been signed. */
export function primaryChange(facts: PrimaryChangeFacts): PrimaryChange {
  if (facts.current === null || facts.current === facts.requested) return 'ALLOWED';
  return isSigned(facts.currentStatus) ? 'PRIMARY_QUOTE_SIGNED' : 'ALLOWED';
}
