import type { Subrequest } from '../salesforce/org.ts';
import type { FlatQuote, SalesforceRecord } from './records.ts';

/** Limits of Salesforce's REST API ("Composite", "sObject Collections"). */
const COLLECTION_SIZE = 200;
const COLLECTIONS_PER_COMPOSITE = 5;
// A request line of 16,384 bytes is the platform's limit; the rest of the query needs some of it.
const KEYS_LENGTH = 12_000;

/** What Salesforce holds of a quote, as far as writing it has to know. */
export interface KnownState {
  readonly productKeys: ReadonlySet<string>;
  /** Key of the item to Salesforce's id of the record. */
  readonly itemIds: ReadonlyMap<string, string>;
}

/** The queries that find the quote's items and those of its products that exist, grouped so that each group is one request. */
export function planReads(flat: FlatQuote): Subrequest[][] {
  const items = queryRequest(
    `SELECT Id, Id__c, Quote__r.Id__c FROM QuoteItem__c WHERE Quote__r.Id__c = ${quoted(flat.quoteId)}`,
    'items of the quote',
  );
  const products = chunksByLength(flat.products.map(({ key }) => quoted(key))).map((keys) =>
    queryRequest(`SELECT ExternalId__c FROM Product2 WHERE ExternalId__c IN (${keys.join(',')})`, 'products'),
  );
  return chunks([items, ...products], COLLECTIONS_PER_COMPOSITE);
}

/** The writes that make Salesforce equal to the quote, grouped so that each group is one request that succeeds or fails as a whole. */
export function planWrites(flat: FlatQuote, known: KnownState): Subrequest[][] {
  const current = new Set(flat.items.map(({ key }) => key));
  const stale = [...known.itemIds].filter(([key]) => !current.has(key)).map(([, id]) => id);
  const missing = flat.products.filter(({ key }) => !known.productKeys.has(key)).map(({ record }) => record);
  const quote: Subrequest = {
    method: 'PATCH',
    path: `/sobjects/Quote__c/Id__c/${encodeURIComponent(flat.quoteId)}`,
    body: flat.quote,
    subject: `quote ${flat.quoteId}`,
  };
  const collections = [
    ...upserts('Product2', 'ExternalId__c', missing),
    ...chunks(stale, COLLECTION_SIZE).map(deletion),
    ...upserts(
      'QuoteItem__c',
      'Id__c',
      flat.items.map(({ record }) => record),
    ),
  ];
  const [first = [], ...rest] = chunks(collections, COLLECTIONS_PER_COMPOSITE);
  return [[quote, ...first], ...rest];
}

function upserts(object: string, externalId: string, records: readonly SalesforceRecord[]): Subrequest[] {
  return chunks(records, COLLECTION_SIZE).map((chunk) => ({
    method: 'PATCH',
    path: `/composite/sobjects/${object}/${externalId}`,
    body: { allOrNone: true, records: chunk.map((record) => ({ attributes: { type: object }, ...record })) },
    subject: `${object} records`,
  }));
}

function deletion(ids: readonly string[]): Subrequest {
  return {
    method: 'DELETE',
    path: `/composite/sobjects?ids=${ids.join(',')}&allOrNone=true`,
    subject: 'items that left the quote',
  };
}

function queryRequest(soql: string, subject: string): Subrequest {
  return { method: 'GET', path: `/query?q=${encodeURIComponent(soql)}`, subject };
}

/** A SOQL string literal (SOQL and SOSL reference, "Quoted String Escape Sequences"). */
function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

function chunks<T>(values: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  );
}

function chunksByLength(values: readonly string[]): string[][] {
  const result: string[][] = [];
  let length = Infinity;
  for (const value of values) {
    const size = encodeURIComponent(value).length + 3;
    if (length + size > KEYS_LENGTH) {
      result.push([]);
      length = 0;
    }
    result.at(-1)?.push(value);
    length += size;
  }
  return result;
}
