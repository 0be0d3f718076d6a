import { describe, expect, it } from 'vitest';
import { blockedLines } from '../../codegen/rules/line-removal.ts';
import type { LineAction, LineFacts, PlaceholderFacts, PrimaryChangeFacts, QuoteItem } from '../../codegen/rules/model.ts';
import { closeDate, creationAction, creationStage, opportunityName } from '../../codegen/rules/opportunity-creation.ts';
import { lineAction, opportunityProduct } from '../../codegen/rules/opportunity-product.ts';
import { isManualRenewal, isRecurring, needsPlaceholders, placeholderProduct } from '../../codegen/rules/placeholder.ts';
import { primaryChange } from '../../codegen/rules/primary-quote.ts';

const ITEM: QuoteItem = {
  id: 'qtitm_1',
  quoteId: 'quote_1',
  quoteType: 'NEW',
  override: null,
  amendmentStatus: null,
  productType: 'ADVANCE',
  quantity: 2,
  startDate: '2026-01-31',
  productName: 'Seats',
  product: '01t',
};

describe('an Opportunity made for a quote', () => {
  it('is made only for a quote without one that is not at fault and shares none', () => {
    const facts = { hasOpportunity: false, isAtFault: false, existing: null };
    expect(creationAction(facts)).toBe('CREATE');
    expect(creationAction({ ...facts, existing: '006' })).toBe('REUSE');
    expect(creationAction({ ...facts, existing: '006', isAtFault: true })).toBe('SKIP');
    expect(creationAction({ ...facts, hasOpportunity: true, isAtFault: true })).toBe('KEEP');
  });

  it('is named by the type and the description of the quote, else by its id', () => {
    expect(opportunityName('NEW', 'Platform', 'quote_1')).toBe('Platform');
    expect(opportunityName('AMENDMENT', 'Platform', 'quote_1')).toBe('Amendment - Platform');
    expect(opportunityName('RENEWAL', null, 'quote_1')).toBe('Renewal - quote_1');
    expect(opportunityName(null, '', 'quote_1')).toBe('quote_1');
  });

  it('has a name that Salesforce can store', () => {
    expect(opportunityName('RENEWAL', 'x'.repeat(200), 'quote_1')).toBe(`Renewal - ${'x'.repeat(110)}`);
  });

  it('closes when the contract starts, else when the quote expires, else in thirty days', () => {
    const facts = { contractStartDate: '2026-02-01', expirationDate: '2026-01-15', inThirtyDays: '2026-01-30' };
    expect(closeDate(facts)).toBe('2026-02-01');
    expect(closeDate({ ...facts, contractStartDate: null })).toBe('2026-01-15');
    expect(closeDate({ ...facts, contractStartDate: null, expirationDate: null })).toBe('2026-01-30');
  });

  it('starts in the mapped stage, else in the first open one', () => {
    expect(creationStage('Negotiation/Review', 'Prospecting')).toBe('Negotiation/Review');
    expect(creationStage(null, 'Prospecting')).toBe('Prospecting');
  });
});

describe('a change of the primary quote by hand', () => {
  const facts: PrimaryChangeFacts = { current: 'a01', requested: 'a02', currentStatus: 'ACCEPTED' };

  it.each(['ACCEPTED', 'ACCEPTED_ADMIN_EDITABLE', 'PROCESSED'] as const)('is refused once it is %s', (currentStatus) => {
    expect(primaryChange({ ...facts, currentStatus })).toBe('PRIMARY_QUOTE_SIGNED');
    expect(primaryChange({ ...facts, currentStatus, requested: null })).toBe('PRIMARY_QUOTE_SIGNED');
  });

  it('is allowed before, and where nothing changes', () => {
    expect(primaryChange({ ...facts, currentStatus: 'SENT' })).toBe('ALLOWED');
    expect(primaryChange({ ...facts, currentStatus: null })).toBe('ALLOWED');
    expect(primaryChange({ ...facts, current: null })).toBe('ALLOWED');
    expect(primaryChange({ ...facts, requested: 'a01' })).toBe('ALLOWED');
  });
});

