import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectCommand } from '../../../connector/src/commands/connect.ts';
import { openMonetizeNow } from '../../../connector/src/monetizenow/client.ts';
import { listWebhooks, QUOTE_EVENTS } from '../../../connector/src/monetizenow/webhooks.ts';
import { openOrg } from '../../../connector/src/salesforce/org.ts';
import type { Tenant } from '../../../connector/src/tenant.ts';
import { OTHER_SECRET } from '../support/delivery.ts';
import { httpStub } from '../support/http-stub.ts';
import { runner } from '../support/run-command.ts';
import { ORG_ID, salesforceStub } from '../support/salesforce-stub.ts';
import type { SalesforceStub } from '../support/salesforce-stub.ts';
import { startStandIn } from '../support/stand-in.ts';
import type { StandIn } from '../support/stand-in.ts';
import { aTenant } from '../support/tenants.ts';

let standIn: StandIn;
let salesforce: SalesforceStub;

beforeEach(async () => {
  [standIn, salesforce] = [await startStandIn(), await salesforceStub()];
});
afterEach(() => Promise.all([standIn.close(), salesforce.close()]));

const tenant = (more: Readonly<Record<string, string>> = {}, id?: string) => aTenant({ MONETIZENOW_API_URL: standIn.url, SALESFORCE_URL: salesforce.url, ...more }, id);
const run = (tenants: readonly Tenant[], ...args: string[]) =>
  runner({
    connect: connectCommand(() => tenants, {
      monetizenow: ({ monetizenow }) => openMonetizeNow(monetizenow).check(),
      salesforce: (each) => openOrg(each.salesforce).identity(),
    }),
  })('connect', ...args);
const webhooks = () => listWebhooks(tenant().monetizenow);

