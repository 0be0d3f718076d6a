import { writtenFields } from '../../../connector/src/sync/written-fields.ts';
import { httpStub } from './http-stub.ts';
import type { HttpStub, StubAnswer } from './http-stub.ts';
import { ORG_ID, salesforceStub } from './salesforce-stub.ts';
import type { SalesforceStub } from './salesforce-stub.ts';

/** An org in which the package has a namespace, or none: it knows custom names under their full names alone, and answers with these. */
export interface NamespacedOrg extends HttpStub {
  /** What it holds, under plain names. */
  readonly inner: SalesforceStub;
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
type Rename = (name: string) => string;

const READ = ['SyncOutcome__c', 'Product2__c', 'UnitPrice', 'Id__c', 'PrimaryQuote__c', 'QuoteItemId__c', 'QuoteId__c'];
const describedFields = [...new Set([...READ, ...Object.values(writtenFields()).flat()])];

/** An org of a package with this namespace; null: without one. */
export async function namespacedOrg(namespace: string | null): Promise<NamespacedOrg> {
  const inner = await salesforceStub();
  const prefix = namespace === null ? '' : `${namespace}__`;
  const full: Rename = (name) => (/__[cr]$/.test(name) ? prefix + name : name);
  const plain: Rename = (name) => {
    if (!/__[cr]$/.test(name)) return name;
    const rest = name.slice(prefix.length);
    if (!name.startsWith(prefix) || rest.split('__').length !== 2) throw new UnknownName(name);
    return rest;
  };

  const stub = await httpStub(async ({ method, url, body, headers }) => {
    try {
      const own = answerOf(url);
      if (own !== undefined) return own;
      const request = body === '' ? undefined : (JSON.parse(body) as Json);
      const translated = { method, url: plainUrl(url, plain), headers: { 'content-type': 'application/json', authorization: String(headers.authorization) }, body: plainBody(request, plain) };
      const answer = await fetch(inner.url + translated.url, { ...translated, ...(translated.body === undefined ? { body: null } : { body: JSON.stringify(translated.body) }) });
      return { status: answer.status, body: fullAnswer((await answer.json()) as Json, full) };
    } catch (error) {
      if (error instanceof UnknownName) return { status: 400, body: [{ errorCode: 'INVALID_FIELD', message: error.message }] };
      throw error;
    }
  });

  /** What the stub behind does not know. */
  function answerOf(url: string): StubAnswer | undefined {
    if (url.endsWith('/oauth2/token')) return { status: 200, body: { access_token: 'session', instance_url: stub.url, id: `${stub.url}/id/${ORG_ID}/005` } };
    if (url.endsWith('/userinfo')) return { status: 200, body: { organization_id: ORG_ID, user_id: '005', preferred_username: 'u@example.com' } };
    if (url === '/services/data/') return { status: 200, body: [{ version: '65.0' }] };
    if (url.includes('Pricebook2')) return { status: 200, body: { totalSize: 1, done: true, records: [] } };
    const described = /\/sobjects\/(\w+)\/describe$/.exec(url)?.[1];
    if (described !== undefined) return { status: 200, body: describe(plain(described), full) };
    const resource = /^\/services\/apexrest\/(.*)$/.exec(url)?.[1];
    if (resource === undefined) return undefined;
    if (resource !== `${namespace === null ? '' : `${namespace}/`}monetizenow/quotes/quote_1`) return { status: 404, body: [{ errorCode: 'NOT_FOUND', message: 'Could not find a match for URL' }] };
    return { status: 200, body: { outcome: 'SYNCED', outcomeText: 'as it is', faults: [{ code: 'FAULT', text: `in ${full('Quote__c')}` }], gates: [], lines: [] } };
  }
  return Object.assign(stub, { inner });
}

class UnknownName extends Error {
  constructor(name: string) {
    super(`No such column '${name}'`);
  }
}

function describe(object: string, full: Rename): Json {
  const fields = describedFields.map((name) => ({ name: full(name), createable: true, updateable: true }));
  return { name: full(object), createable: true, updateable: true, deletable: true, fields };
}

function plainUrl(url: string, plain: Rename): string {
  const [path = '', soql] = url.split('?q=');
  if (soql !== undefined) {
    // Every second part stands between quotation marks.
    const parts = decodeURIComponent(soql).split("'").map((part, index) => (index % 2 === 1 ? part : part.replaceAll(/\w+/g, plain)));
    return `${path}?q=${encodeURIComponent(parts.join("'")).replaceAll('%40%7B', '@{').replaceAll('%7D', '}')}`;
  }
  const steps = path.split('/');
  const at = steps.indexOf('sobjects');
  if (at < 0) return url;
  return steps.map((step, index) => (index === at + 1 || index === at + 2 ? plain(step.split('?')[0] ?? '') + step.slice((step.split('?')[0] ?? '').length) : step)).join('/');
}

/** A Composite request, a collection or a record. */
function plainBody(body: Json | undefined, plain: Rename): Json | undefined {
  if (body === undefined || body === null || typeof body !== 'object' || Array.isArray(body)) return body;
  const object = body as { readonly [name: string]: Json };
  const { compositeRequest, records } = object;
  if (Array.isArray(compositeRequest))
    return { ...object, compositeRequest: (compositeRequest as readonly { readonly url: string; readonly body?: Json }[]).map((each) => ({ ...each, url: plainUrl(each.url, plain), ...(each.body === undefined ? {} : { body: plainBody(each.body, plain) ?? null }) })) };
  if (Array.isArray(records)) return { ...object, records: records.map((record: Json) => plainBody(record, plain) ?? null) };
  return Object.fromEntries(Object.entries(object).map(([name, value]) => (name === 'attributes' ? [name, { type: plain((value as { type: string }).type) }] : [plain(name), value])));
}

/** Full names at the places where Salesforce answers with names: keys of rows, fields of errors, and within their texts. */
function fullAnswer(answer: Json, full: Rename): Json {
  if (Array.isArray(answer)) return answer.map((each: Json) => fullAnswer(each, full));
  if (typeof answer !== 'object' || answer === null) return answer;
  return Object.fromEntries(
    Object.entries(answer).map(([name, value]) => {
      if (name === 'message') return [name, String(value).replaceAll(/\b[A-Za-z]\w*__[cr]\b/g, full)];
      if (name === 'fields') return [name, (value as readonly string[]).map(full)];
      return [full(name), fullAnswer(value, full)];
    }),
  );
}
