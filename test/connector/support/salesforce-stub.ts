import { httpStub } from './http-stub.ts';
import type { HttpStub, StubAnswer } from './http-stub.ts';

interface Subrequest {
  readonly method: string;
  readonly url: string;
  readonly body?: Record<string, unknown> & { records?: Record<string, unknown>[] };
}

export interface SalesforceStub extends HttpStub {
  /** Object name to external id to fields. */
  readonly records: Map<string, Map<string, Record<string, unknown>>>;
  readonly composites: Subrequest[][];
  /** Requests that came on their own. */
  readonly singles: string[];
  /** Answers of the next requests to the API, before the stub works again. */
  readonly failures: StubAnswer[];
  readonly loginFailures: StubAnswer[];
  /** Called after a request took effect and before it is answered. */
  beforeAnswer: () => Promise<void>;
}

/** Just enough of an org's REST API to see what the connector sends: composite requests with queries, upserts and deletes. */
export async function salesforceStub(): Promise<SalesforceStub> {
  const records: SalesforceStub['records'] = new Map(
    ['Quote__c', 'QuoteItem__c', 'Product2'].map((name) => [name, new Map()]),
  );
  const composites: Subrequest[][] = [];
  const singles: string[] = [];
  const failures: StubAnswer[] = [];
  const loginFailures: StubAnswer[] = [];
  const stub = await httpStub(async ({ method, url, body }) => {
    const loginFailure = url.endsWith('/oauth2/token') ? loginFailures.shift() : undefined;
    if (loginFailure !== undefined) return loginFailure;
    if (url.endsWith('/oauth2/token'))
      return { status: 200, body: { access_token: 'session', instance_url: stub.url, id: `${stub.url}/id/00D/005` } };
    const failure = failures.shift();
    if (failure !== undefined) return failure;
    if (!url.endsWith('/composite')) {
      singles.push(`${method} ${url}`);
      const single = answer(records, {
        method,
        url,
        body: body === '' ? {} : (JSON.parse(body) as Record<string, unknown>),
      });
      return { status: single.httpStatusCode, body: single.body };
    }
    const requests = (JSON.parse(body) as { compositeRequest: Subrequest[] }).compositeRequest;
    composites.push(requests);
    const compositeResponse = requests.map((request, index) => ({
      referenceId: `r${index}`,
      httpHeaders: {},
      ...answer(records, request),
    }));
    await extended.beforeAnswer();
    return { status: 200, body: { compositeResponse } };
  });
  const extended: SalesforceStub = Object.assign(stub, {
    records,
    composites,
    singles,
    failures,
    loginFailures,
    beforeAnswer: async () => undefined,
  });
  return extended;
}

function answer(
  records: SalesforceStub['records'],
  { method, url, body }: Subrequest,
): { httpStatusCode: number; body: unknown } {
  const path = decodeURIComponent(url.replace(/^\/services\/data\/v[\d.]+/, ''));
  if (method === 'GET') return { httpStatusCode: 200, body: queryAnswer(records, path) };
  if (method === 'DELETE')
    return {
      httpStatusCode: 200,
      body: remove(records, new URL(url, 'http://x').searchParams.get('ids')?.split(',') ?? []),
    };
  const [, object = '', externalId = '', value] =
    /^(?:\/composite)?\/sobjects\/(\w+)\/(\w+)(?:\/(.*))?$/.exec(path) ?? [];
  const rows = body?.records ?? [{ ...body, [externalId]: value }];
  for (const row of rows) records.get(object)?.set(String(row[externalId]), row);
  const results = rows.map((row) => ({
    id: `id-${String(row[externalId])}`,
    success: true,
    errors: [],
    created: true,
  }));
  return { httpStatusCode: 200, body: body?.records === undefined ? results[0] : results };
}

function queryAnswer(records: SalesforceStub['records'], path: string): unknown {
  const object = /FROM (\w+)/.exec(path)?.[1] ?? '';
  const rows = [...(records.get(object) ?? [])].map(([key, row]): Record<string, unknown> => ({
    Id: `id-${key}`,
    ...row,
  }));
  const quote = /Quote__r\.Id__c = '([^']*)'/.exec(path)?.[1];
  // As in an org: text is compared without regard to case.
  const found =
    quote === undefined
      ? rows
      : rows.filter(
          (row) =>
            ((row['Quote__r'] as { Id__c?: string } | undefined)?.Id__c ?? '').toLowerCase() === quote.toLowerCase(),
        );
  return { totalSize: found.length, done: true, records: found };
}

function remove(records: SalesforceStub['records'], ids: readonly string[]): unknown[] {
  for (const rows of records.values()) for (const key of rows.keys()) if (ids.includes(`id-${key}`)) rows.delete(key);
  return ids.map((id) => ({ id, success: true, errors: [] }));
}
