import type { QuoteStatus, StageFacts } from './model.ts';

/**
 * Chooses the stage of an Opportunity by the status of its primary quote, or null to leave it. A closed stage is left
 * only when reopening is allowed.
 */
export function stageOf(facts: StageFacts): string | null {
  if (!facts.isMappingEnabled || facts.mappedStage === null) return null;
  if (facts.mappedStage === facts.currentStage) return null;
  if (facts.isClosed && !facts.mayReopen) return null;
  return facts.mappedStage;
}

/** Stage for each status as the package ships it; null leaves the stage. Admins change it in their org. */
export const stageByStatus: Readonly<Record<QuoteStatus, string | null>> = {
  DRAFT: 'Proposal/Price Quote',
  REVIEW: 'Proposal/Price Quote',
  APPROVED: 'Proposal/Price Quote',
  DENIED: null,
  SENT: 'Negotiation/Review',
  ACCEPTED: 'Negotiation/Review',
  ACCEPTED_ADMIN_EDITABLE: 'Negotiation/Review',
  PROCESSED: 'Closed Won',
  CANCELED: null,
  EXPIRED: null,
  ARCHIVED: null,
};