describe('connect', () => {
  it('checks both sides, installs the webhook and says what comes next', async () => {
    const { code, out, err } = await run([tenant()], '--url', 'https://sync.example.com/');
    expect([code, err]).toEqual([0, '']);
    expect(out.split('\n')).toEqual([
      `✓ MonetizeNow answers at ${standIn.url}, and the API key is good.`,
      `✓ Salesforce answers at ${salesforce.url}: org ${ORG_ID}, user integration@example.com.`,
      '✓ The webhook whook_1 is installed: MonetizeNow sends its events to https://sync.example.com/webhooks/monetizenow/default.',
      `→ Bind tenant default to this org, so that a clone of it is refused: SALESFORCE_ORG_ID=${ORG_ID}`,
      '→ Next: npm run connector, and in another terminal: npm run connector -- doctor',
      '',
    ]);
    expect(await webhooks()).toEqual([{ id: 'whook_1', url: 'https://sync.example.com/webhooks/monetizenow/default', events: [...QUOTE_EVENTS] }]);
  });

  it('run twice changes nothing', async () => {
    await run([tenant()], '--url', 'https://sync.example.com');
    const { code, out } = await run([tenant({ SALESFORCE_ORG_ID: ORG_ID })], '--url', 'https://sync.example.com');
    expect([code, (await webhooks()).length]).toEqual([0, 1]);
    expect(out).toContain('The webhook whook_1 was installed before: nothing was changed.');
    expect(out, 'bound').not.toContain('SALESFORCE_ORG_ID');
  });

  it.each(['https://sync.example.com/webhooks/monetizenow/default', 'https://sync.example.com/webhooks/monetizenow'])('takes the whole address of the webhook for what is meant: %s', async (url) => {
    await run([tenant()], '--url', url);
    expect((await webhooks()).map((each) => each.url)).toEqual(['https://sync.example.com/webhooks/monetizenow/default']);
  });

  it('keeps a path that a proxy leads to it', async () => {
    await run([tenant()], '--url', 'https://example.com/sync/');
    expect((await webhooks()).map((each) => each.url)).toEqual(['https://example.com/sync/webhooks/monetizenow/default']);
  });

  it('names a webhook at another address, which would send every event twice', async () => {
    await post('https://old.example.com/webhooks/monetizenow/default', [...QUOTE_EVENTS]);
    await post('https://old.example.com/webhooks/monetizenow/another', [...QUOTE_EVENTS]);
    const { code, out } = await run([tenant()], '--url', 'https://sync.example.com');
    expect([code, out.match(/→ The webhook .*/g)]).toEqual([0, [expect.stringMatching(/whook_1 sends the same events to https:\/\/old.*remove it in the settings of MonetizeNow/)]]);
  });

  it('finds its webhook also behind a hundred others', async () => {
    for (let count = 0; count < 100; count += 1) await post(`https://example.com/${count}`, []);
    await run([tenant()], '--url', 'https://sync.example.com');
    await run([tenant()], '--url', 'https://sync.example.com');
    expect(await webhooks()).toHaveLength(101);
  });

  it('gives a webhook of an older version the events that it lacks, instead of a second webhook', async () => {
    await post('https://sync.example.com/webhooks/monetizenow/default', ['quote.created']);
    const { out } = await run([tenant()], '--url', 'https://sync.example.com');
    expect(out).toContain('The webhook whook_1 was there before: it has the events and the secret of this configuration now.');
    expect((await webhooks()).map(({ id, events }) => [id, events.length])).toEqual([['whook_1', QUOTE_EVENTS.length]]);
  });

  it('--renew writes the webhook anew with the secret of the configuration', async () => {
    const sent: unknown[] = [];
    const seen = await httpStub(async ({ method, url, body }) => {
      if (method === 'PUT') sent.push((JSON.parse(body) as { secret: unknown }).secret);
      const answer = await fetch(standIn.url + url, { method, headers: { 'x-api-key': 'key', 'content-type': 'application/json' }, ...(body === '' ? {} : { body }) });
      return { status: answer.status, body: await answer.json() };
    });
    const rotated = tenant({ MONETIZENOW_API_URL: seen.url, MONETIZENOW_WEBHOOK_SECRET: OTHER_SECRET });
    await run([rotated], '--url', 'https://sync.example.com');
    await run([rotated], '--url', 'https://sync.example.com', '--renew');
    await seen.close();
    expect([sent, (await webhooks()).length]).toEqual([[OTHER_SECRET], 1]);
  });

  it('--secret prints a secret that the configuration takes, and needs no configuration', async () => {
    const { code, out } = await runner({ connect: connectCommand(() => [] as Tenant[], { monetizenow: never, salesforce: never }) })('connect', '--secret');
    const [, secret = ''] = /^MONETIZENOW_WEBHOOK_SECRET=(.*)\n$/.exec(out) ?? [];
    expect([code, tenant({ MONETIZENOW_WEBHOOK_SECRET: secret }).webhookSecrets]).toEqual([0, [secret]]);
  });

  it('--json writes one document', async () => {
    const { out } = await run([tenant()], '--url', 'https://sync.example.com', '--json');
    expect(JSON.parse(out)).toMatchObject({ tenant: 'default', salesforce: { orgId: ORG_ID, isBound: false }, webhook: { id: 'whook_1', change: 'installed' } });
  });

  it('works for the tenant that is named, or for the only one', async () => {
    const two = [tenant({}, 'acme'), tenant({}, 'globex')];
    expect((await run(two, '--url', 'https://sync.example.com')).err).toContain('Give --tenant: there is acme, globex.');
    await run(two, '--url', 'https://sync.example.com', '--tenant', 'globex');
    await run([tenant({}, 'initech')], '--url', 'https://sync.example.com');
    expect((await webhooks()).map(({ url }) => url.split('/').at(-1))).toEqual(['globex', 'initech']);
  });
});

