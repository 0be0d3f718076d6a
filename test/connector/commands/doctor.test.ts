import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AdminClient } from '../../../connector/src/commands/admin-client.ts';
import { adminClient } from '../../../connector/src/commands/admin-client.ts';
import { checks } from '../../../connector/src/commands/checks.ts';
import { doctorCommand } from '../../../connector/src/commands/doctor.ts';
import { openMonetizeNow } from '../../../connector/src/monetizenow/client.ts';
import { installWebhook } from '../../../connector/src/monetizenow/webhooks.ts';
import { openOrg } from '../../../connector/src/salesforce/org.ts';
import { writtenFields } from '../../../connector/src/sync/written-fields.ts';
import type { Tenant } from '../../../connector/src/tenant.ts';
import { httpStub } from '../support/http-stub.ts';
import type { HttpStub } from '../support/http-stub.ts';
import { runner } from '../support/run-command.ts';
import { startStandIn } from '../support/stand-in.ts';
import type { StandIn } from '../support/stand-in.ts';
import { aTenant } from '../support/tenants.ts';

const ORG_ID = '00D000000000001AAA';
const RIGHTS = { createable: true, updateable: true, deletable: true };
const READ_FIELDS = ['SyncOutcome__c', 'Product2__c', 'UnitPrice', 'Id__c', 'PrimaryQuote__c', 'QuoteItemId__c', 'QuoteId__c'];

/** What the org answers, for a test to change. */
let org: { rights: Record<string, object>; missing: Set<string>; readOnly: Set<string>; priceBooks: number; versions: string[] };
let salesforce: HttpStub;
let standIn: StandIn;
let status: object | Error;

beforeAll(async () => {
  salesforce = await httpStub(({ url }) => {
    if (url.endsWith('/oauth2/token')) return { status: 200, body: { access_token: 'session', instance_url: salesforce.url, id: `${salesforce.url}/id/${ORG_ID}/005` } };
    if (url.endsWith('/userinfo')) return { status: 200, body: { organization_id: ORG_ID, user_id: '005', preferred_username: 'sync@example.com' } };
    if (url === '/services/data/') return { status: 200, body: org.versions.map((version) => ({ version })) };
    if (url.includes('/query')) return { status: 200, body: { totalSize: org.priceBooks, done: true, records: [] } };
    const [, object = ''] = /sobjects\/(\w+)\/describe$/.exec(url) ?? [];
    if (org.missing.has(object)) return { status: 404, body: [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }] };
    const names = [...new Set([...READ_FIELDS, ...Object.values(writtenFields()).flat()])].filter((name) => !org.missing.has(`${object}.${name}`));
    const fields = names.map((name) => ({ name, createable: !org.readOnly.has(`${object}.${name}`), updateable: !org.readOnly.has(`${object}.${name}`) }));
    return { status: 200, body: { ...RIGHTS, ...org.rights[object], fields } };
  });
});
afterAll(() => salesforce.close());
beforeEach(async () => {
  org = { rights: {}, missing: new Set(), readOnly: new Set(), priceBooks: 1, versions: ['64.0', '65.0'] };
  status = { ready: true, tenants: ['default'], parked: [] };
  standIn = await startStandIn();
  await install('https://sync.example.com/webhooks/monetizenow/default');
});
afterEach(() => standIn.close());

const tenant = (more: Readonly<Record<string, string>> = {}) => aTenant({ MONETIZENOW_API_URL: standIn.url, SALESFORCE_URL: salesforce.url, SALESFORCE_ORG_ID: ORG_ID, ...more });
const install = (url: string) => installWebhook(tenant().monetizenow, { url, secret: '', renew: false });

function doctor(more: Readonly<Record<string, string>> = {}, parts: { client?: () => AdminClient; skewMs?: number; nodeVersion?: string; args?: readonly string[] } = {}) {
  const orgOf = (each: Tenant) => openOrg(each.salesforce);
  const sides = {
    monetizenow: async ({ monetizenow }: Tenant) => ({ ...(await openMonetizeNow(monetizenow).check()), ...(parts.skewMs === undefined ? {} : { clockSkewMs: parts.skewMs }) }),
    salesforce: (each: Tenant) => orgOf(each).identity(),
  };
  const known = { status: async () => { if (status instanceof Error) throw status; return status; } } as unknown as AdminClient;
  const all = checks({ sides, orgOf, client: parts.client ?? (() => known), nodeVersion: parts.nodeVersion ?? 'v24.18.1' });
  return runner({ doctor: doctorCommand(() => [tenant(more)], all) })('doctor', ...(parts.args ?? []));
}

