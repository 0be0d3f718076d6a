import type { QuoteDocument } from '../stand-in/documents.ts';

/** One of the three sales people of the demo's company. */
export type Person = 'Ada Lind' | 'Ben Okoro' | 'Cleo Marsh';

/** What a customer already has in Salesforce before the first quote arrives. */
export interface Customer {
  readonly account: { readonly id: string; readonly name: string; readonly owner: Person };
  readonly opportunities: readonly OpportunitySeed[];
}

export interface OpportunitySeed {
  readonly id: string;
  readonly name: string;
  readonly owner: Person;
  readonly currency: string;
  /** A price book that a sales person chose; without one the package chooses. */
  readonly priceBook?: string;
  /** A line that a sales person made by hand; the sync must leave it alone. */
  readonly handMadeLine?: { readonly product: string; readonly quantity: number; readonly unitPrice: number };
}

/** What happens, one after the other: MonetizeNow changes a quote, or a sales person sets an override in Salesforce. */
export type Step =
  { readonly publish: QuoteDocument } | { readonly override: 'ALWAYS' | 'NEVER'; readonly itemId: string };

/** What a sales person must see in the end. Written by hand, never computed by the product. */
export interface Expectation {
  readonly quoteId: string;
  readonly name: string;
  readonly owner: Person;
  /** `SYNCED`, or the gate that kept the quote's lines out. */
  readonly outcome: string;
  /** Null where there is no opportunity. */
  readonly stage: string | null;
  readonly currency: string;
  readonly lines: readonly ExpectedLine[] | ExpectedTotals;
  /** Items that did not become Opportunity Products, with the reason. */
  readonly leftOut:
    readonly { readonly item: string; readonly reason: string }[] | { readonly count: number; readonly reason: string };
  readonly opportunityAmount: number | null;
  readonly priceBook: string | null;
}

export interface ExpectedLine {
  readonly product: string;
  readonly quantity: number;
  readonly amount: number;
  /** The quote's quantity, where the line shows another. */
  readonly quoteQuantity?: number;
  readonly madeByHand?: true;
}

/** For quotes too long to write every line down. */
export interface ExpectedTotals {
  readonly count: number;
  readonly amount: number;
}

export interface Sample {
  readonly title: string;
  readonly customers: readonly Customer[];
  readonly steps: readonly Step[];
  readonly expected: readonly Expectation[];
}
