import { describe, expect, it } from 'vitest';
import { currencyDecision } from '../../codegen/rules/currency.ts';
import type { CurrencyFacts, GateFacts, OwnerCandidates, QuoteStanding, StageFacts } from '../../codegen/rules/model.ts';
import { stageByStatus, stageOf } from '../../codegen/rules/opportunity-stage.ts';
import { outranks } from '../../codegen/rules/primary-quote.ts';
import { entryDecision, priceBookOf } from '../../codegen/rules/price-book.ts';
import { gate } from '../../codegen/rules/quote-gate.ts';
import { quoteName } from '../../codegen/rules/quote-name.ts';
import { ownerOf } from '../../codegen/rules/quote-owner.ts';
import { isStale } from '../../codegen/rules/source-version.ts';

describe('a quote', () => {
  const open: GateFacts = {
    syncDisabled: false,
    isValid: true,
    status: 'DRAFT',
    allowedStatuses: ['DRAFT'],
    opportunity: '006',
    isPrimary: true,
    opportunityIsClosed: false,
    opportunityIsWon: false,
    hasCurrencyMismatch: false,
  };

  it.each<[string, Partial<GateFacts>, string]>([
    ['feeds its Opportunity when every gate is open', {}, 'OPEN'],
    ['is kept out when the sync is switched off', { syncDisabled: true, opportunity: null }, 'SYNC_DISABLED'],
    ['is kept out by a status that is not allowed', { status: 'DENIED' }, 'STATUS_NOT_ALLOWED'],
    ['is kept out without a status', { status: null }, 'STATUS_NOT_ALLOWED'],
    ['is kept out without an Opportunity', { opportunity: null }, 'NO_OPPORTUNITY'],
    ['is kept out when another quote is primary', { isPrimary: false }, 'NOT_PRIMARY'],
    ['is kept out of a lost Opportunity', { opportunityIsClosed: true }, 'OPPORTUNITY_LOST'],
    ['still feeds a won Opportunity', { opportunityIsClosed: true, opportunityIsWon: true }, 'OPEN'],
    ['is kept out when currencies differ', { hasCurrencyMismatch: true }, 'CURRENCY_MISMATCH'],
  ])('%s', (_claim, facts, outcome) => expect(gate({ ...open, ...facts })).toBe(outcome));

  it.each<[string, Partial<QuoteStanding>, Partial<QuoteStanding>]>([
    ['the one that MonetizeNow marks, however far the other has come', { isMarked: true, status: 'CANCELED' }, { status: 'PROCESSED' }],
    ['one that is processed rather than accepted', { status: 'PROCESSED' }, { status: 'ACCEPTED', version: 9 }],
    ['one that is accepted rather than sent', { status: 'ACCEPTED_ADMIN_EDITABLE' }, { status: 'SENT' }],
    ['one that is sent rather than approved', { status: 'SENT' }, { status: 'APPROVED' }],
    ['one that is approved rather than in review', { status: 'APPROVED' }, { status: 'REVIEW' }],
    ['one in review rather than a draft', { status: 'REVIEW' }, { status: 'DRAFT' }],
    ['a draft rather than a dead one', { status: 'DRAFT' }, { status: 'EXPIRED', version: 9 }],
    ['of two alike the one that changed last', { status: 'SENT', version: 2 }, { status: 'SENT', version: 1 }],
    ['one whose version is known rather than not', { status: 'SENT', version: 1 }, { status: 'SENT' }],
  ])('is primary: %s', (_claim, winner, loser) => {
    const standing: QuoteStanding = { isMarked: false, status: null, version: null };
    expect(outranks({ ...standing, ...winner }, { ...standing, ...loser })).toBe(true);
    expect(outranks({ ...standing, ...loser }, { ...standing, ...winner })).toBe(false);
  });

  it('is stale when the org holds a newer version, and welcome when it is the same', () => {
    expect(isStale({ storedVersion: 20, incomingVersion: 10 })).toBe(true);
    expect(isStale({ storedVersion: 20, incomingVersion: 20 })).toBe(false);
    expect(isStale({ storedVersion: null, incomingVersion: 10 })).toBe(false);
    expect(isStale({ storedVersion: 20, incomingVersion: null })).toBe(false);
  });

  it('is named by description and id in 80 characters, the id whole', () => {
    expect(quoteName('Platform', 'quote_1')).toBe('Platform (quote_1)');
    expect(quoteName('x'.repeat(100), 'quote_1')).toBe(`${'x'.repeat(70)} (quote_1)`);
    expect(quoteName(null, 'quote_1')).toBe('quote_1');
    expect(quoteName('', 'quote_1')).toBe('quote_1');
    expect(quoteName('Platform', 'q'.repeat(80))).toBe('q'.repeat(80));
  });
});

