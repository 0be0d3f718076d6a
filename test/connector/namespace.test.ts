import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { salesforceChecks } from '../../connector/src/commands/checks-of-salesforce.ts';
import { doctorCommand } from '../../connector/src/commands/doctor.ts';
import { previewCommand } from '../../connector/src/commands/preview.ts';
import { readTenant } from '../../connector/src/config/tenant-variables.ts';
import { SalesforceApiError } from '../../connector/src/salesforce/errors.ts';
import { withoutNamespace } from '../../connector/src/salesforce/namespace.ts';
import { openOrg } from '../../connector/src/salesforce/org.ts';
import type { SalesforceOrg, Subrequest } from '../../connector/src/salesforce/org.ts';
import { archive } from '../../connector/src/sync/archive.ts';
import { productCatalogue } from '../../connector/src/sync/catalogue.ts';
import { flatten } from '../../connector/src/sync/flatten.ts';
import { allRecords } from '../../connector/src/sync/query-pages.ts';
import { reconcile } from '../../connector/src/sync/reconcile.ts';
import type { Tenant } from '../../connector/src/tenant.ts';
import { namespacedOrg } from './support/namespaced-org.ts';
import type { NamespacedOrg } from './support/namespaced-org.ts';
import { anItem, anOffering, aQuote } from './support/quotes.ts';
import { runner } from './support/run-command.ts';
import { accessTo, ORG_ID } from './support/salesforce-stub.ts';
import { aTenant, tenantEnv } from './support/tenants.ts';

let orgs: NamespacedOrg[];
beforeEach(() => void (orgs = []));
afterEach(() => Promise.all(orgs.map((each) => each.close().then(() => each.inner.close()))));

async function anOrg(namespace: string | null): Promise<NamespacedOrg> {
  const org = await namespacedOrg(namespace);
  orgs.push(org);
  return org;
}

/** A quote whose texts are names: what a customer wrote is never taken for one. */
const NAMES = { id: 'acme__Quote__c', description: "Id__c = 'Quote__c'" };
const quoteOf = (ids: readonly string[], members: Record<string, unknown> = {}) =>
  flatten(aQuote({ ...NAMES, quoteOfferings: [anOffering({ items: ids.map((id) => anItem({ id, description: 'acme__Id__c' })) })], ...members }));

/** Everything that the connector does in an org, with its outcomes and what the org holds then. */
async function everything(org: NamespacedOrg, namespace: string | null): Promise<unknown> {
  const connection = openOrg(accessTo(org.url, { namespace }));
  const catalogue = productCatalogue({ orgId: () => connection.orgId() });
  const sync = (flat: ReturnType<typeof flatten>) => reconcile(connection, catalogue, flat).catch((error: unknown) => error);
  const outcomes: unknown[] = [await sync(quoteOf(['a', 'b', 'acme__Id__c', 'Quote__c']))];
  outcomes.push(await sync(quoteOf(['b', 'Quote__c'])));
  outcomes.push(await sync(quoteOf(['b'], { description: 'a reference @{quote.id} of no kind' })));
  org.inner.records.get('Product2')?.clear();
  outcomes.push(await sync(quoteOf(['b'])));
  org.inner.refusals.set('c', { statusCode: 'STRING_TOO_LONG', message: 'data value too large: (max length=5) on QuoteItem__c.Description__c', fields: ['Description__c'] });
  outcomes.push(await sync(quoteOf(['b', 'c'])));
  org.inner.refusals.set('c', { statusCode: 'DUPLICATE_VALUE', message: 'duplicate value found: Id__c duplicates value on record with id: a01', fields: ['Id__c'] });
  outcomes.push(await sync(quoteOf(['b', 'c'])));
  org.inner.refusals.clear();
  org.inner.refusals.set(NAMES.id, { statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'STALE_SOURCE_VERSION: newer' });
  outcomes.push(await sync(quoteOf(['b'])));
  org.inner.refusals.clear();
  outcomes.push(await archive(connection, NAMES.id), await archive(connection, 'nowhere'), await connection.identity(), await connection.orgId());
  return { outcomes, records: org.inner.records };
}

