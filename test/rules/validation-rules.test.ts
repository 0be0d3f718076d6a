import { describe, expect, it } from 'vitest';
import { validateItem } from '../../codegen/rules/item-validation.ts';
import type { GateFacts, GateOutcome, QuoteFault, QuoteItem, ValidationFacts } from '../../codegen/rules/model.ts';
import { closes, gate } from '../../codegen/rules/quote-gate.ts';
import { blocksSync, isFault, validate } from '../../codegen/rules/quote-validation.ts';

const GATES: readonly GateOutcome[] = ['SYNC_DISABLED', 'INVALID_QUOTE', 'STATUS_NOT_ALLOWED', 'NO_OPPORTUNITY', 'NOT_PRIMARY', 'OPPORTUNITY_LOST', 'CURRENCY_MISMATCH'];
const SHUT: GateFacts = {
  syncDisabled: true,
  isValid: false,
  status: 'DENIED',
  allowedStatuses: ['DRAFT'],
  opportunity: null,
  isPrimary: false,
  opportunityIsClosed: true,
  opportunityIsWon: false,
  hasCurrencyMismatch: true,
};

describe('the gates of a quote', () => {
  it('each answer for themselves', () => {
    expect(GATES.filter((each) => closes(each, SHUT))).toEqual(GATES);
    const open: GateFacts = { ...SHUT, syncDisabled: false, isValid: true, status: 'DRAFT', opportunity: '006', isPrimary: true, opportunityIsWon: true, hasCurrencyMismatch: false };
    expect(GATES.filter((each) => closes(each, open))).toEqual([]);
    expect(closes('OPEN', SHUT)).toBe(false);
  });

  it('are named in their order, the first that closes', () => {
    const opened: readonly Partial<GateFacts>[] = [{ syncDisabled: false }, { isValid: true }, { status: 'DRAFT' }, { opportunity: '006' }, { isPrimary: true }, { opportunityIsWon: true }, { hasCurrencyMismatch: false }];
    const outcomes = opened.map((_, count) => gate(Object.assign({}, SHUT, ...opened.slice(0, count)) as GateFacts));
    expect(outcomes).toEqual(GATES);
    expect(gate(Object.assign({}, SHUT, ...opened) as GateFacts)).toBe('OPEN');
  });
});

describe('the validation of a quote', () => {
  const valid: ValidationFacts = { accountKey: 'acct_1', account: '001', status: 'DRAFT', quoteType: 'AMENDMENT', currencyCode: 'EUR', currencyIsActive: true, originalQuote: 'a01' };

  it.each<[string, Partial<ValidationFacts>, QuoteFault]>([
    ['accepts a quote that is whole', {}, 'VALID'],
    ['misses the account', { account: null }, 'ACCOUNT_NOT_FOUND'],
    ['does not know a status', { status: 'PAUSED' }, 'STATUS_UNKNOWN'],
    ['does not know a status in other letters', { status: 'draft' }, 'STATUS_UNKNOWN'],
    ['does not know a missing status', { status: null }, 'STATUS_UNKNOWN'],
    ['does not know a type', { quoteType: 'TRIAL' }, 'TYPE_UNKNOWN'],
    ['does not know a missing type', { quoteType: null }, 'TYPE_UNKNOWN'],
    ['refuses a currency that the org does not use', { currencyIsActive: false }, 'CURRENCY_NOT_ACTIVE'],
    ['accepts a quote without a currency', { currencyCode: null, currencyIsActive: false }, 'VALID'],
    ['misses the original of an amendment', { originalQuote: null }, 'ORIGINAL_QUOTE_NOT_FOUND'],
    ['misses the original of a renewal', { quoteType: 'RENEWAL', originalQuote: null }, 'ORIGINAL_QUOTE_NOT_FOUND'],
    ['misses no original of a new quote', { quoteType: 'NEW', originalQuote: null }, 'VALID'],
  ])('%s', (_claim, facts, fault) => expect(validate({ ...valid, ...facts })).toBe(fault));

  it('finds every fault of a quote, not only the first', () => {
    const faulty: ValidationFacts = { ...valid, account: null, status: null, currencyIsActive: false, originalQuote: null };
    const faults: QuoteFault[] = ['ACCOUNT_NOT_FOUND', 'STATUS_UNKNOWN', 'TYPE_UNKNOWN', 'CURRENCY_NOT_ACTIVE', 'ORIGINAL_QUOTE_NOT_FOUND', 'VALID'];
    expect(faults.filter((fault) => isFault(fault, faulty))).toEqual(['ACCOUNT_NOT_FOUND', 'STATUS_UNKNOWN', 'CURRENCY_NOT_ACTIVE', 'ORIGINAL_QUOTE_NOT_FOUND']);
  });

  it('lets a quote feed its Opportunity whose original has not arrived', () => {
    expect(blocksSync('ORIGINAL_QUOTE_NOT_FOUND')).toBe(false);
    expect(blocksSync('VALID')).toBe(false);
    expect(blocksSync('ACCOUNT_NOT_FOUND')).toBe(true);
    expect(blocksSync('CURRENCY_NOT_ACTIVE')).toBe(true);
  });
});

describe('the validation of an item', () => {
  const item = { product: '01t', quantity: 0 } as QuoteItem;

  it('asks for a product and a quantity, of which zero is one', () => {
    expect(validateItem(item)).toBe('VALID');
    expect(validateItem({ ...item, quantity: null })).toBe('NO_QUANTITY');
    expect(validateItem({ ...item, product: null, quantity: null })).toBe('NO_PRODUCT');
  });
});
