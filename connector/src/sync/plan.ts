import type { Subrequest } from '../salesforce/org.ts';
import type { FlatProduct, FlatQuote, SalesforceRecord } from './records.ts';

/** Limits of Salesforce's REST API ("Composite", "sObject Collections"). */
export const COLLECTION_SIZE = 200;
export const COLLECTIONS_PER_COMPOSITE = 5;
/**
 * Salesforce runs the triggers of a collection in one transaction with 6 MB of heap ("Apex Governor Limits"), and items may have
 * descriptions of 32 KB: a collection stays far below that.
 */
export const COLLECTION_BYTES = 1_000_000;

/** A request of a plan, and what its records are. */
export interface PlannedRequest extends Subrequest {
  readonly kind: 'quote' | 'products' | 'items' | 'state' | 'removal';
  /** External ids of the records, in the order of the results. */
  readonly keys: readonly string[];
}

/** What the quote is called in a Composite request, so that everything refers to it, and falls with it. */
export const QUOTE_REFERENCE = '@{quote.id}';

/** The write of the quote. It is the guard: an org that holds a newer version refuses it. */
export function quoteWrite({ quoteId, quote }: FlatQuote): PlannedRequest {
  return {
    kind: 'quote',
    keys: [quoteId],
    method: 'PATCH',
    name: 'quote',
    path: `/sobjects/Quote__c/Id__c/${encodeURIComponent(quoteId)}`,
    body: quote,
    subject: `quote ${quoteId}`,
  };
}

/**
 * Everything that refers to the quote, `quote` being its id or a reference to it: products first, since items look for theirs; then
 * the items; then what the org holds in the end.
 */
export function collectionWrites(flat: FlatQuote, products: readonly FlatProduct[], quote: string): PlannedRequest[] {
  const items = flat.items.map(({ key, record }) => ({ key, record: { ...record, Quote__c: quote } }));
  return [
    ...upserts('products', 'Product2', 'ExternalId__c', products),
    ...upserts('items', 'QuoteItem__c', 'Id__c', items),
    stateQuery(quote),
  ];
}

/** The deletion of items by their Salesforce ids. */
export function removals(ids: readonly string[]): PlannedRequest[] {
  return chunks(ids, COLLECTION_SIZE).map((chunk) => ({
    kind: 'removal',
    keys: chunk,
    method: 'DELETE',
    path: `/composite/sobjects?ids=${chunk.join(',')}&allOrNone=true`,
    subject: 'items that left the quote',
  }));
}

/** Composite requests, each with the guard in front. */
export function guarded(flat: FlatQuote, collections: readonly PlannedRequest[]): PlannedRequest[][] {
  return chunks(collections, COLLECTIONS_PER_COMPOSITE).map((group) => [quoteWrite(flat), ...group]);
}

/**
 * Whether the quote can be written by Composite requests: Salesforce takes `@{…}` anywhere in one for a reference to an earlier
 * result (REST API guide, "Composite"), and there is no way to escape it.
 */
export function isComposable({ quoteId, quote, items }: FlatQuote, products: readonly FlatProduct[]): boolean {
  return !JSON.stringify([quoteId, quote, items, products]).includes('@{');
}

function upserts(
  kind: 'products' | 'items',
  object: string,
  externalId: string,
  records: readonly { readonly key: string; readonly record: SalesforceRecord }[],
): PlannedRequest[] {
  return chunksBySize(records, ({ record }) => Buffer.byteLength(JSON.stringify(record))).map((chunk) => ({
    kind,
    keys: chunk.map(({ key }) => key),
    method: 'PATCH',
    path: `/composite/sobjects/${object}/${externalId}`,
    body: { allOrNone: false, records: chunk.map(({ record }) => ({ attributes: { type: object }, ...record })) },
    subject: object,
  }));
}

/** What Salesforce holds of the quote's items, read after they were written. References must not be encoded. */
function stateQuery(quote: string): PlannedRequest {
  const soql = encodeURIComponent("SELECT Id, Id__c, Product2__c FROM QuoteItem__c WHERE Quote__c = '$'");
  return { kind: 'state', keys: [], method: 'GET', path: `/query?q=${soql.replace('%24', quote)}`, subject: 'items of the quote' };
}

function chunks<T>(values: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, index) =>
    values.slice(index * size, (index + 1) * size),
  );
}

function chunksBySize<T>(values: readonly T[], sizeOf: (value: T) => number): T[][] {
  const result: T[][] = [];
  let bytes = Infinity;
  for (const value of values) {
    const size = sizeOf(value);
    const last = result.at(-1);
    if (last === undefined || last.length === COLLECTION_SIZE || bytes + size > COLLECTION_BYTES) {
      result.push([value]);
      bytes = size;
    } else {
      last.push(value);
      bytes += size;
    }
  }
  return result;
}
