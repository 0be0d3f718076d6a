import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openOrg } from '../../connector/src/salesforce/org.ts';
import { flatten } from '../../connector/src/sync/flatten.ts';
import { planReads, planWrites } from '../../connector/src/sync/plan.ts';
import { reconcile } from '../../connector/src/sync/reconcile.ts';
import { httpStub } from './support/http-stub.ts';
import { anItem, anOffering, aQuote } from './support/quotes.ts';
import { salesforceStub } from './support/salesforce-stub.ts';
import type { SalesforceStub } from './support/salesforce-stub.ts';

let org: SalesforceStub;
beforeEach(async () => void (org = await salesforceStub()));
afterEach(() => org.close());

const access = () => ({ url: org.url, apiVersion: '65.0', login: { clientId: 'id', clientSecret: 'secret' } });
const withItems = (ids: readonly string[], members: Record<string, unknown> = {}) =>
  flatten(aQuote({ quoteOfferings: [anOffering({ items: ids.map((id) => anItem({ id, ...members })) })], ...members }));
const manyIds = (count: number) => Array.from({ length: count }, (_, index) => `item_${index}`);
const held = (object: string) => [...(org.records.get(object)?.keys() ?? [])];

describe('reconciling a quote', () => {
  it('writes quote, product and items in one request after one that reads', async () => {
    const result = await reconcile(openOrg(access()), withItems(['a', 'b']));
    expect(result).toEqual({
      quoteId: 'quote_1',
      items: 2,
      itemsRemoved: 0,
      productsCreated: 1,
      referenceOfferings: 0,
      salesforceRequests: 2,
      superseded: false,
    });
    expect([held('Quote__c'), held('Product2'), held('QuoteItem__c')]).toEqual([
      ['quote_1'],
      ['offer_1-prod_1'],
      ['a', 'b'],
    ]);
    expect(org.composites[1]?.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'PATCH /services/data/v65.0/sobjects/Quote__c/Id__c/quote_1',
      'PATCH /services/data/v65.0/composite/sobjects/Product2/ExternalId__c',
      'PATCH /services/data/v65.0/composite/sobjects/QuoteItem__c/Id__c',
    ]);
  });

  it('removes items that left the quote and leaves products alone that exist', async () => {
    const connection = openOrg(access());
    await reconcile(connection, withItems(['a', 'b', 'c']));
    const result = await reconcile(connection, withItems(['b']));
    expect(result).toMatchObject({ items: 1, itemsRemoved: 2, productsCreated: 0, salesforceRequests: 2 });
    expect(held('QuoteItem__c')).toEqual(['b']);
  });

  it('ends in the same org when it is repeated', async () => {
    const connection = openOrg(access());
    await reconcile(connection, withItems(['a', 'b']));
    const before = structuredClone(org.records);
    await reconcile(connection, withItems(['a', 'b']));
    expect(org.records).toEqual(before);
  });

  it('leaves the items of a quote alone whose id differs only by case', async () => {
    const connection = openOrg(access());
    await reconcile(
      connection,
      flatten(aQuote({ id: 'QUOTE_1', quoteOfferings: [anOffering({ items: [anItem({ id: 'other' })] })] })),
    );
    await reconcile(connection, withItems(['a']));
    expect(held('QuoteItem__c').toSorted()).toEqual(['a', 'other']);
  });

  it.each([
    [1, 2],
    [200, 2],
    [250, 2],
    [800, 2],
    [1000, 3],
  ])('needs for %i items %i requests', async (count, requests) => {
    expect(await reconcile(openOrg(access()), withItems(manyIds(count)))).toMatchObject({
      items: count,
      salesforceRequests: requests,
    });
    expect(held('QuoteItem__c')).toHaveLength(count);
  });

  it('keeps to five collections a request and 200 records a collection', () => {
    const known = {
      productKeys: new Set<string>(),
      itemIds: new Map(manyIds(450).map((id) => [`old_${id}`, `id_${id}`])),
    };
    const groups = planWrites(withItems(manyIds(700)), known);
    const collections = groups.map((requests) => requests.filter(({ path }) => path.startsWith('/composite/')));
    expect(collections.map((group) => group.length)).toEqual([5, 3]);
    const sizes = collections
      .flat()
      .map(({ body }) => (body as { records: unknown[] } | undefined)?.records.length ?? 0);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(200);
  });

  it('keeps every query within a request line and five queries within a request', () => {
    const items = Array.from({ length: 900 }, (_, index) =>
      anItem({ id: `i${index}`, productId: `prod_${'x'.repeat(80)}${index}` }),
    );
    const groups = planReads(flatten(aQuote({ quoteOfferings: [anOffering({ items })] })));
    expect(Math.max(...groups.map((requests) => requests.length))).toBeLessThanOrEqual(5);
    expect(Math.max(...groups.flat().map(({ path }) => path.length))).toBeLessThan(16_000);
    expect(groups.flat().length, 'so they are spread over several').toBeGreaterThan(5);
  });

  it('sends a text that Salesforce would take for a reference in requests of their own', async () => {
    const flat = flatten(
      aQuote({ description: 'for @{team.all}', quoteOfferings: [anOffering({ items: [anItem({ id: 'a' })] })] }),
    );
    expect(await reconcile(openOrg(access()), flat)).toMatchObject({ items: 1, salesforceRequests: 4 });
    expect(org.records.get('Quote__c')?.get('quote_1')).toMatchObject({ Description__c: 'for @{team.all}' });
    expect(org.singles.map((request) => request.replace(/.*sobjects/, ''))).toEqual([
      '/Quote__c/Id__c/quote_1',
      '/Product2/ExternalId__c',
      '/QuoteItem__c/Id__c',
    ]);
  });

  it('escapes what stands in an id', () => {
    const [[items] = []] = planReads(flatten(aQuote({ id: "q'1\\" })));
    expect(decodeURIComponent(items?.path ?? '')).toContain(String.raw`Quote__r.Id__c = 'q\'1\\'`);
  });
});