describe('an org whose package has a namespace', () => {
  it.each(['acme', 'A_1'])('ends as one without, by the same outcomes: %s', async (namespace) => {
    const [with_, without] = [await everything(await anOrg(namespace), namespace), await everything(await anOrg(null), null)];
    expect(with_).toEqual(without);
    expect((with_ as { outcomes: { outcome?: string; errorCode?: string }[] }).outcomes.map(({ outcome, errorCode }) => outcome ?? errorCode)).toEqual(
      ['synced', 'synced', 'synced', 'synced', 'partial', 'DUPLICATE_VALUE', 'superseded', 'archived', 'archived', undefined, undefined],
    );
  });

  it('is asked by full names, on standard objects too, and by no other', async () => {
    const org = await anOrg('acme');
    await everything(org, 'acme');
    const sent = org.requests.map(({ url, body }) => decodeURIComponent(url + body)).join('\n');
    for (const part of ['/sobjects/acme__Quote__c/acme__Id__c/acme__Quote__c"', '/composite/sobjects/Product2/acme__ExternalId__c"', '"attributes":{"type":"acme__QuoteItem__c"}', '"acme__Quote__c":"@{quote.id}"', '"Name":', "FROM acme__QuoteItem__c WHERE acme__Quote__c = '"])
      expect(sent).toContain(part);
    expect(sent).not.toMatch(/(?<!acme__|\w)(?:SourceVersion__c|Product2__c|ExternalId__c|QuoteItem__c)/);
  });

  it('refuses, as the other way round, a connector that does not know of it', async () => {
    const [org, other] = [await anOrg('acme'), await anOrg(null)];
    const write = (at: NamespacedOrg, namespace: string | null) => reconcile(openOrg(accessTo(at.url, { namespace })), productCatalogue(), quoteOf(['a']));
    await expect(write(org, null)).rejects.toMatchObject({ errorCode: 'INVALID_FIELD' });
    await expect(write(other, 'acme')).rejects.toMatchObject({ errorCode: 'INVALID_FIELD' });
  });
});

describe('the commands', () => {
  const tenantOf = (url: string, namespace: string): Tenant => aTenant({ SALESFORCE_URL: url, SALESFORCE_ORG_ID: ORG_ID, SALESFORCE_NAMESPACE: namespace });
  const orgOf = ({ salesforce }: Tenant) => openOrg(salesforce);
  const sides = { monetizenow: async () => ({ clockSkewMs: 0 }), salesforce: (tenant: Tenant) => orgOf(tenant).identity() };

  async function run(url: string, namespace: string, ...args: string[]) {
    const tenants = () => [tenantOf(url, namespace)];
    return runner({ doctor: doctorCommand(tenants, salesforceChecks(sides, orgOf)), preview: previewCommand(tenants, orgOf) })(...args);
  }

  it('say the same of it as of one without', async () => {
    const [with_, without] = [(await anOrg('acme')).url, (await anOrg(null)).url];
    expect(await run(with_, 'acme', 'doctor')).toEqual(await run(without, '', 'doctor'));
    expect(await run(with_, 'acme', 'doctor')).toMatchObject({ code: 0, out: expect.stringContaining('✓ Package and rights: QuoteItem__c\n') });
    expect((await run(with_, 'acme', 'preview', 'quote_1')).out, 'in the words of the package').toContain('fault FAULT: in acme__Quote__c');
  });

  it('find nothing of the package where the namespace is not that of the org', async () => {
    const { url } = await anOrg('acme');
    const doctor = await run(url, '', 'doctor');
    expect([doctor.code, doctor.out]).toEqual([1, expect.stringContaining('✗ Package and rights: Quote__c: INVALID_FIELD')]);
    expect((await run(url, '', 'preview', 'quote_1')).code).toBe(1);
  });
});

