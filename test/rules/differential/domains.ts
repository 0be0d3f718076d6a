import type { Plain } from './domain.ts';

const STATUSES = ['DRAFT', 'REVIEW', 'APPROVED', 'DENIED', 'SENT', 'ACCEPTED', 'ACCEPTED_ADMIN_EDITABLE', 'PROCESSED', 'CANCELED', 'EXPIRED', 'ARCHIVED'];
const UNKNOWN = ['', 'draft', 'New', 'UNHEARD_OF', null];
const STATUS_CODES = [null, 0, 199, 200, 204, 299, 300, 302, 400, 401, 404, 407, 408, 409, 429, 430, 499, 500, 503, 599, 1000];

/**
 * Values to try where a type alone would not lead into every branch: a text that holds a status, the codes of HTTP, names of
 * fields. Named `Facts.fact` or `rule.parameter`.
 */
export const DOMAINS: Readonly<Record<string, readonly Plain[]>> = {
  'ValidationFacts.status': [...STATUSES, ...UNKNOWN],
  'ValidationFacts.quoteType': ['NEW', 'AMENDMENT', 'RENEWAL', ...UNKNOWN],
  'ValidationFacts.currencyCode': ['EUR', 'eur', '', null],
  'isKnownStatus.status': [...STATUSES, ...STATUSES.map((status) => status.toLowerCase()), ...UNKNOWN],
  'isKnownType.quoteType': ['NEW', 'AMENDMENT', 'RENEWAL', ...UNKNOWN],
  'isManualRenewal.newQuoteType': ['NET_NEW', 'MANUAL_RENEWAL', 'EARLY_RENEWAL', 'manual_renewal', ...UNKNOWN],
  'isTransient.statusCode': STATUS_CODES,
  'FieldSyncFacts.statusCode': STATUS_CODES,
  'FieldSyncFacts.attempt': [0, 1, 2, 3, 4, 5, 100],
  'opportunityName.description': ['', ' ', 'Platform', 'x'.repeat(107), 'x'.repeat(108), 'x'.repeat(109), 'x'.repeat(110), 'x'.repeat(119), 'x'.repeat(120), 'x'.repeat(121), 'x'.repeat(3000), `${'x'.repeat(119)}😀`, null],
  'opportunityName.id': ['quote_1', '', 'q'.repeat(200)],
  'fieldKey.name': [
    '', 'Billing_Contact__c', 'billingContact', 'BILLING CONTACT', 'Billing_Contact__C', 'ns__Billing_Contact__c', '__c', '__c__c', 'c', '_c', 'x__cx',
    'Año_2026__c', 'İstanbul__c', 'Straße', 'KELVIN_K__c', 'emoji 😀 field', 'a.b/c-d', "quote'\\slash", 'ΑΣ__c',
  ],
};
