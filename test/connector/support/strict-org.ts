import type { SalesforceOrg, Subrequest, SubrequestResult } from '../../../connector/src/salesforce/org.ts';

export interface StrictOrg extends SalesforceOrg {
  /** External ids of the records that were written, by object and in order, repetitions included. */
  readonly written: Record<string, string[]>;
  readonly requests: number;
}

const BASE = '/services/data/v65.0';
const QUOTE_ID = 'a00000000000001AAA';

/** An org that takes whatever keeps to Salesforce's documented limits and throws at anything else. */
export function strictOrg(): StrictOrg {
  const written: Record<string, string[]> = { Product2: [], QuoteItem__c: [], Quote__c: [] };
  let requests = 0;

  function answer(request: Subrequest, quoteId: string): SubrequestResult {
    check(`an address of ${BASE.length + request.path.length} bytes`, Buffer.byteLength(BASE + request.path) < 16_384);
    const upsert = /^\/composite\/sobjects\/(\w+)\/(\w+)$/.exec(request.path);
    if (upsert !== null) return collection(upsert[1] ?? '', upsert[2] ?? '', request.body as { records: Record<string, unknown>[] }, quoteId);
    if (request.method === 'GET') check('items of another quote', request.path.endsWith(`'${quoteId}'`));
    if (request.method === 'GET') return { status: 200, body: { totalSize: 0, done: true, records: [] } };
    const quote = /^\/sobjects\/Quote__c\/Id__c\/([^/?]+)$/.exec(request.path);
    check(`the address ${request.path}`, quote !== null && request.method === 'PATCH');
    written['Quote__c']?.push(decodeURIComponent(quote?.[1] ?? ''));
    return { status: 200, body: { id: QUOTE_ID, success: true, errors: [], created: false } };
  }

  function collection(object: string, externalId: string, { records }: { records: Record<string, unknown>[] }, quoteId: string): SubrequestResult {
    check(`a collection of ${records.length} records`, records.length > 0 && records.length <= 200);
    check('a collection that is too large for a transaction', Buffer.byteLength(JSON.stringify(records)) < 1_300_000);
    check('an item of another quote', object !== 'QuoteItem__c' || records.every((record) => record['Quote__c'] === quoteId));
    for (const record of records) written[object]?.push(String(record[externalId]));
    return { status: 200, body: records.map(() => ({ id: 'a01', success: true, errors: [] })) };
  }

  return {
    written,
    get requests() {
      return requests;
    },
    async composite(group) {
      requests += 1;
      const text = JSON.stringify(group);
      check(`${group.length} requests in one`, group.length <= 25);
      check('more than five collections and queries in one', group.filter(({ path }) => /^\/(composite\/sobjects|query)/.test(path)).length <= 5);
      check(`a request of ${text.length} characters`, Buffer.byteLength(text) < 6_500_000);
      check('a reference that is none', !text.replaceAll('@{quote.id}', '').includes('@{'));
      check('half a character', isWellFormed(group));
      return group.map((request) => answer(request, '@{quote.id}'));
    },
    async single(request) {
      requests += 1;
      check('half a character', isWellFormed(request));
      return answer(request, QUOTE_ID);
    },
    get: async () => ({ totalSize: 0, done: true, records: [] }),
    orgId: async () => '00D000000000001AAA',
    identity: async () => ({ orgId: '00D000000000001AAA', userId: '005', username: 'u' }),
  };
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  return typeof value !== 'object' || value === null || Object.values(value).every(isWellFormed);
}

function check(what: string, isFine: boolean): void {
  if (!isFine) throw new Error(`Salesforce does not take ${what}`);
}