describe('the Opportunity Product of an item', () => {
  it('shows 1 where nothing is counted, and keeps the true quantity', () => {
    expect(opportunityProduct({ ...ITEM, quantity: 0 }, 10)).toMatchObject({ quantity: 1, quoteQuantity: 0, totalPrice: 10 });
    expect(opportunityProduct({ ...ITEM, quantity: null }, null)).toMatchObject({ quantity: 1, quoteQuantity: null, totalPrice: 0 });
    expect(opportunityProduct(ITEM, 10)).toMatchObject({ quantity: 2, quoteQuantity: 2, isPlaceholder: false });
  });

  it.each<[string, Partial<LineFacts>, LineAction]>([
    ['is created', { hasLine: false }, 'CREATE'],
    ['is left when it says what the item says', { differs: false }, 'LEAVE'],
    ['is changed in place', {}, 'CHANGE'],
    ['is replaced when its price book entry or Opportunity is another one', { isInPlace: false }, 'REPLACE'],
    ['is removed when the item does not want it', { isWanted: false, hasFailed: true }, 'REMOVE'],
    ['is skipped when there is none to remove', { isWanted: false, hasLine: false }, 'SKIP'],
    ['stays as it is when the item is at fault', { hasFailed: true }, 'FAIL'],
  ])('%s', (_claim, facts, action) => {
    expect(lineAction({ isWanted: true, hasLine: true, isInPlace: true, differs: true, hasFailed: false, ...facts })).toBe(action);
  });

  it('goes with its quote only where the settings say so, and never for a fault', () => {
    expect(blockedLines('NOT_PRIMARY', true)).toBe('REMOVE');
    expect(blockedLines('NOT_PRIMARY', false)).toBe('KEEP');
    expect(blockedLines('CURRENCY_MISMATCH', true)).toBe('REMOVE');
    expect(blockedLines('SYNC_DISABLED', true)).toBe('KEEP');
    expect(blockedLines('INVALID_QUOTE', true)).toBe('KEEP');
    expect(blockedLines('OPEN', true)).toBe('KEEP');
  });
});

describe('placeholders', () => {
  const facts: PlaceholderFacts = { isEnabled: true, isManualRenewal: true, feedsOpportunity: true, hasQualifyingItems: false };

  it('stand in for a manual renewal that feeds its Opportunity and has no items yet', () => {
    expect(needsPlaceholders(facts)).toBe(true);
    expect(needsPlaceholders({ ...facts, isEnabled: false })).toBe(false);
    expect(needsPlaceholders({ ...facts, isManualRenewal: false })).toBe(false);
    expect(needsPlaceholders({ ...facts, feedsOpportunity: false })).toBe(false);
    expect(needsPlaceholders({ ...facts, hasQualifyingItems: true })).toBe(false);
  });

  it('are for renewals that somebody prices by hand', () => {
    expect(['MANUAL_RENEWAL', 'EARLY_RENEWAL', 'NET_NEW', null].map(isManualRenewal)).toEqual([true, true, false, false]);
  });

  it.each<[string, Partial<QuoteItem>, boolean]>([
    ['a subscription', {}, true],
    ['one billed in arrears', { productType: 'ARREARS' }, true],
    ['a minimum commitment', { productType: 'MIN_COMMIT' }, true],
    ['not what is paid once', { productType: 'ONETIME' }, false],
    ['not usage', { productType: 'USAGE' }, false],
    ['not what was removed', { amendmentStatus: 'REMOVED' }, false],
    ['not what was sold at quantity zero', { quantity: 0 }, false],
  ])('mirror what recurs: %s', (_claim, item, recurs) => expect(isRecurring({ ...ITEM, ...item })).toBe(recurs));

  it('have a key of their own and the values of the prior item', () => {
    expect(placeholderProduct(ITEM, 'quote_2', 30)).toEqual({
      ...opportunityProduct(ITEM, 30),
      quoteItemId: 'placeholder:quote_2:qtitm_1',
      quoteId: 'quote_2',
      isPlaceholder: true,
    });
  });
});