describe('errors of Salesforce', () => {
  const composite = (bodies: { httpStatusCode: number; body: unknown }[]) => ({
    status: 200,
    body: { compositeResponse: bodies.map((entry, index) => ({ ...entry, referenceId: `r${index}` })) },
  });
  const ok = { httpStatusCode: 200, body: { totalSize: 0, done: true, records: [] } };

  it('finds the record that failed among those that were only rolled back', async () => {
    const rolledBack = {
      success: false,
      errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK', message: 'Record rolled back', fields: [] }],
    };
    const failed = {
      success: false,
      errors: [
        {
          statusCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
          message: 'bad value for restricted picklist field: X',
          fields: ['ProductType__c'],
        },
      ],
    };
    const halted = {
      httpStatusCode: 400,
      body: [{ errorCode: 'PROCESSING_HALTED', message: 'The transaction was rolled back' }],
    };
    org.failures.push(
      composite([ok, ok]),
      composite([halted, halted, { httpStatusCode: 200, body: [rolledBack, failed] }]),
    );
    await expect(reconcile(openOrg(access()), withItems(['a', 'b']))).rejects.toMatchObject({
      errorCode: 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      fields: ['ProductType__c'],
      reaction: 'park',
      message:
        'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: bad value for restricted picklist field: X (QuoteItem__c records, record 2)',
    });
  });

  it('reads a failure of one record although the request as a whole was answered with 200', async () => {
    const locked = {
      success: false,
      errors: [
        { statusCode: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain exclusive access to this record', fields: [] },
      ],
    };
    org.failures.push(composite([ok, ok]), composite([ok, ok, { httpStatusCode: 200, body: [locked] }]));
    await expect(reconcile(openOrg(access()), withItems(['a']))).rejects.toMatchObject({
      errorCode: 'UNABLE_TO_LOCK_ROW',
      reaction: 'retry',
    });
  });

  it('logs in again once when the session has expired', async () => {
    const expired = { status: 401, body: [{ errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }] };
    org.failures.push(expired);
    await expect(reconcile(openOrg(access()), withItems(['a']))).resolves.toMatchObject({ items: 1 });
    org.failures.push(expired, expired);
    await expect(reconcile(openOrg(access()), withItems(['a']))).rejects.toMatchObject({
      errorCode: 'INVALID_SESSION_ID',
      statusCode: 401,
      reaction: 'wait',
      retryAfterMs: 60_000,
    });
  });

  it.each([
    [
      { status: 403, body: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }] },
      { errorCode: 'REQUEST_LIMIT_EXCEEDED', reaction: 'wait', retryAfterMs: 60_000 },
    ],
    [
      { status: 503, body: [{ errorCode: 'SERVER_UNAVAILABLE', message: 'Server Unavailable' }] },
      { errorCode: 'SERVER_UNAVAILABLE', statusCode: 503, reaction: 'retry' },
    ],
    [
      { status: 502, body: '<html>' },
      { errorCode: 'ERROR_HTTP_502', statusCode: 502, reaction: 'retry' },
    ],
    [
      { status: 404, body: [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }] },
      { errorCode: 'NOT_FOUND', reaction: 'park' },
    ],
    [
      { status: 400, body: [{ errorCode: 'SOMETHING_NEW', message: 'What is this?' }] },
      { errorCode: 'SOMETHING_NEW', reaction: 'park' },
    ],
  ])('judges %o by its code, or by its status where the code is unknown', async (answer, expected) => {
    org.failures.push(answer);
    await expect(reconcile(openOrg(access()), withItems(['a']))).rejects.toMatchObject(expected);
  });

  it('keeps the session through errors that do not concern it', async () => {
    const connection = openOrg(access());
    org.failures.push({ status: 503, body: [{ errorCode: 'SERVER_UNAVAILABLE', message: 'Server Unavailable' }] });
    await expect(reconcile(connection, withItems(['a']))).rejects.toMatchObject({ reaction: 'retry' });
    await reconcile(connection, withItems(['a']));
    expect(org.requests.filter(({ url }) => url.endsWith('/oauth2/token'))).toHaveLength(1);
  });

  it('logs in again after a login that found nobody', async () => {
    const connection = openOrg(access());
    org.loginFailures.push({ status: 503, body: '' });
    await expect(reconcile(connection, withItems(['a']))).rejects.toMatchObject({ errorCode: 'LOGIN_FAILED' });
    await expect(reconcile(connection, withItems(['a']))).resolves.toMatchObject({ items: 1 });
  });

  it('may be repeated when nothing answers', async () => {
    const connection = openOrg({ ...access(), login: { accessToken: 'token' } });
    await org.close();
    await expect(reconcile(connection, withItems(['a']))).rejects.toMatchObject({
      errorCode: 'NETWORK',
      statusCode: null,
      reaction: 'retry',
    });
  });

  it('waits for a person when the login is refused, since no event may be lost by that', async () => {
    await org.close();
    const refusing = await httpStub(() => ({
      status: 400,
      body: { error: 'invalid_client', error_description: 'invalid client credentials' },
    }));
    await expect(reconcile(openOrg({ ...access(), url: refusing.url }), withItems(['a']))).rejects.toMatchObject({
      errorCode: 'LOGIN_FAILED',
      reaction: 'wait',
      message: expect.stringContaining('invalid client credentials'),
    });
    await refusing.close();
  });
});
