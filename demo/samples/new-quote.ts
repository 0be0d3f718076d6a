import { item, offering, quote } from './builders.ts';
import type { Sample } from './sample.ts';

const account = { id: 'acct_northwind', name: 'Northwind Freight' };

const support = offering('quoff_nw_support', 'Premium support', [
  item('qtitm_nw_support', { product: 'Support plan', quantity: 0, arr: 0 }),
]);

function platform(seats: number) {
  return offering('quoff_nw_platform', 'Logistics platform', [
    item('qtitm_nw_base', { product: 'Platform base', quantity: 1, arr: 12_000 }),
    item('qtitm_nw_seats', { product: 'User seats', quantity: seats, arr: seats * 240 }),
  ]);
}

const launch = offering(
  'quoff_nw_launch',
  'Launch package',
  [item('qtitm_nw_launch', { product: 'Onboarding', type: 'ONETIME', quantity: 1, amount: 2_500 })],
  { billingFrequency: 'ONETIME' },
);

const draft = (seats: number, withLaunch: boolean, status: string) =>
  quote('quote_nw_2026', { description: 'Northwind platform 2026', account, opportunityId: 'opp_northwind', status }, [
    platform(seats),
    support,
    ...(withLaunch ? [launch] : []),
  ]);

/** A first quote with an item of quantity zero; then seats are added and an offering is taken off again. */
export const newQuote: Sample = {
  title: 'A new quote, then changed: more seats, one offering taken off; a line made by hand stays',
  customers: [
    {
      account: { ...account, owner: 'Ada Lind' },
      opportunities: [
        {
          id: 'opp_northwind',
          name: 'Northwind platform',
          owner: 'Ben Okoro',
          currency: 'USD',
          handMadeLine: { product: 'Training day', quantity: 2, unitPrice: 800 },
        },
      ],
    },
  ],
  steps: [{ publish: draft(25, true, 'DRAFT') }, { publish: draft(40, false, 'SENT') }],
  expected: [
    {
      quoteId: 'quote_nw_2026',
      name: 'Northwind platform 2026 (quote_nw_2026)',
      owner: 'Ben Okoro',
      outcome: 'SYNCED',
      stage: 'Negotiation/Review',
      currency: 'USD',
      lines: [
        { product: 'Logistics platform - Platform base', quantity: 1, amount: 12_000 },
        { product: 'Logistics platform - User seats', quantity: 40, amount: 9_600 },
        { product: 'Training day', quantity: 2, amount: 1_600, madeByHand: true },
      ],
      leftOut: [{ item: 'Premium support - Support plan', reason: 'ZERO_QUANTITY' }],
      opportunityAmount: 23_200,
      priceBook: 'Standard Price Book',
    },
  ],
};
