import { describe, expect, it } from 'vitest';
import type { QuoteItem } from '../../codegen/rules/model.ts';
import { qualifies, qualify } from '../../codegen/rules/qualification.ts';

const ITEM: QuoteItem = {
  id: 'qtitm_1',
  quoteId: 'quote_1',
  quoteType: 'NEW',
  override: null,
  amendmentStatus: null,
  productType: 'ADVANCE',
  quantity: 2,
  startDate: null,
  productName: null,
  product: null,
};

describe('a quote item', () => {
  it.each<[string, Partial<QuoteItem>, string]>([
    ['qualifies as a rule', {}, 'QUALIFIED'],
    ['is excluded when a sales person says NEVER', { override: 'NEVER' }, 'EXCLUDED'],
    ['is forced when a sales person says ALWAYS', { override: 'ALWAYS', quantity: 0 }, 'FORCED'],
    ['is left out of an amendment that does not change it', { quoteType: 'AMENDMENT', amendmentStatus: 'NO_CHANGE' }, 'UNCHANGED'],
    ['is forced into an amendment that does not change it', { quoteType: 'AMENDMENT', amendmentStatus: 'NO_CHANGE', override: 'ALWAYS' }, 'FORCED'],
    ['qualifies on a renewal although it does not change', { quoteType: 'RENEWAL', amendmentStatus: 'NO_CHANGE' }, 'QUALIFIED'],
    ['is left out at quantity zero', { quantity: 0 }, 'ZERO_QUANTITY'],
    ['qualifies at quantity zero when it is usage', { quantity: 0, productType: 'USAGE' }, 'QUALIFIED'],
    ['is left out at quantity zero when it is a minimum commitment', { quantity: 0, productType: 'MIN_COMMIT' }, 'ZERO_QUANTITY'],
    ['qualifies when nobody gave a quantity', { quantity: null }, 'QUALIFIED'],
  ])('%s', (_claim, facts, outcome) => {
    const item = { ...ITEM, ...facts };
    expect(qualify(item)).toBe(outcome);
    expect(qualifies(item)).toBe(outcome === 'QUALIFIED' || outcome === 'FORCED');
  });
});
