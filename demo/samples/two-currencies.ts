import { item, offering, quote } from './builders.ts';
import type { Expectation, Sample } from './sample.ts';

const account = { id: 'acct_wayne', name: 'Wayne Industries' };

const sale = (region: 'eu' | 'us', currency: string, arr: number) =>
  quote(
    `quote_wa_${region}`,
    { description: `Wayne fleet ${region.toUpperCase()}`, account, opportunityId: `opp_wayne_${region}`, currency },
    [
      offering(`quoff_wa_${region}`, 'Fleet tracking', [
        item(`qtitm_wa_${region}`, { product: 'Vehicles', quantity: 12.5, arr }),
      ]),
    ],
  );

const seen = (region: 'eu' | 'us', currency: string, amount: number): Expectation => ({
  quoteId: `quote_wa_${region}`,
  name: `Wayne fleet ${region.toUpperCase()} (quote_wa_${region})`,
  owner: 'Cleo Marsh',
  outcome: 'SYNCED',
  stage: 'Negotiation/Review',
  currency,
  lines: [{ product: 'Fleet tracking - Vehicles', quantity: 12.5, amount }],
  leftOut: [],
  opportunityAmount: amount,
  priceBook: 'Standard Price Book',
});

/** One product sold in two currencies: each opportunity's lines come from a price book entry in its own currency. */
export const twoCurrencies: Sample = {
  title: 'EUR beside USD: the same product, a price book entry for each currency, a fractional quantity',
  customers: [
    {
      account: { ...account, owner: 'Ben Okoro' },
      opportunities: [
        { id: 'opp_wayne_eu', name: 'Wayne Europe', owner: 'Cleo Marsh', currency: 'EUR' },
        { id: 'opp_wayne_us', name: 'Wayne America', owner: 'Cleo Marsh', currency: 'USD' },
      ],
    },
  ],
  steps: [{ publish: sale('eu', 'EUR', 3_450.5) }, { publish: sale('us', 'USD', 3_712.25) }],
  expected: [seen('eu', 'EUR', 3_450.5), seen('us', 'USD', 3_712.25)],
};
