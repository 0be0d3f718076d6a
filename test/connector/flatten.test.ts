import { describe, expect, it } from 'vitest';
import { quoteSchema } from '../../connector/src/monetizenow/quote-schema.ts';
import { flatten } from '../../connector/src/sync/flatten.ts';
import { anItem, anOffering, aQuote, aQuoteDocument } from './support/quotes.ts';

const keys = (quoteOfferings: unknown[]) => flatten(aQuote({ quoteOfferings })).items.map(({ key }) => key);

describe('flattening a quote', () => {
  it('copies what belongs to the offering onto each of its items', () => {
    const offering = anOffering({
      offeringName: 'Platform',
      rateId: 'rate_1',
      rateName: 'List',
      billingFrequency: 'ANNUALLY',
      subscriptionTiming: 'ADVANCE',
      startDate: '2026-01-01',
      endDate: '2026-12-31',
      parentQuoteOfferingId: 'quoff_0',
      items: [anItem({ id: 'a' }), anItem({ id: 'b', endDate: '2026-06-30' })],
    });
    const [first, second] = flatten(aQuote({ quoteOfferings: [offering] })).items.map(({ record }) => record);
    const ofOffering = {
      QuoteOfferingId__c: 'quoff_1',
      OfferingId__c: 'offer_1',
      OfferingName__c: 'Platform',
      RateId__c: 'rate_1',
      RateName__c: 'List',
      BillingFrequency__c: 'ANNUALLY',
    };
    expect(first).toMatchObject({
      Id__c: 'a',
      ...ofOffering,
      SubscriptionTiming__c: 'ADVANCE',
      ParentQuoteOfferingId__c: 'quoff_0',
      StartDate__c: '2026-01-01',
      EndDate__c: '2026-12-31',
    });
    expect(second, 'the item ends before its offering').toMatchObject({
      Id__c: 'b',
      ...ofOffering,
      EndDate__c: '2026-06-30',
    });
  });

  it('drops reference offerings and counts them', () => {
    const flat = flatten(
      aQuote({
        quoteOfferings: [
          anOffering({ id: 'r', role: 'REFERENCE', items: [anItem({ id: 'x' })] }),
          anOffering({ role: 'STANDARD', items: [anItem({ id: 'y' })] }),
        ],
      }),
    );
    expect([flat.items.map(({ key }) => key), flat.products.length, flat.referenceOfferings]).toEqual([['y'], 1, 1]);
  });

  it('keeps an offering that states no role', () => {
    expect(keys([anOffering({ items: [anItem({ id: 'y' })] })])).toEqual(['y']);
  });

  it('identifies an item without id by its place', () => {
    expect(
      keys([
        anOffering({
          items: [
            anItem({ id: null, position: 4 }),
            anItem({ id: undefined, productId: 'prod_2' }),
            anItem({ id: null, productId: null }),
          ],
        }),
      ]),
    ).toEqual(['quoff_1:prod_1:4', 'quoff_1:prod_2:1', 'quoff_1::2']);
  });

  it('refuses two items with one key instead of losing one of them', () => {
    expect(() => keys([anOffering({ items: [anItem({ id: 'a' }), anItem({ id: 'a' })] })])).toThrow(
      /QUOTE_UNREADABLE|not as documented.*two items with the key a/,
    );
  });

  it('keeps ids that differ by case apart', () => {
    expect(keys([anOffering({ items: [anItem({ id: 'qtitm_a' }), anItem({ id: 'qtitm_A' })] })])).toEqual([
      'qtitm_a',
      'qtitm_A',
    ]);
  });

  it('keeps the segments of a ramp as items of their own that name their root', () => {
    const segment = (id: string, parentQuoteOfferingId: string | null, startDate: string) =>
      anOffering({ id, parentQuoteOfferingId, startDate, items: [anItem({ id: `${id}_item` })] });
    const { items, products } = flatten(
      aQuote({ quoteOfferings: [segment('root', null, '2026-01-01'), segment('ramp', 'root', '2026-04-01')] }),
    );
    expect(items.map(({ record }) => [record['ParentQuoteOfferingId__c'], record['StartDate__c']])).toEqual([
      [null, '2026-01-01'],
      ['root', '2026-04-01'],
    ]);
    expect(
      products.map(({ key }) => key),
      'one product for both segments',
    ).toEqual(['offer_1-prod_1']);
  });

  it('names a product by offering and product, each once', () => {
    const { products } = flatten(
      aQuote({
        quoteOfferings: [
          anOffering({
            offeringName: 'Platform',
            items: [anItem({ id: 'a', productName: 'Seats', productType: 'ADVANCE' }), anItem({ id: 'b' })],
          }),
        ],
      }),
    );
    expect(products).toEqual([
      {
        key: 'offer_1-prod_1',
        record: {
          ExternalId__c: 'offer_1-prod_1',
          Name: 'Platform - Seats',
          IsActive: true,
          OfferingId__c: 'offer_1',
          ProductId__c: 'prod_1',
          OfferingName__c: 'Platform',
          ProductType__c: 'ADVANCE',
        },
      },
    ]);
  });

  it('sends null for what the quote does not have, so that old values go away', () => {
    const { quote } = flatten(aQuote({ opportunity: null, revenueMetrics: null }));
    expect(quote).toMatchObject({
      OpportunityId__c: null,
      PrimaryQuoteId__c: null,
      ARR__c: null,
      Status__c: null,
      SourceVersion__c: null,
    });
  });

  it('never writes what belongs to the org or to sales people', () => {
    const { quote, items } = flatten(
      aQuote({
        currency: 'EUR',
        quoteOfferings: [anOffering({ items: [anItem({ customFields: { OverrideOpportunitySync: 'ALWAYS' } })] })],
      }),
    );
    expect(quote).not.toHaveProperty('CurrencyIsoCode');
    expect(items[0]?.record).not.toHaveProperty('OverrideOpportunitySync__c');
    expect(items[0]?.record).not.toHaveProperty('CurrencyIsoCode');
  });

  it('reads the version from a time whose offset has no colon', () => {
    expect(flatten(aQuote({ modifyDate: '2023-07-28T06:01:22.684+0000' })).quote['SourceVersion__c']).toBe(
      1_690_524_082_684,
    );
    expect(flatten(aQuote({ modifyDate: '2023-07-28T08:01:22.684+0200' })).quote['SourceVersion__c']).toBe(
      1_690_524_082_684,
    );
  });

  it('keeps fractions of a quantity', () => {
    const [item] = flatten(
      aQuote({ quoteOfferings: [anOffering({ items: [anItem({ quantity: 12.345678 })] })] }),
    ).items;
    expect(item?.record['Quantity__c']).toBe(12.345678);
  });

  it('cuts texts to what their fields hold, so that a long one does not keep the quote out', () => {
    const offering = anOffering({ offeringName: 'x'.repeat(300), items: [anItem({ productName: 'y'.repeat(300) })] });
    const { quote, items, products } = flatten(aQuote({ description: 'z'.repeat(40_000), quoteOfferings: [offering] }));
    const lengths = [
      quote['Description__c'],
      items[0]?.record['OfferingName__c'],
      items[0]?.record['ProductName__c'],
      products[0]?.record['Name'],
    ].map((text) => String(text).length);
    expect(lengths).toEqual([32_768, 255, 255, 255]);
  });

  it('cuts no character in half', () => {
    const offering = anOffering({ offeringName: `${'x'.repeat(254)}😀`, billingFrequency: `${'x'.repeat(39)}😀`, items: [anItem()] });
    const [item] = flatten(aQuote({ quoteOfferings: [offering] })).items;
    expect([item?.record['OfferingName__c'], item?.record['BillingFrequency__c']]).toEqual(['x'.repeat(254), 'x'.repeat(39)]);
  });
});

describe('reading a quote document', () => {
  it('ignores members that it does not use', () => {
    expect(quoteSchema.safeParse(aQuoteDocument({ esignEnvelopeId: 7, fromCompany: { anything: [1] } })).success).toBe(
      true,
    );
  });

  it.each([
    [{ contractLength: 'twelve' }, 'contractLength'],
    [{ contractStartDate: '01/02/2026' }, 'contractStartDate'],
    [{ modifyDate: 'today' }, 'modifyDate'],
    [{ id: 'q'.repeat(101) }, 'id'],
    [{ id: 'quote_1 ' }, 'id'],
    [{ id: 'quote_\uD800' }, 'id'],
    [{ quoteOfferings: [anOffering({ items: [anItem({ quantity: '1' })] })] }, 'quoteOfferings.0.items.0.quantity'],
  ])('refuses a wrong type in what it uses: %o', (members, path) => {
    expect(quoteSchema.safeParse(aQuoteDocument(members)).error?.issues.map((issue) => issue.path.join('.'))).toEqual([
      path,
    ]);
  });
});