describe('doctor', () => {
  it('finds nothing where nothing is wrong', async () => {
    const { code, out, err } = await doctor();
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n')).toEqual([
      '✓ Node: v24.18.1',
      `✓ MonetizeNow: answers at ${standIn.url}, and the clocks agree`,
      '✓ Webhook: whook_1 sends to https://sync.example.com/webhooks/monetizenow/default',
      `✓ Salesforce: org ${ORG_ID}, user sync@example.com`,
      '✓ API version: 65.0',
      ...['Quote__c', 'QuoteItem__c', 'Product2', 'PricebookEntry', 'Account', 'Opportunity', 'OpportunityLineItem'].map((object) => `✓ Package and rights: ${object}`),
      '✓ Price book: the standard price book is active',
      '✓ Connector: runs, and nothing is parked',
      'Nothing is wrong.',
      '',
    ]);
  });

  it.each<[string, () => void, RegExp]>([
    ['a right', () => void (org.rights['Product2'] = { createable: false, updateable: false }), /✗ Package and rights: Product2; may not create, edit\n {2}→ Install the package/],
    ['a field', () => void org.missing.add('Quote__c.SourceVersion__c'), /✗ Package and rights: Quote__c; does not see SourceVersion__c\n/],
    ['the right to write a field', () => void org.readOnly.add('QuoteItem__c.Quantity__c'), /✗ Package and rights: QuoteItem__c; may not write Quantity__c\n/],
    ['an object', () => void org.missing.add('QuoteItem__c'), /✗ Package and rights: QuoteItem__c: NOT_FOUND: /],
    ['a price book', () => void (org.priceBooks = 0), /✗ Price book: the standard price book is not active, or hidden\n {2}→ Activate the standard price book/],
    ['the version of the API', () => void (org.versions = ['63.0', '64.0']), /✗ API version: 65\.0 is not among 63\.0 to 64\.0\n {2}→ Set SALESFORCE_API_VERSION/],
  ])('finds %s that is missing, and says so once', async (_what, break_, reason) => {
    break_();
    const { code, out } = await doctor();
    expect(code).toBe(1);
    expect(out).toMatch(reason);
    expect(out.match(/^✗/gm)).toHaveLength(1);
    expect(out).toMatch(/\n1 thing is wrong\.\n$/);
  });

  it('asks for every field that the connector writes', async () => {
    const { Quote__c, QuoteItem__c, Product2 } = writtenFields();
    expect(Quote__c).toEqual(expect.arrayContaining(['Id__c', 'SourceVersion__c', 'IncrementalARR__c']));
    expect(QuoteItem__c).toEqual(expect.arrayContaining(['Quote__c', 'Quantity__c', 'EffectiveMRR__c']));
    expect(Product2).toEqual(expect.arrayContaining(['ExternalId__c', 'Name', 'IsActive']));
    for (const name of QuoteItem__c) org.missing.add(`QuoteItem__c.${name}`);
    expect((await doctor()).out).toContain(QuoteItem__c.join(', '));
  });

  it('says what was not looked at where a side does not answer, instead of the same fault again and again', async () => {
    const { code, out } = await doctor({ MONETIZENOW_API_KEY: 'wrong', SALESFORCE_ORG_ID: '00D000000000002' });
    expect(code).toBe(1);
    expect(out).toMatch(/✗ MonetizeNow: MonetizeNow does not accept the API key.*\n {2}→ Check MONETIZENOW_API_URL and MONETIZENOW_API_KEY/);
    expect(out).toMatch(/✗ Salesforce: The connection leads to another org.*\n {2}→ The connection leads to another org than SALESFORCE_ORG_ID/);
    expect(out.match(/^\?.*/gm)).toEqual([
      '? Webhook: not looked at: MonetizeNow comes first',
      ...['API version', 'Package and rights', 'Price book'].map((what) => `? ${what}: not looked at: Salesforce comes first`),
    ]);
    expect(out).toMatch(/\n2 things are wrong\.\n$/);
  });

  it('wants the connection bound to its org', async () => {
    const { code, out } = await doctor({ SALESFORCE_ORG_ID: '' });
    expect(code).toBe(1);
    expect(out).toContain(`bound to no org\n  → Set SALESFORCE_ORG_ID=${ORG_ID}`);
  });

  it.each([
    [125_000, '125 s ahead of'],
    [-125_000, '125 s behind'],
  ])('finds a clock that is %d ms off', async (skewMs, words) => {
    const { out } = await doctor({}, { skewMs });
    expect(out).toMatch(new RegExp(`✗ MonetizeNow: this machine's clock is ${words} MonetizeNow's\n {2}→ Set the clock`));
  });

  it('finds an old Node', async () => {
    expect((await doctor({}, { nodeVersion: 'v22.4.0' })).out).toMatch(/✗ Node: v22\.4\.0\n {2}→ .*Node 24/);
  });

  it('--json gives each finding', async () => {
    const { out } = await doctor({ SALESFORCE_ORG_ID: '' }, { args: ['--json'] });
    const findings = JSON.parse(out) as { what: string; isGood: boolean; mend?: string }[];
    expect(findings.filter(({ isGood }) => !isGood)).toEqual([expect.objectContaining({ what: 'Salesforce', mend: expect.stringContaining('SALESFORCE_ORG_ID') })]);
    expect(findings.filter(({ isGood, mend }) => isGood && mend !== undefined), 'no mend where nothing is wrong').toEqual([]);
  });
});

