import type { SalesforceAccess } from '../../../connector/src/salesforce/org.ts';
import { httpStub } from './http-stub.ts';
import type { HttpStub, StubAnswer } from './http-stub.ts';

export interface Subrequest {
  readonly method: string;
  readonly url: string;
  readonly referenceId?: string;
  readonly body?: Row & { records?: Row[] };
}

type Row = Record<string, unknown>;
interface Answer {
  readonly httpStatusCode: number;
  readonly body: unknown;
}

export interface SalesforceStub extends HttpStub {
  /** Object name to external id to fields. */
  readonly records: Map<string, Map<string, Row>>;
  readonly composites: Subrequest[][];
  /** Requests that came on their own. */
  readonly singles: string[];
  /** Answers of the next requests to the API, before the stub works again. */
  readonly failures: StubAnswer[];
  readonly loginFailures: StubAnswer[];
  /** Why a record is refused, by external id: it is not written. */
  readonly refusals: Map<string, { statusCode: string; message: string; fields?: string[] }>;
  /** What each answer says in Sforce-Limit-Info. */
  usage: string | undefined;
  /** Called after a request took effect and before it is answered. */
  beforeAnswer: () => Promise<void>;
}

/** A login for the stub; what a test does not care about is as by default. */
export function accessTo(url: string, more: Partial<SalesforceAccess> = {}): SalesforceAccess {
  const login = { clientId: 'id', clientSecret: 'secret' };
  return { url, apiVersion: '65.0', login, orgId: null, namespace: null, parallelRequests: 5, reserve: 0.1, ...more };
}

/** Just enough of an org's REST API to see what the connector sends: composite requests with queries, upserts and deletes. */
export async function salesforceStub(): Promise<SalesforceStub> {
  const state: Omit<SalesforceStub, keyof HttpStub> = {
    records: new Map(['Quote__c', 'QuoteItem__c', 'Product2'].map((name) => [name, new Map()])),
    composites: [],
    singles: [],
    failures: [],
    loginFailures: [],
    refusals: new Map(),
    usage: undefined,
    beforeAnswer: async () => undefined,
  };
  const stub = await httpStub(async ({ method, url, body }) => {
    const loginFailure = url.endsWith('/oauth2/token') ? state.loginFailures.shift() : undefined;
    if (loginFailure !== undefined) return loginFailure;
    if (url.endsWith('/oauth2/token'))
      return { status: 200, body: { access_token: 'session', instance_url: stub.url, id: `${stub.url}/id/${ORG_ID}/005` } };
    if (url.endsWith('/oauth2/userinfo'))
      return { status: 200, body: { organization_id: ORG_ID, user_id: '005', preferred_username: 'integration@example.com' } };
    const headers = extended.usage === undefined ? {} : { 'sforce-limit-info': `api-usage=${extended.usage}` };
    const failure = state.failures.shift();
    if (failure !== undefined) return { ...failure, headers: { ...headers, ...failure.headers } };
    const answered = url.endsWith('/composite') ? composite(extended, body) : alone(extended, { method, url }, body);
    await extended.beforeAnswer();
    return { headers, ...answered };
  });
  const extended: SalesforceStub = Object.assign(stub, state);
  return extended;
}

/** The org that the stub says it is. */
export const ORG_ID = '00D000000000001AAA';

function alone(stub: SalesforceStub, request: Subrequest, body: string): StubAnswer {
  stub.singles.push(`${request.method} ${request.url}`);
  const { httpStatusCode: status, body: content } = answer(stub, { ...request, body: body === '' ? {} : (JSON.parse(body) as Row) });
  return { status, body: content };
}

