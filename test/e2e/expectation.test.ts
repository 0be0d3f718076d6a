import { describe, expect, it } from 'vitest';
import { differences } from '../../demo/expectation.ts';
import type { SeenQuote } from '../../demo/org/seen.ts';
import { samples } from '../../demo/samples/index.ts';
import type { Expectation } from '../../demo/samples/sample.ts';

const expected = samples.usage.expected[0] as Expectation;
const line = { currency: 'USD', quoteQuantity: null, madeByHand: false };
const asExpected: SeenQuote = {
  quoteId: expected.quoteId,
  name: expected.name,
  owner: expected.owner,
  outcome: 'SYNCED',
  error: null,
  currency: 'USD',
  opportunity: { name: 'Initech API', stage: 'Proposal/Price Quote', amount: 4_800, priceBook: 'Partner prices' },
  lines: [
    { ...line, product: 'API access - API calls', quantity: 1, amount: 0, quoteQuantity: 0 },
    { ...line, product: 'API access - API plan', quantity: 1, amount: 4_800, quoteQuantity: 1 },
  ],
  leftOut: [{ item: 'API access - Sandbox', reason: 'ZERO_QUANTITY' }],
};

describe("comparing a quote with the sample's expectation", () => {
  it('finds nothing where all is as expected', () => {
    expect(differences(expected, asExpected)).toEqual([]);
  });

  it.each<[string, Partial<SeenQuote>, RegExp]>([
    ['owner', { owner: 'Ben Okoro' }, /^owner: expected "Ada Lind", seen "Ben Okoro"$/],
    ['stage', { opportunity: { ...asExpected.opportunity!, stage: 'Closed Won' } }, /^stage: /],
    ['missing line', { lines: asExpected.lines.slice(1) }, /^lines: /],
    [
      'line in another currency',
      { lines: asExpected.lines.map((seen) => ({ ...seen, currency: 'EUR' })) },
      /^currencies of the lines: /,
    ],
    ['reason', { leftOut: [{ item: 'API access - Sandbox', reason: 'EXCLUDED' }] }, /^left out: /],
    ['error', { error: 'ENTRY_MISSING' }, /^error: /],
    ['true quantity', { lines: asExpected.lines.map((seen) => ({ ...seen, quoteQuantity: null })) }, /^lines: /],
  ])('names a different %s', (_what, seen, message) => {
    expect(differences(expected, { ...asExpected, ...seen })).toEqual([expect.stringMatching(message)]);
  });

  it('says when the quote never arrived', () => {
    expect(differences(expected, undefined)).toEqual(['quote quote_in_api is not in Salesforce']);
  });
});