describe('a name', () => {
  /** An org that answers what a test says and notes what it is asked. */
  function recording(answer: unknown) {
    const asked: (string | Subrequest)[] = [];
    const reply = async () => {
      if (answer instanceof Error) throw answer;
      return answer;
    };
    const single = async (request: Subrequest) => (asked.push(request), { status: 200, body: await reply() });
    const inner: SalesforceOrg = {
      single,
      composite: (requests) => Promise.all(requests.map(single)),
      get: (path) => (asked.push(path), reply()),
      identity: async () => ({ orgId: ORG_ID, userId: '005', username: 'u' }),
      orgId: async () => ORG_ID,
    };
    return { asked, org: withoutNamespace(inner, 'acme') };
  }

  it('of another record goes with its relationship', async () => {
    const { asked, org } = recording({ id: 'a01', success: true, errors: [] });
    await org.single({ method: 'PATCH', path: '/sobjects/QuoteItem__c/Id__c/Quote__c', body: { Quote__r: { Id__c: 'Id__c' }, Account: { Id__c: 'a' }, Name: 'Name' }, subject: 'item' });
    expect(asked).toEqual([
      { method: 'PATCH', path: '/sobjects/acme__QuoteItem__c/acme__Id__c/Quote__c', body: { acme__Quote__r: { acme__Id__c: 'Id__c' }, Account: { acme__Id__c: 'a' }, Name: 'Name' }, subject: 'item' },
    ]);
  });

  it('within a text of a query stays as it is, and so does a reference', async () => {
    const { asked, org } = recording({ records: [] });
    const soql = String.raw`SELECT Id, Quote__r.Id__c, other__X__c FROM QuoteItem__c WHERE Name = 'Id__c \' Quote__c' AND Quote__c = '`;
    await org.get(`/services/data/v65.0/query?q=${encodeURIComponent(soql)}@{quote.id}'`);
    const [path = ''] = asked as string[];
    expect(path.endsWith("@{quote.id}'")).toBe(true);
    expect(decodeURIComponent(path)).toBe(
      String.raw`/services/data/v65.0/query?q=SELECT Id, acme__Quote__r.acme__Id__c, other__X__c FROM acme__QuoteItem__c WHERE Name = 'Id__c \' Quote__c' AND acme__Quote__c = '@{quote.id}'`,
    );
  });

  it('loses the namespace in rows, also of later pages and of related records, and values keep it', async () => {
    const page = { totalSize: 1, done: true, records: [{ attributes: { type: 'acme__QuoteItem__c', url: '/x' }, acme__Id__c: 'acme__Id__c', ACME__Quote__r: { attributes: { type: 'acme__Quote__c' }, acme__Id__c: 'q' }, Name: null, other__X__c: 1 }] };
    const { asked, org } = recording(page);
    const rows = await allRecords(org, { records: [], nextRecordsUrl: '/services/data/v65.0/query/01g-2000' });
    expect([asked, rows]).toEqual([
      ['/services/data/v65.0/query/01g-2000'],
      [{ attributes: { type: 'QuoteItem__c', url: '/x' }, Id__c: 'acme__Id__c', Quote__r: { attributes: { type: 'Quote__c' }, Id__c: 'q' }, Name: null, other__X__c: 1 }],
    ]);
  });

  it('loses it in errors that are thrown, which keep all else', async () => {
    const error = new SalesforceApiError({ errorCode: 'UNABLE_TO_LOCK_ROW', message: 'acme__Quote__c by acme__Handler, not macme__Quote__c', statusCode: 503, fields: ['acme__Id__c', 'Name'], retryAfterMs: 7, reaction: 'wait' });
    const { org } = recording(error);
    const plain = { errorCode: 'UNABLE_TO_LOCK_ROW', text: 'Quote__c by acme__Handler, not macme__Quote__c', statusCode: 503, fields: ['Id__c', 'Name'], retryAfterMs: 7, reaction: 'wait' };
    for (const ask of [() => org.get('/x'), () => org.single({ method: 'GET', path: '/x', subject: 'x' }), () => org.composite([{ method: 'GET', path: '/x', subject: 'x' }], { allOrNone: true })])
      await expect(ask()).rejects.toMatchObject(plain);
    const other = new Error('not of Salesforce');
    await expect(recording(other).org.get('/x')).rejects.toBe(other);
  });

  it('stays as it is in what several records share', async () => {
    const addresses = ['/services/data/v65.0/sobjects/acme__Quote__c/a0X1'];
    expect(await recording(addresses).org.get('/x')).toEqual(addresses);
  });
});

describe('SALESFORCE_NAMESPACE', () => {
  const read = (namespace: string) => readTenant('default', tenantEnv({ SALESFORCE_NAMESPACE: namespace }));

  it.each(['a', 'acme', 'A1_b_2', 'fifteen_letters'])('may be %s', (namespace) => {
    expect(read(namespace).tenant?.salesforce.namespace).toBe(namespace);
  });

  it.each(['1acme', '_acme', 'acme_', 'ac__me', 'ac-me', 'acmé', 'sixteen_letters_', 'sixteen0letters0', ' acme'])('may not be "%s"', (namespace) => {
    expect(read(namespace).faults).toEqual([expect.stringMatching(/^SALESFORCE_NAMESPACE: must be a namespace/)]);
  });

  it('is none where it is empty', () => {
    expect(read('').tenant?.salesforce.namespace).toBeNull();
  });
});