describe('the owner of a quote', () => {
  const all: OwnerCandidates = {
    quoteType: 'AMENDMENT',
    opportunityOwner: 'opportunity',
    opportunityOwnerIsActive: true,
    originalQuoteOwner: 'original',
    originalQuoteOwnerIsActive: true,
    accountOwner: 'account',
    accountOwnerIsActive: true,
    runningUser: 'running',
  };

  it.each<[string, Partial<OwnerCandidates>, string]>([
    ['is the owner of the Opportunity', {}, 'opportunity'],
    ['else of the original quote', { opportunityOwner: null }, 'original'],
    ['of the original quote of a renewal, too', { opportunityOwnerIsActive: false, quoteType: 'RENEWAL' }, 'original'],
    ['of the Account when the quote is new', { opportunityOwner: null, quoteType: 'NEW' }, 'account'],
    ['of the Account when the owner of the original is inactive', { opportunityOwner: null, originalQuoteOwnerIsActive: false }, 'account'],
    ['the running user at last', { opportunityOwner: null, originalQuoteOwner: null, accountOwnerIsActive: false }, 'running'],
  ])('%s', (_claim, facts, owner) => expect(ownerOf({ ...all, ...facts })).toBe(owner));
});

describe('the Opportunity', () => {
  it('keeps its price book, else takes that of the currency, the settings, the standard one', () => {
    const books = { opportunityPriceBook: 'own', currencyPriceBook: 'eur', defaultPriceBook: 'default', standardPriceBook: 'standard' };
    expect(priceBookOf(books)).toBe('own');
    expect(priceBookOf({ ...books, opportunityPriceBook: null })).toBe('eur');
    expect(priceBookOf({ ...books, opportunityPriceBook: null, currencyPriceBook: null })).toBe('default');
    expect(priceBookOf({ opportunityPriceBook: null, currencyPriceBook: null, defaultPriceBook: null, standardPriceBook: 'standard' })).toBe('standard');
  });

  it('gets a price book entry made where it may', () => {
    const facts = { entry: 'e', entryIsActive: true, mayCreate: true };
    expect(entryDecision(facts)).toBe('USE');
    expect(entryDecision({ ...facts, entryIsActive: false })).toBe('ENTRY_INACTIVE');
    expect(entryDecision({ ...facts, entry: null })).toBe('CREATE');
    expect(entryDecision({ ...facts, entry: null, mayCreate: false })).toBe('ENTRY_MISSING');
  });

  it('is never converted to another currency', () => {
    const facts: CurrencyFacts = { isMultiCurrency: true, quoteCurrency: 'EUR', opportunityCurrency: 'USD', opportunityHasProducts: false };
    expect(currencyDecision(facts)).toBe('CHANGE');
    expect(currencyDecision({ ...facts, opportunityHasProducts: true })).toBe('MISMATCH');
    expect(currencyDecision({ ...facts, opportunityCurrency: 'EUR' })).toBe('KEEP');
    expect(currencyDecision({ ...facts, quoteCurrency: null })).toBe('KEEP');
    expect(currencyDecision({ ...facts, isMultiCurrency: false })).toBe('KEEP');
  });

  it('follows the stage of its primary quote, but stays closed', () => {
    const facts: StageFacts = { isMappingEnabled: true, mappedStage: stageByStatus.SENT, currentStage: 'Prospecting', isClosed: false, mayReopen: false };
    expect(stageOf(facts)).toBe('Negotiation/Review');
    expect(stageOf({ ...facts, isMappingEnabled: false })).toBeNull();
    expect(stageOf({ ...facts, mappedStage: stageByStatus.CANCELED })).toBeNull();
    expect(stageOf({ ...facts, currentStage: 'Negotiation/Review' })).toBeNull();
    expect(stageOf({ ...facts, isClosed: true })).toBeNull();
    expect(stageOf({ ...facts, isClosed: true, mayReopen: true })).toBe('Negotiation/Review');
  });
});
