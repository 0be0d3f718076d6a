import type { OwnerCandidates, RecordId } from './model.ts';

/**
 * Chooses the owner of a new quote: the owner of its Opportunity, else of the original quote of an amendment or
 * renewal, else of its Account. Somebody who is inactive is passed over; the running user is the last resort.
 */
export function ownerOf(candidates: OwnerCandidates): RecordId {
  if (candidates.opportunityOwner !== null && candidates.opportunityOwnerIsActive) {
    return candidates.opportunityOwner;
  }
  const continues = candidates.quoteType === 'AMENDMENT' || candidates.quoteType === 'RENEWAL';
  if (continues && candidates.originalQuoteOwner !== null && candidates.originalQuoteOwnerIsActive) {
    return candidates.originalQuoteOwner;
  }
  if (candidates.accountOwner !== null && candidates.accountOwnerIsActive) {
    return candidates.accountOwner;
  }
  return candidates.runningUser;
}
