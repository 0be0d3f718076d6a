import { item, offering, quote } from './builders.ts';
import type { Sample } from './sample.ts';

const account = { id: 'acct_globex', name: 'Globex Energy' };

const meters = (id: string, quantity: number) =>
  offering(`quoff_${id}`, 'Metering cloud', [
    item(`qtitm_${id}`, { product: 'Smart meters', quantity, arr: quantity * 36 }),
  ]);

/** A renewal that no opportunity belongs to yet: its owner is the original quote's, and nothing can be synced to an opportunity. */
export const renewal: Sample = {
  title: 'A renewal without an opportunity: owned by the owner of the original quote',
  customers: [
    {
      account: { ...account, owner: 'Ada Lind' },
      opportunities: [{ id: 'opp_globex_2025', name: 'Globex metering', owner: 'Cleo Marsh', currency: 'USD' }],
    },
  ],
  steps: [
    {
      publish: quote(
        'quote_gx_2025',
        {
          description: 'Globex metering 2025',
          account,
          opportunityId: 'opp_globex_2025',
          status: 'PROCESSED',
          contractId: 'ctrct_globex_2025',
        },
        [meters('gx_2025', 500)],
      ),
    },
    {
      publish: quote(
        'quote_gx_2026',
        {
          description: 'Globex metering 2026',
          account,
          type: 'RENEWAL',
          newQuoteType: null,
          status: 'DRAFT',
          originalQuoteId: 'quote_gx_2025',
          previousContractId: 'ctrct_globex_2025',
        },
        [meters('gx_2026', 650)],
      ),
    },
  ],
  expected: [
    {
      quoteId: 'quote_gx_2025',
      name: 'Globex metering 2025 (quote_gx_2025)',
      owner: 'Cleo Marsh',
      outcome: 'SYNCED',
      stage: 'Closed Won',
      currency: 'USD',
      lines: [{ product: 'Metering cloud - Smart meters', quantity: 500, amount: 18_000 }],
      leftOut: [],
      opportunityAmount: 18_000,
      priceBook: 'Standard Price Book',
    },
    {
      quoteId: 'quote_gx_2026',
      name: 'Globex metering 2026 (quote_gx_2026)',
      owner: 'Cleo Marsh',
      outcome: 'NO_OPPORTUNITY',
      stage: null,
      currency: 'USD',
      lines: [],
      leftOut: [{ item: 'Metering cloud - Smart meters', reason: 'NO_OPPORTUNITY' }],
      opportunityAmount: null,
      priceBook: null,
    },
  ],
};
