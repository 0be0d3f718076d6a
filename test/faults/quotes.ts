import { item, offering, quote } from '../../demo/samples/builders.ts';
import type { QuoteDocument } from '../../demo/stand-in/documents.ts';
import type { Random } from './random.ts';

export const account = { id: 'acct_faults', name: 'Faults' };

const ITEMS = 5;
const PRODUCTS = 40;

export const quoteId = (index: number): string => `quote_${index}`;
export const opportunityId = (index: number): string => `opp_${index}`;

/** The next state of a quote: another text, another status, other items with other quantities and amounts. */
export function nextState(random: Random, index: number, change: number): QuoteDocument {
  const items = Array.from({ length: ITEMS }, (_, slot) => slot)
    .filter((slot) => slot === 0 || random.chance(0.4))
    .map((slot) =>
      item(`item_${index}_${slot}`, {
        product: `Product ${(index * ITEMS + slot) % PRODUCTS}`,
        quantity: random.between(1, 9),
        arr: random.between(1, 500) * 10,
      }),
    );
  return quote(
    quoteId(index),
    { description: `Quote ${index}, change ${change}`, account, opportunityId: opportunityId(index), status: random.pick(['DRAFT', 'REVIEW', 'APPROVED', 'SENT']) },
    [offering(`offering_${index}`, 'Suite', items)],
  );
}

/** What a sales person must see of a quote's state: its own fields, and an Opportunity Product for each item. */
export interface ExpectedQuote {
  readonly version: number;
  readonly description: string;
  readonly status: string;
  /** What the package's sync came to. */
  readonly outcome: string;
  /** Item to quantity and amount. */
  readonly items: ReadonlyMap<string, string>;
}

/** Said here once more rather than asked of the product: one line per item, at its own quantity, for its incremental ARR. */
export function expectationOf(state: QuoteDocument): ExpectedQuote {
  const items = (state.quoteOfferings ?? []).flatMap((entry) => entry.items ?? []);
  return {
    version: Date.parse(String(state.modifyDate).replace(/([+-]\d\d)(\d\d)$/, '$1:$2')),
    description: state.description,
    status: String(state.status),
    outcome: 'SYNCED',
    items: new Map(
      items.map((entry) => [
        String(entry.id),
        figures(entry['quantity'], (entry['revenueMetrics'] as Record<string, unknown>)['incrementalArr']),
      ]),
    ),
  };
}

/** Quantity and amount as one text to compare. */
export function figures(quantity: unknown, amount: unknown): string {
  return `${Number(quantity)} for ${Number(amount)}`;
}
