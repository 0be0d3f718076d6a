import { item, offering, quote } from './builders.ts';
import type { Sample } from './sample.ts';

const account = { id: 'acct_acme', name: 'Acme Manufacturing' };
const OFFERINGS = 25;
const ITEMS_EACH = 10;

/** Of every ten items the first has quantity zero, the second is usage of quantity zero, the others bring 120 each. */
function line(number: number, place: number) {
  const id = `qtitm_ac_${number}_${place}`;
  const product = `Part ${number}.${place}`;
  if (place === 0) return item(id, { product, quantity: 0, arr: 0 });
  if (place === 1) return item(id, { product, type: 'USAGE', quantity: 0, arr: 0 });
  return item(id, { product, quantity: place, arr: 120 });
}

const offerings = Array.from({ length: OFFERINGS }, (_, number) =>
  offering(
    `quoff_ac_${number}`,
    `Plant ${number}`,
    Array.from({ length: ITEMS_EACH }, (_unused, place) => line(number, place)),
  ),
);

export const manyItems: Sample = {
  title: '250 items in one quote: 225 lines, 25 items of quantity zero left out',
  customers: [
    {
      account: { ...account, owner: 'Ada Lind' },
      opportunities: [{ id: 'opp_acme', name: 'Acme plants', owner: 'Ada Lind', currency: 'USD' }],
    },
  ],
  steps: [
    {
      publish: quote('quote_ac_250', { description: 'Acme 25 plants', account, opportunityId: 'opp_acme' }, offerings),
    },
  ],
  expected: [
    {
      quoteId: 'quote_ac_250',
      name: 'Acme 25 plants (quote_ac_250)',
      owner: 'Ada Lind',
      outcome: 'SYNCED',
      stage: 'Negotiation/Review',
      currency: 'USD',
      // 25 usage lines without amount, 25 × 8 lines of 120.
      lines: { count: 225, amount: 24_000 },
      leftOut: { count: 25, reason: 'ZERO_QUANTITY' },
      opportunityAmount: 24_000,
      priceBook: 'Standard Price Book',
    },
  ],
};
