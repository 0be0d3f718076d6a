import { requireSuccess } from '../salesforce/results.ts';
import type { SalesforceOrg, Subrequest, SubrequestResult } from '../salesforce/org.ts';
import { planReads, planWrites } from './plan.ts';
import type { KnownState } from './plan.ts';
import type { FlatQuote } from './records.ts';

/** What a reconciliation did, in numbers. */
export interface ReconcileResult {
  readonly quoteId: string;
  readonly items: number;
  readonly itemsRemoved: number;
  readonly productsCreated: number;
  readonly referenceOfferings: number;
  readonly salesforceRequests: number;
}

/**
 * Makes Salesforce equal to the quote. Every write is an upsert by external id or a delete of what should not be there,
 * so that repeating it after a crash gives the same org.
 */
export async function reconcile(org: SalesforceOrg, flat: FlatQuote): Promise<ReconcileResult> {
  const counter = counting(org);
  const known = await readKnownState(counter.org, flat);
  for (const requests of planWrites(flat, known)) {
    requireSuccess(requests, await sendWrites(counter.org, requests));
  }
  const current = new Set(flat.items.map(({ key }) => key));
  return {
    quoteId: flat.quoteId,
    items: flat.items.length,
    itemsRemoved: [...known.itemIds.keys()].filter((key) => !current.has(key)).length,
    productsCreated: flat.products.filter(({ key }) => !known.productKeys.has(key)).length,
    referenceOfferings: flat.referenceOfferings,
    salesforceRequests: counter.count(),
  };
}

/**
 * Sends writes that belong together as one request that succeeds or fails as a whole. Salesforce takes `@{…}` anywhere in
 * a Composite request for a reference to an earlier result (REST API guide, "Composite"), and there is no way to escape
 * it: a quote that has this in a text is sent in single requests.
 */
async function sendWrites(org: SalesforceOrg, requests: readonly Subrequest[]): Promise<SubrequestResult[]> {
  if (!JSON.stringify(requests).includes('@{')) return org.composite(requests, { allOrNone: true });
  const results: SubrequestResult[] = [];
  for (const request of requests) {
    const result = await org.single(request);
    requireSuccess([request], [result]);
    results.push(result);
  }
  return results;
}

interface QueryPage {
  readonly records: readonly Record<string, unknown>[];
  readonly nextRecordsUrl?: string;
}

async function readKnownState(org: SalesforceOrg, flat: FlatQuote): Promise<KnownState> {
  const [items = [], ...products] = await readAll(org, planReads(flat));
  return {
    itemIds: itemIds(flat.quoteId, items),
    productKeys: new Set(products.flat().map((record) => String(record['ExternalId__c']))),
  };
}

async function readAll(org: SalesforceOrg, groups: readonly Subrequest[][]): Promise<Record<string, unknown>[][]> {
  const answers: Record<string, unknown>[][] = [];
  for (const requests of groups) {
    const results = await org.composite(requests, { allOrNone: false });
    requireSuccess(requests, results);
    for (const result of results) answers.push(await allRecords(org, result));
  }
  return answers;
}

async function allRecords(org: SalesforceOrg, result: SubrequestResult): Promise<Record<string, unknown>[]> {
  let page = result.body as QueryPage;
  const records = [...page.records];
  while (page.nextRecordsUrl !== undefined) {
    page = (await org.get(page.nextRecordsUrl)) as QueryPage;
    records.push(...page.records);
  }
  return records;
}

/** SOQL compares text without regard to case, MonetizeNow's ids differ by case: look at the parent's id again. */
function itemIds(quoteId: string, records: readonly Record<string, unknown>[]): Map<string, string> {
  const own = records.filter((record) => (record['Quote__r'] as { Id__c?: string } | null)?.Id__c === quoteId);
  return new Map(own.map((record) => [String(record['Id__c']), String(record['Id'])]));
}

function counting(org: SalesforceOrg): { org: SalesforceOrg; count: () => number } {
  let requests = 0;
  return {
    count: () => requests,
    org: {
      composite: (...args) => ((requests += 1), org.composite(...args)),
      single: (...args) => ((requests += 1), org.single(...args)),
      get: (...args) => ((requests += 1), org.get(...args)),
    },
  };
}
