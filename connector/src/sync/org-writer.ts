import type { SalesforceOrg, Subrequest, SubrequestResult } from '../salesforce/org.ts';
import { outcomeOf } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { collectionWrites, guarded, isComposable, QUOTE_REFERENCE, quoteWrite, removals } from './plan.ts';
import type { PlannedRequest } from './plan.ts';
import type { FlatProduct, FlatQuote } from './records.ts';

/** Sends plans to an org and counts the requests. */
export interface OrgWriter {
  readonly requests: number;
  /** Writes the quote, products and items, and reads what the org holds then. */
  write(flat: FlatQuote, products: readonly FlatProduct[]): Promise<Outcome[]>;
  /** Deletes items, all of those in a request or none, if the quote is still the newest. */
  remove(flat: FlatQuote, ids: readonly string[]): Promise<Outcome[]>;
  get(path: string): Promise<unknown>;
  single(request: Subrequest): Promise<SubrequestResult>;
}

/** A writer for one job. */
export function writerTo(org: SalesforceOrg): OrgWriter {
  let requests = 0;
  const composite = (group: readonly PlannedRequest[], allOrNone: boolean) => ((requests += 1), org.composite(group, { allOrNone }));
  const single = (request: Subrequest) => ((requests += 1), org.single(request));

  /** Until the first group that finds the quote stale: the others would find the same. */
  async function compositeAll(groups: readonly PlannedRequest[][], allOrNone: boolean): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const group of groups) {
      outcomes.push(outcomeOf(group, await composite(group, allOrNone)));
      if (outcomes.at(-1)?.isStale === true) break;
    }
    return outcomes;
  }

  /** One request after the other, the guard first, for a quote that cannot be put into a Composite request. */
  async function singleAll(flat: FlatQuote, plan: (quoteId: string) => readonly PlannedRequest[]): Promise<Outcome[]> {
    const guard = quoteWrite(flat);
    const written = await single(guard);
    const outcomes = [outcomeOf([guard], [written])];
    if (outcomes[0]?.isStale === true) return outcomes;
    for (const request of plan((written.body as { readonly id: string }).id))
      outcomes.push(outcomeOf([request], [await single(request)]));
    return outcomes;
  }

  return {
    get requests() {
      return requests;
    },
    write: (flat, products) =>
      isComposable(flat, products)
        ? compositeAll(guarded(flat, collectionWrites(flat, products, QUOTE_REFERENCE)), false)
        : singleAll(flat, (quoteId) => collectionWrites(flat, products, quoteId)),
    remove: (flat, ids) =>
      isComposable(flat, []) ? compositeAll(guarded(flat, removals(ids)), true) : singleAll(flat, () => removals(ids)),
    get: (path) => ((requests += 1), org.get(path)),
    single,
  };
}
