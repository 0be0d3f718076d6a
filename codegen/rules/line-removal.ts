import type { BlockedLines, GateOutcome } from './model.ts';

/**
 * Decides what becomes of the Opportunity Products of a quote that a gate keeps out. They stay unless the settings say
 * otherwise, and always while the sync is off or the quote is at fault: neither says anything about the products.
 */
export function blockedLines(outcome: GateOutcome, removesLinesWhenBlocked: boolean): BlockedLines {
  if (outcome === 'OPEN' || outcome === 'SYNC_DISABLED' || outcome === 'INVALID_QUOTE') return 'KEEP';
  return removesLinesWhenBlocked ? 'REMOVE' : 'KEEP';
}