describe('doctor looks at the webhook and', () => {
  it('misses it where none sends to this tenant', async () => {
    await standIn.close();
    standIn = await startStandIn();
    await install('https://sync.example.com/webhooks/monetizenow/acme');
    expect((await doctor()).out).toMatch(/✗ Webhook: none sends its events to …\/webhooks\/monetizenow\/default\n {2}→ Install it: npm run connector -- connect --url https/);
  });

  it('finds a second one', async () => {
    await install('https://other.example.com/webhooks/monetizenow');
    expect((await doctor()).out).toMatch(/✗ Webhook: whook_1 and whook_2 send each event more than once\n {2}→ Remove all but one/);
  });

  it('finds events that it does not send', async () => {
    await fetch(`${standIn.url}/api/webhooks/whook_1`, {
      method: 'PUT',
      headers: { 'x-api-key': 'key', 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'x', url: 'https://sync.example.com/webhooks/monetizenow/default', events: ['quote.created'], locked: true }),
    });
    expect((await doctor()).out).toMatch(/✗ Webhook: whook_1 does not send quote\.updated, .*\n {2}→ Install it: npm run connector -- connect/);
  });

  it('says how to go on where MonetizeNow keeps webhooks elsewhere', async () => {
    expect((await doctor({ MONETIZENOW_WEBHOOKS_PATH: '/api/hooks' })).out).toMatch(/✗ Webhook: .*MONETIZENOW_WEBHOOKS_PATH/);
  });
});

describe('doctor looks at the connector and', () => {
  it.each<[string, () => void, RegExp]>([
    ['its engine is down', () => void (status = { ready: false, tenants: ['default'], parked: null }), /✗ Connector: runs, and its queue engine does not answer\n {2}→ It starts its engine again/],
    ['its disk is full', () => void (status = { ready: false, tenants: ['default'], parked: null, disk: { freeBytes: 12.9 * 2 ** 20, reserveBytes: 256 * 2 ** 20 } }), /✗ Connector: runs, and its disk has 12 MiB left of 256 that it wants\n {2}→ Make room/],
    ['quotes of the tenant are parked', () => void (status = { ready: true, tenants: ['default'], parked: [{ tenantId: 'default' }, { tenantId: 'acme' }] }), /✗ Connector: runs, and has parked quotes: 1\n {2}→ See which, and what to do: npm run connector -- parked list/],
    ['it does not know the tenant', () => void (status = { ready: true, tenants: ['acme'], parked: [] }), /✗ Connector: runs, and knows no tenant default, only acme\n {2}→ Restart it/],
  ])('says when %s', async (_what, break_, reason) => {
    break_();
    const { code, out } = await doctor();
    expect([code, out]).toEqual([1, expect.stringMatching(reason)]);
  });

  it('says how to start one where none runs', async () => {
    const { code, out } = await doctor({}, { client: () => adminClient(9) });
    expect([code, out]).toEqual([1, expect.stringMatching(/✗ Connector: No connector runs here.*\n {2}→ Start the connector with `npm run connector`/)]);
  });
});
