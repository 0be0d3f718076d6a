import { item, offering, quote } from './builders.ts';
import type { Sample } from './sample.ts';

const account = { id: 'acct_contoso', name: 'Contoso Retail' };

/** The contract as it was: on the original quote, and beside what the amendment changes. */
const contract = (prefix: string, role: 'STANDARD' | 'REFERENCE') =>
  offering(
    `quoff_${prefix}`,
    'Store suite',
    [
      item(`qtitm_${prefix}_core`, { product: 'Store core', quantity: 1, arr: 20_000 }),
      item(`qtitm_${prefix}_tills`, { product: 'Till licences', quantity: 20, arr: 6_000 }),
      item(`qtitm_${prefix}_kiosk`, { product: 'Kiosk module', quantity: 3, arr: 900 }),
    ],
    { role },
  );

const amended = offering('quoff_co_suite', 'Store suite', [
  item('qtitm_co_core', {
    product: 'Store core',
    quantity: 1,
    arr: 20_000,
    incrementalArr: 0,
    amendmentStatus: 'NO_CHANGE',
  }),
  item('qtitm_co_tills', {
    product: 'Till licences',
    quantity: 30,
    arr: 9_000,
    incrementalArr: 3_000,
    amendmentStatus: 'UPDATED',
    previousQuantity: 20,
  }),
  item('qtitm_co_kiosk', {
    product: 'Kiosk module',
    quantity: 0,
    arr: 0,
    incrementalArr: -900,
    amendmentStatus: 'REMOVED',
    previousQuantity: 3,
  }),
]);

const added = offering(
  'quoff_co_loyalty',
  'Loyalty',
  [item('qtitm_co_loyalty', { product: 'Loyalty members', quantity: 10, arr: 1_200, amendmentStatus: 'ADDED' })],
  { added: true },
);

/** An amendment carries the contract as it was (REFERENCE) beside what changes: only the changes become lines. */
export const amendment: Sample = {
  title: 'An amendment: added, unchanged, updated and removed lines beside the contract they amend',
  customers: [
    {
      account: { ...account, owner: 'Ada Lind' },
      opportunities: [
        { id: 'opp_contoso', name: 'Contoso stores', owner: 'Ada Lind', currency: 'USD' },
        { id: 'opp_contoso_upsell', name: 'Contoso upsell', owner: 'Cleo Marsh', currency: 'USD' },
      ],
    },
  ],
  steps: [
    {
      publish: quote(
        'quote_co_2025',
        {
          description: 'Contoso stores 2025',
          account,
          opportunityId: 'opp_contoso',
          status: 'PROCESSED',
          contractId: 'ctrct_contoso',
        },
        [contract('co_2025', 'STANDARD')],
      ),
    },
    {
      publish: quote(
        'quote_co_amend',
        {
          description: 'Contoso more tills',
          account,
          opportunityId: 'opp_contoso_upsell',
          type: 'AMENDMENT',
          newQuoteType: null,
          status: 'APPROVED',
          contractId: 'ctrct_contoso',
          originalQuoteId: 'quote_co_2025',
        },
        [contract('co_ref', 'REFERENCE'), amended, added],
      ),
    },
  ],
  expected: [
    {
      quoteId: 'quote_co_2025',
      name: 'Contoso stores 2025 (quote_co_2025)',
      owner: 'Ada Lind',
      outcome: 'SYNCED',
      stage: 'Closed Won',
      currency: 'USD',
      lines: [
        { product: 'Store suite - Kiosk module', quantity: 3, amount: 900 },
        { product: 'Store suite - Store core', quantity: 1, amount: 20_000 },
        { product: 'Store suite - Till licences', quantity: 20, amount: 6_000 },
      ],
      leftOut: [],
      opportunityAmount: 26_900,
      priceBook: 'Standard Price Book',
    },
    {
      quoteId: 'quote_co_amend',
      name: 'Contoso more tills (quote_co_amend)',
      owner: 'Cleo Marsh',
      outcome: 'SYNCED',
      stage: 'Proposal/Price Quote',
      currency: 'USD',
      lines: [
        { product: 'Loyalty - Loyalty members', quantity: 10, amount: 1_200 },
        { product: 'Store suite - Till licences', quantity: 30, amount: 3_000 },
      ],
      leftOut: [
        { item: 'Store suite - Kiosk module', reason: 'ZERO_QUANTITY' },
        { item: 'Store suite - Store core', reason: 'UNCHANGED' },
      ],
      opportunityAmount: 4_200,
      priceBook: 'Standard Price Book',
    },
  ],
};