describe('connect refuses, and installs nothing,', () => {
  it.each([
    ['without an address', []],
    ['with an address that is none', ['--url', 'sync.example.com']],
    ['with an address of another kind', ['--url', 'ftp://sync.example.com']],
    ['with an address that anybody on the way could read', ['--url', 'http://sync.example.com']],
    ['with a query', ['--url', 'https://sync.example.com/?a=b']],
    ['with a password', ['--url', 'https://me:secret@sync.example.com']],
    ['with nothing for an address', ['--url', '']],
  ])('%s', async (_what, args) => {
    const { code, err } = await run([tenant()], ...args);
    expect([code, await webhooks()]).toEqual([2, []]);
    expect(err).toContain('--url');
  });

  it.each([
    ['a wrong API key', { MONETIZENOW_API_KEY: 'wrong' }, /does not accept the API key[^]*→ Check MONETIZENOW_API_URL and MONETIZENOW_API_KEY/],
    ['a MonetizeNow that does not answer', { MONETIZENOW_API_URL: 'http://127.0.0.1:9' }, /MonetizeNow could not answer\. http:\/\/127\.0\.0\.1:9: [^]*→ .*MONETIZENOW_API_URL/],
    ['another org than the one it is bound to', { SALESFORCE_ORG_ID: '00D000000000002' }, /another org[^]*→ .*SALESFORCE_ORG_ID/],
    ['a Salesforce that does not answer', { SALESFORCE_URL: 'http://127.0.0.1:9' }, /NETWORK[^]*→ .*SALESFORCE_URL/],
  ])('with %s', async (_what, more, reason) => {
    const { code, err } = await run([tenant(more)], '--url', 'https://sync.example.com');
    expect([code, await webhooks()]).toEqual([1, []]);
    expect(err).toMatch(reason);
  });

  it('where Salesforce refuses the login', async () => {
    salesforce.loginFailures.push({ status: 400, body: { error: 'invalid_client', error_description: 'invalid client credentials' } });
    const { code, err } = await run([tenant()], '--url', 'https://sync.example.com');
    expect([code, await webhooks()]).toEqual([1, []]);
    expect(err).toMatch(/invalid client credentials[^]*→ Check SALESFORCE_URL, the connected app/);
  });

  it('where MonetizeNow keeps its webhooks elsewhere, and says how to go on', async () => {
    const { code, err } = await run([tenant({ MONETIZENOW_WEBHOOKS_PATH: '/api/hooks' })], '--url', 'https://sync.example.com');
    expect(code).toBe(1);
    expect(err).toMatch(/GET \/api\/hooks: 404 .*set MONETIZENOW_WEBHOOKS_PATH, or make the webhook by hand/);
  });

  it.each([
    [{ status: 302, headers: { location: 'https://attacker.example.com/' }, body: '' }, /MONETIZENOW_REFUSED|302/],
    [{ status: 503, body: { status: 503, message: 'later' } }, /could not answer\. GET \/api\/webhooks: 503 later/],
    [{ status: 200, body: '<html>' }, /could not answer\. GET \/api\/webhooks: 200, and the body is not JSON/],
  ])('where MonetizeNow answers the question for webhooks with %j', async (answer, reason) => {
    const stub = await httpStub(({ url }) => (url.startsWith('/api/webhooks') ? answer : { status: 200, body: { content: [], totalPages: 0 } }));
    const { code, err } = await run([tenant({ MONETIZENOW_API_URL: stub.url })], '--url', 'https://sync.example.com');
    await stub.close();
    expect([code, err]).toEqual([1, expect.stringMatching(reason)]);
    expect(stub.requests.length, 'a redirect, which would take the key along, is not followed').toBe(2);
  });

  it('asks for no page that has nothing to show, whatever is said of their number', async () => {
    const stub = await httpStub(({ url }) => (url.startsWith('/api/webhooks?') ? { status: 200, body: { content: [], totalPages: 1e9 } } : { status: 404, body: { status: 404 } }));
    expect(await listWebhooks(tenant({ MONETIZENOW_API_URL: stub.url }).monetizenow)).toEqual([]);
    await stub.close();
    expect(stub.requests).toHaveLength(1);
  });

  it('where MonetizeNow answers with something else than webhooks', async () => {
    standIn.store.put({ id: 'q1', description: 'A quote' });
    const answered = await run([tenant({ MONETIZENOW_WEBHOOKS_PATH: '/api/quotes' })], '--url', 'https://sync.example.com');
    expect([answered.code, answered.err]).toEqual([1, expect.stringContaining('$.content[0].url')]);
  });
});

const never = () => Promise.reject(new Error('asked'));

async function post(url: string, events: readonly string[]): Promise<void> {
  await fetch(`${standIn.url}/api/webhooks`, {
    method: 'POST',
    headers: { 'x-api-key': 'key', 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'another', url, events, secret: OTHER_SECRET, locked: true }),
  });
}
