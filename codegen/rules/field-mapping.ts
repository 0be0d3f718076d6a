import type { FieldFit, FieldKind, FitFacts } from './model.ts';

/** Tells whether a value of one kind is a value of the other as it stands. */
export function isCopied(source: FieldKind, target: FieldKind): boolean {
  if (source === target) return source !== 'OTHER' && source !== 'REFERENCE';
  if (source === 'TEXT') return target === 'PICKLIST' || target === 'MULTIPICKLIST';
  if (source === 'PICKLIST') return target === 'TEXT' || target === 'MULTIPICKLIST';
  return source === 'MULTIPICKLIST' && target === 'TEXT';
}

/** Tells whether values of a kind can be written out as a text. */
export function hasText(kind: FieldKind): boolean {
  return kind === 'NUMBER' || kind === 'CHECKBOX' || kind === 'DATE' || kind === 'DATETIME' || kind === 'REFERENCE';
}

/**
 * Decides how the value of one field gets into another. A number or a checkbox is written out as a text only where an
 * admin asked for it, never because two fields happen to have one name.
 */
export function fieldFit(facts: FitFacts): FieldFit {
  if (facts.source === null || facts.target === null) return 'INCOMPATIBLE';
  if (isCopied(facts.source, facts.target)) return 'COPY';
  if (facts.source === 'REFERENCE' && facts.target === 'REFERENCE') {
    return facts.isSameReference ? 'COPY' : 'INCOMPATIBLE';
  }
  return facts.target === 'TEXT' && facts.isExplicit && hasText(facts.source) ? 'AS_TEXT' : 'INCOMPATIBLE';
}

/** What two field names have in common when they mean the same: `Billing_Contact__c` and `billingContact`. */
export function fieldKey(name: string): string {
  const lowered = name.toLowerCase();
  const bare = lowered.endsWith('__c') ? lowered.slice(0, lowered.length - 3) : lowered;
  return bare.replaceAll(/[^a-z0-9]/g, '');
}
