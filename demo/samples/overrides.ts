import { item, offering, quote } from './builders.ts';
import type { Sample } from './sample.ts';

const account = { id: 'acct_umbrella', name: 'Umbrella Labs' };

const original = quote(
  'quote_um_2025',
  {
    description: 'Umbrella lab 2025',
    account,
    opportunityId: 'opp_umbrella_2025',
    status: 'PROCESSED',
    contractId: 'ctrct_umbrella',
  },
  [offering('quoff_um_2025', 'Lab cloud', [item('qtitm_um_2025', { product: 'Lab core', quantity: 1, arr: 9_000 })])],
);

const amended = (assays: number) =>
  quote(
    'quote_um_amend',
    {
      description: 'Umbrella lab extension',
      account,
      opportunityId: 'opp_umbrella',
      type: 'AMENDMENT',
      newQuoteType: null,
      status: 'SENT',
      contractId: 'ctrct_umbrella',
      originalQuoteId: 'quote_um_2025',
    },
    [
      offering('quoff_um_lab', 'Lab cloud', [
        item('qtitm_um_assays', { product: 'Assays', quantity: assays, arr: assays * 50, amendmentStatus: 'UPDATED' }),
        item('qtitm_um_freezer', { product: 'Freezer monitoring', quantity: 4, arr: 1_000, amendmentStatus: 'ADDED' }),
        item('qtitm_um_core', {
          product: 'Lab core',
          quantity: 1,
          arr: 9_000,
          incrementalArr: 0,
          amendmentStatus: 'NO_CHANGE',
        }),
      ]),
    ],
  );

/** Sales people overrule the rules per item, in Salesforce; the next change of the quote has to respect that. */
export const overrides: Sample = {
  title: 'Overrides set in Salesforce: NEVER takes a line off, ALWAYS brings an unchanged one in',
  customers: [
    {
      account: { ...account, owner: 'Cleo Marsh' },
      opportunities: [
        { id: 'opp_umbrella_2025', name: 'Umbrella lab 2025', owner: 'Cleo Marsh', currency: 'USD' },
        { id: 'opp_umbrella', name: 'Umbrella lab', owner: 'Ben Okoro', currency: 'USD' },
      ],
    },
  ],
  steps: [
    { publish: original },
    { publish: amended(100) },
    { override: 'NEVER', itemId: 'qtitm_um_freezer' },
    { override: 'ALWAYS', itemId: 'qtitm_um_core' },
    { publish: amended(120) },
  ],
  expected: [
    {
      quoteId: 'quote_um_2025',
      name: 'Umbrella lab 2025 (quote_um_2025)',
      owner: 'Cleo Marsh',
      outcome: 'SYNCED',
      stage: 'Closed Won',
      currency: 'USD',
      lines: [{ product: 'Lab cloud - Lab core', quantity: 1, amount: 9_000 }],
      leftOut: [],
      opportunityAmount: 9_000,
      priceBook: 'Standard Price Book',
    },
    {
      quoteId: 'quote_um_amend',
      name: 'Umbrella lab extension (quote_um_amend)',
      owner: 'Ben Okoro',
      outcome: 'SYNCED',
      stage: 'Negotiation/Review',
      currency: 'USD',
      lines: [
        { product: 'Lab cloud - Assays', quantity: 120, amount: 6_000 },
        { product: 'Lab cloud - Lab core', quantity: 1, amount: 0 },
      ],
      leftOut: [{ item: 'Lab cloud - Freezer monitoring', reason: 'EXCLUDED' }],
      opportunityAmount: 6_000,
      priceBook: 'Standard Price Book',
    },
  ],
};
