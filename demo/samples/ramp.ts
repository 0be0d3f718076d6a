import { item, offering, quote } from './builders.ts';
import type { Sample } from './sample.ts';

const account = { id: 'acct_hooli', name: 'Hooli' };

/** MonetizeNow's own worked example: only the segment that runs to the contract's end counts towards ARR. */
function segment(
  name: string,
  startDate: string,
  endDate: string,
  quantity: number,
  amount: number,
  nominalArr: number,
  countedArr: number,
) {
  const line = item(`qtitm_ho_${name}`, { product: 'Compute units', quantity, amount });
  const metrics = {
    arr: nominalArr,
    incrementalArr: countedArr,
    effectiveArr: countedArr,
    effectiveIncrementalArr: countedArr,
    mrr: nominalArr / 12,
    incrementalMrr: countedArr / 12,
    effectiveMrr: countedArr / 12,
    effectiveIncrementalMrr: countedArr / 12,
  };
  const parentQuoteOfferingId = name === 'q1' ? null : 'quoff_ho_q1';
  return offering(`quoff_ho_${name}`, 'Compute', [{ ...line, revenueMetrics: metrics }], {
    startDate,
    endDate,
    parentQuoteOfferingId,
  });
}

export const ramp: Sample = {
  title: 'A ramp: three segments of one offering, the last of which carries the ARR',
  customers: [
    {
      account: { ...account, owner: 'Ada Lind' },
      opportunities: [{ id: 'opp_hooli', name: 'Hooli compute', owner: 'Ada Lind', currency: 'USD' }],
    },
  ],
  steps: [
    {
      publish: quote(
        'quote_ho_ramp',
        {
          description: 'Hooli compute ramp',
          account,
          opportunityId: 'opp_hooli',
          status: 'ACCEPTED',
          revenueMetrics: {
            arr: 12_000,
            mrr: 1_000,
            incrementalArr: 12_000,
            incrementalMrr: 1_000,
            previousArr: 0,
            previousMrr: 0,
            percentage: 0,
          },
        },
        [
          segment('q1', '2026-01-01', '2026-03-31', 1, 300, 1_200, 0),
          segment('q2', '2026-04-01', '2026-07-31', 2, 800, 2_400, 0),
          segment('h2', '2026-08-01', '2026-12-31', 10, 5_000, 12_000, 12_000),
        ],
      ),
    },
  ],
  expected: [
    {
      quoteId: 'quote_ho_ramp',
      name: 'Hooli compute ramp (quote_ho_ramp)',
      owner: 'Ada Lind',
      outcome: 'SYNCED',
      stage: 'Negotiation/Review',
      currency: 'USD',
      lines: [
        { product: 'Compute - Compute units', quantity: 1, amount: 0 },
        { product: 'Compute - Compute units', quantity: 2, amount: 0 },
        { product: 'Compute - Compute units', quantity: 10, amount: 12_000 },
      ],
      leftOut: [],
      opportunityAmount: 12_000,
      priceBook: 'Standard Price Book',
    },
  ],
};
