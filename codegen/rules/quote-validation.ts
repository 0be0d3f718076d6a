import type { QuoteFault, ValidationFacts } from './model.ts';

/** Tells whether a status is one of those that MonetizeNow documents. */
export function isKnownStatus(status: string | null): boolean {
  const isBeforeSigning = status === 'DRAFT' || status === 'REVIEW' || status === 'APPROVED' || status === 'SENT';
  const isSigned = status === 'ACCEPTED' || status === 'ACCEPTED_ADMIN_EDITABLE' || status === 'PROCESSED';
  const isDead = status === 'DENIED' || status === 'CANCELED' || status === 'EXPIRED' || status === 'ARCHIVED';
  return isBeforeSigning || isSigned || isDead;
}

/** Tells whether a type is one of those that MonetizeNow documents. */
export function isKnownType(quoteType: string | null): boolean {
  return quoteType === 'NEW' || quoteType === 'AMENDMENT' || quoteType === 'RENEWAL';
}

/** Tells whether a quote has one particular fault. */
export function isFault(fault: QuoteFault, quote: ValidationFacts): boolean {
  if (fault === 'ACCOUNT_NOT_FOUND') return quote.account === null;
  if (fault === 'STATUS_UNKNOWN') return !isKnownStatus(quote.status);
  if (fault === 'TYPE_UNKNOWN') return !isKnownType(quote.quoteType);
  if (fault === 'CURRENCY_NOT_ACTIVE') return quote.currencyCode !== null && !quote.currencyIsActive;
  if (fault === 'ORIGINAL_QUOTE_NOT_FOUND') {
    const continues = quote.quoteType === 'AMENDMENT' || quote.quoteType === 'RENEWAL';
    return continues && quote.originalQuote === null;
  }
  return false;
}

/** Names the first fault of a quote, or VALID. */
export function validate(quote: ValidationFacts): QuoteFault {
  if (isFault('ACCOUNT_NOT_FOUND', quote)) return 'ACCOUNT_NOT_FOUND';
  if (isFault('STATUS_UNKNOWN', quote)) return 'STATUS_UNKNOWN';
  if (isFault('TYPE_UNKNOWN', quote)) return 'TYPE_UNKNOWN';
  if (isFault('CURRENCY_NOT_ACTIVE', quote)) return 'CURRENCY_NOT_ACTIVE';
  if (isFault('ORIGINAL_QUOTE_NOT_FOUND', quote)) return 'ORIGINAL_QUOTE_NOT_FOUND';
  return 'VALID';
}

/**
 * Tells whether a fault keeps a quote from its Opportunity. A missing original quote is recorded only: it may arrive
 * after its amendment, or be older than the package in the org.
 */
export function blocksSync(fault: QuoteFault): boolean {
  return fault !== 'VALID' && fault !== 'ORIGINAL_QUOTE_NOT_FOUND';
}
