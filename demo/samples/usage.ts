import { item, offering, quote } from './builders.ts';
import type { Sample } from './sample.ts';

const account = { id: 'acct_initech', name: 'Initech' };

/** Usage is billed later by what was used, so its line has quantity zero in MonetizeNow and still belongs on the opportunity. */
export const usage: Sample = {
  title:
    'A usage line of quantity zero: kept as one line of quantity 1, the true quantity beside it; the price book that sales chose',
  customers: [
    {
      account: { ...account, owner: 'Ben Okoro' },
      opportunities: [
        { id: 'opp_initech', name: 'Initech API', owner: 'Ada Lind', currency: 'USD', priceBook: 'Partner prices' },
      ],
    },
  ],
  steps: [
    {
      publish: quote(
        'quote_in_api',
        { description: 'Initech API access', account, opportunityId: 'opp_initech', status: 'REVIEW' },
        [
          offering('quoff_in_api', 'API access', [
            item('qtitm_in_plan', { product: 'API plan', quantity: 1, arr: 4_800 }),
            item('qtitm_in_calls', { product: 'API calls', type: 'USAGE', quantity: 0, arr: 0 }),
            item('qtitm_in_sandbox', { product: 'Sandbox', quantity: 0, arr: 0 }),
          ]),
        ],
      ),
    },
  ],
  expected: [
    {
      quoteId: 'quote_in_api',
      name: 'Initech API access (quote_in_api)',
      owner: 'Ada Lind',
      outcome: 'SYNCED',
      stage: 'Proposal/Price Quote',
      currency: 'USD',
      lines: [
        { product: 'API access - API calls', quantity: 1, quoteQuantity: 0, amount: 0 },
        { product: 'API access - API plan', quantity: 1, amount: 4_800 },
      ],
      leftOut: [{ item: 'API access - Sandbox', reason: 'ZERO_QUANTITY' }],
      opportunityAmount: 4_800,
      priceBook: 'Partner prices',
    },
  ],
};