function composite(stub: SalesforceStub, text: string): StubAnswer {
  const { compositeRequest, allOrNone } = JSON.parse(text) as { compositeRequest: Subrequest[]; allOrNone: boolean };
  stub.composites.push(compositeRequest);
  const kept = structuredClone(stub.records);
  const answers = new Map<string, Answer>();
  const compositeResponse = compositeRequest.map((request, index) => {
    const referenceId = request.referenceId ?? `r${index}`;
    const resolved = resolve(request, answers);
    const one = resolved === undefined ? HALTED : answer(stub, resolved);
    answers.set(referenceId, one);
    return { ...one, referenceId };
  });
  const hasFailed = compositeResponse.some(({ httpStatusCode, body }) => httpStatusCode >= 300 || (Array.isArray(body) && body.some((each: Row) => each['success'] === false)));
  if (allOrNone && hasFailed) for (const [name, rows] of kept) stub.records.set(name, rows);
  return { status: 200, body: { compositeResponse } };
}

const HALTED: Answer = {
  httpStatusCode: 400,
  body: [{ errorCode: 'PROCESSING_HALTED', message: 'Invalid reference specified. No value for id found in quote' }],
};

/** The request with `@{name.id}` replaced; undefined where that request failed. */
function resolve(request: Subrequest, answers: ReadonlyMap<string, Answer>): Subrequest | undefined {
  let isWhole = true;
  const text = JSON.stringify(request).replace(/@\{(\w+)\.id\}/g, (_, name: string) => {
    const found = answers.get(name);
    if (found === undefined || found.httpStatusCode >= 300) isWhole = false;
    return String((found?.body as { id?: unknown } | undefined)?.id);
  });
  return isWhole ? (JSON.parse(text) as Subrequest) : undefined;
}

function answer(stub: SalesforceStub, { method, url, body }: Subrequest): Answer {
  const path = decodeURIComponent(url.replace(/^\/services\/data\/v[\d.]+/, ''));
  if (method === 'GET') return { httpStatusCode: 200, body: queryAnswer(stub, path) };
  if (method === 'DELETE') return { httpStatusCode: 200, body: remove(stub, new URL(url, 'http://x').searchParams.get('ids')?.split(',') ?? []) };
  const [, object = '', externalId = '', value, parameters] = /^(?:\/composite)?\/sobjects\/(\w+)\/(\w+)(?:\/([^?]*))?(\?.*)?$/.exec(path) ?? [];
  if (body?.records !== undefined) return { httpStatusCode: 200, body: body.records.map((row) => save(stub, object, externalId, row)) };
  if (parameters === '?updateOnly=true' && !stub.records.get(object)?.has(value ?? ''))
    return { httpStatusCode: 404, body: [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }] };
  const saved = save(stub, object, externalId, { ...stub.records.get(object)?.get(value ?? ''), ...body, [externalId]: value });
  const [error] = saved.errors;
  return error === undefined ? { httpStatusCode: 200, body: saved } : { httpStatusCode: 400, body: [{ errorCode: error.statusCode, message: error.message }] };
}

function save(stub: SalesforceStub, object: string, externalId: string, { attributes: _, ...row }: Row) {
  const key = String(row[externalId]);
  const refusal = stub.refusals.get(key);
  if (refusal !== undefined) return { success: false, errors: [{ fields: [], ...refusal }] };
  stub.records.get(object)?.set(key, row);
  return { id: `id-${key}`, success: true, errors: [], created: true };
}

/** The package's trigger sets an item's product where there is one. */
function queryAnswer(stub: SalesforceStub, path: string): unknown {
  const quote = /Quote__c = '([^']*)'/.exec(path)?.[1];
  const found = [...(stub.records.get('QuoteItem__c') ?? [])].filter(([, row]) => row['Quote__c'] === quote);
  const records = found.map(([key, row]) => {
    const product = `${String(row['OfferingId__c'])}-${String(row['ProductId__c'])}`;
    return { Id: `id-${key}`, Id__c: row['Id__c'] ?? null, Product2__c: stub.records.get('Product2')?.has(product) === true ? `id-${product}` : null };
  });
  return { totalSize: records.length, done: true, records };
}

function remove(stub: SalesforceStub, ids: readonly string[]): unknown[] {
  for (const rows of stub.records.values()) for (const key of rows.keys()) if (ids.includes(`id-${key}`)) rows.delete(key);
  return ids.map((id) => ({ id, success: true, errors: [] }));
}
