import type { QuoteStanding, QuoteStatus } from './model.ts';

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
