import { item, offering, quote } from './builders.ts';
import type { Sample } from './sample.ts';

const account = { id: 'acct_contoso', name: 'Contoso Retail' };

const reference = offering(
  'quoff_co_reference',
  'Store suite',
  [
    item('qtitm_co_ref_core', { product: 'Store core', quantity: 1, arr: 20_000 }),
    item('qtitm_co_ref_tills', { product: 'Till licences', quantity: 20, arr: 6_000 }),
    item('qtitm_co_ref_kiosk', { product: 'Kiosk module', quantity: 3, arr: 900 }),
  ],
  { role: 'REFERENCE' },
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
      opportunities: [{ id: 'opp_contoso_upsell', name: 'Contoso upsell', owner: 'Cleo Marsh', currency: 'USD' }],
    },
  ],
  steps: [
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
        [reference, amended, added],
      ),
    },
  ],
  expected: [
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
