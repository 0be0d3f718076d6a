import { SalesforceApiError } from '../salesforce/errors.ts';
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
  /** Whether the org refused the quote because it holds a newer version of it: there was nothing to do. */
  readonly superseded: boolean;
}

/** How the package's trigger begins its refusal of an older version. */
const STALE = 'STALE_SOURCE_VERSION';

/**
 * Makes Salesforce equal to the quote. Every write is an upsert by external id or a delete of what should not be there,
 * so that repeating it after a crash gives the same org.
 */
export async function reconcile(org: SalesforceOrg, flat: FlatQuote): Promise<ReconcileResult> {
  const counter = counting(org);
  const known = await readKnownState(counter.org, flat);
  const superseded = await writeUnlessStale(counter.org, planWrites(flat, known));
  const current = new Set(flat.items.map(({ key }) => key));
  const removed = [...known.itemIds.keys()].filter((key) => !current.has(key));
  const created = flat.products.filter(({ key }) => !known.productKeys.has(key));
  return {
    quoteId: flat.quoteId,
    items: flat.items.length,
    itemsRemoved: superseded ? 0 : removed.length,
    productsCreated: superseded ? 0 : created.length,
    referenceOfferings: flat.referenceOfferings,
    salesforceRequests: counter.count(),
    superseded,
  };
}

/** The quote is written first, so that a stale one takes its items with it. */
async function writeUnlessStale(org: SalesforceOrg, groups: readonly Subrequest[][]): Promise<boolean> {
  try {
    for (const requests of groups) requireSuccess(requests, await sendWrites(org, requests));
    return false;
  } catch (error) {
    if (error instanceof SalesforceApiError && error.message.includes(STALE)) return true;
    throw error;
  }
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
