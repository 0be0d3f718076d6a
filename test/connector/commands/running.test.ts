import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { adminClient } from '../../../connector/src/commands/admin-client.ts';
import { parkedCommand } from '../../../connector/src/commands/parked.ts';
import { replayCommand } from '../../../connector/src/commands/replay.ts';
import { statusCommand } from '../../../connector/src/commands/status.ts';
import { openMonetizeNow } from '../../../connector/src/monetizenow/client.ts';
import { until } from '../../../connector/src/queue/processes.ts';
import { eventBody, signed } from '../support/delivery.ts';
import { runner } from '../support/run-command.ts';
import { startTestService } from '../support/service.ts';
import type { LogLine, TestService } from '../support/service.ts';
import { aTenant } from '../support/tenants.ts';
import { httpStub } from '../support/http-stub.ts';

/** Commands that talk to a running connector, against a running connector: its engine is started once. */
let service: TestService;
let run: ReturnType<typeof runner>;

beforeAll(async () => {
  service = await startTestService();
  run = runnerAt(service.adminPort);
});
afterAll(() => service.stop());
beforeEach(() => service.salesforce.refusals.clear());

function runnerAt(port: number) {
  const client = () => adminClient(port);
  return runner({
    status: statusCommand(client),
    parked: parkedCommand(client),
    replay: replayCommand({ client, tenants: () => [aTenant(service.env)], list: ({ monetizenow }, filter) => openMonetizeNow(monetizenow).listQuotes(filter), now: Date.now }),
  });
}

const put = (id: string) => service.standIn.store.put({ id, description: 'Secret Plans of Acme' });
const refuse = (id: string) => service.salesforce.refusals.set(id, { statusCode: 'STRING_TOO_LONG', message: 'Description: data value too large: Secret Plans of Acme' });
const logged = (msg: string, quoteId: string) => service.logged((line: LogLine) => line['msg'] === msg && line['quoteId'] === quoteId);

/** The engine shows that a quote is parked, or no longer, a moment after the job has ended. */
async function parkedAre(...quoteIds: string[]): Promise<void> {
  const ids = async () => (JSON.parse((await run('parked', 'list', '--json')).out) as { quoteId: string }[]).map(({ quoteId }) => quoteId);
  await until(async () => (await ids()).join() === quoteIds.join(), 5_000);
  expect(await ids()).toEqual(quoteIds);
}

async function park(quoteId: string): Promise<void> {
  put(quoteId);
  refuse(quoteId);
  await run('replay', '--quote', quoteId);
  await logged('quote parked', quoteId);
}

describe('replay', () => {
  it('syncs the quotes that are named', async () => {
    ['r1', 'r2'].forEach(put);
    expect(await run('replay', '--quote', 'r1', '--quote', 'r2')).toEqual({ code: 0, out: '2 quotes are in line. What becomes of them: npm run connector -- status\n', err: '' });
    await Promise.all([logged('quote synced', 'r1'), logged('quote synced', 'r2')]);
    expect([...(service.salesforce.records.get('Quote__c')?.keys() ?? [])]).toEqual(expect.arrayContaining(['r1', 'r2']));
  });

  it('syncs those that changed since a time', async () => {
    put('r3');
    const { code, out } = await run('replay', '--since', '1h', '--json');
    expect([code, (JSON.parse(out) as { queued: number }).queued]).toEqual([0, service.standIn.store.all().length]);
    await logged('quote synced', 'r3');
    expect((await run('replay', '--since', '2999-01-01')).err).toMatch(/still to come/);
  });

  it.each([
    [[], /replay needs either --quote or --since/],
    [['--quote', 'a', '--since', '1h'], /replay needs either --quote or --since/],
    [['--since', 'yesterday'], /"yesterday" is no time: give one such as/],
    [['--since', '7'], /"7" is no time/],
    [['--quote', 'a', '--tenant', 'acme'], /There is no tenant acme; there is default/],
  ])('refuses %j', async (args, reason) => {
    expect(await run('replay', ...args)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(reason) });
  });
});

describe('parked', () => {
  it('lists nothing while nothing is parked', async () => {
    expect(await run('parked')).toEqual({ code: 0, out: 'Nothing is parked.\n', err: '' });
    expect((await run('parked', 'list', '--tenant', 'acme')).out, 'a misspelt tenant is seen').toBe('Nothing is parked of a tenant acme.\n');
  });

  it('lists a quote with its reason, shows what to do, and resumes it when that is done', async () => {
    await park('p1');
    await parkedAre('p1');
    const list = await run('parked', 'list');
    expect(list.out.split('\n')).toEqual([
      expect.stringMatching(/^TENANT +QUOTE +CODE +SINCE +REASON$/),
      expect.stringMatching(/^default +p1 +STRING_TOO_LONG +\d{4}-\d\d-\d\dT\S+Z +STRING_TOO_LONG: Description: data value too large/),
      'What to do about one: npm run connector -- parked show QUOTE',
      '',
    ]);
    expect((await run('parked', 'show', 'p1')).out).toMatch(/what to do +A value does not fit its field: .*\nThen: npm run connector -- parked resume p1\n$/);
    service.salesforce.refusals.clear();
    expect(await run('parked', 'resume', 'p1')).toEqual({ code: 0, out: '1 quote is tried again. What becomes of it: npm run connector -- status\n', err: '' });
    await logged('quote synced', 'p1');
    await parkedAre();
  });

  it('resumes all, and forgets what is dropped', async () => {
    await park('p2');
    await park('p3');
    await parkedAre('p2', 'p3');
    service.salesforce.refusals.clear();
    expect(await run('parked', 'drop', 'p2')).toEqual({ code: 0, out: '1 quote is forgotten.\n', err: '' });
    await parkedAre('p3');
    expect((await run('parked', 'resume', '--all')).out).toMatch(/^1 quote is tried again\./);
    await logged('quote synced', 'p3');
    await parkedAre();
    expect(service.salesforce.records.get('Quote__c')?.has('p2'), 'a dropped quote waits for its next event').toBe(false);
  });

  it('says which quote is not parked, and does the others', async () => {
    await park('p4');
    await parkedAre('p4');
    const { code, out } = await run('parked', 'drop', 'p4', 'none', '--tenant', 'default');
    expect([code, out]).toEqual([1, '1 quote is forgotten.\nQuote none of tenant default is not parked. Those that are: npm run connector -- parked list\n']);
    await parkedAre();
    expect(JSON.parse((await run('parked', 'resume', 'none', '--json')).out)).toEqual({ done: [], notParked: ['none'] });
  });

  it.each([
    [['parked', 'eat', 'q'], /parked knows list, show, resume, drop, not eat/],
    [['parked', 'list', 'q'], /parked list takes no quote; meant was perhaps: parked show q/],
    [['parked', 'show'], /parked show needs the id of a quote/],
    [['parked', 'resume'], /parked resume needs the id of a quote, or --all/],
    [['parked', 'resume', 'q', '--all'], /parked resume needs the id of a quote, or --all/],
    [['parked', 'drop', '--all'], /--all belongs to parked resume/],
  ])('refuses %j', async (args, reason) => {
    expect(await run(...args)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(reason) });
  });
});

describe('parked quotes of several tenants', () => {
  const parked = ['acme', 'globex'].map((tenantId) => ({ tenantId, quoteId: 'q', code: 'NOT_FOUND', reason: 'gone', since: '2026-01-01T00:00:00.000Z', eventId: 'e', attempts: 1 }));

  it('are told apart by their tenant', async () => {
    const admin = await httpStub(({ method }) => ({ status: 200, body: method === 'GET' ? parked : { resumed: true } }));
    const two = runnerAt(Number(new URL(admin.url).port));
    expect(await two('parked', 'resume', 'q')).toMatchObject({ code: 2, err: expect.stringMatching(/Quote q is parked for acme and globex: give --tenant/) });
    expect(await two('parked', 'resume', 'q', '--tenant', 'globex')).toMatchObject({ code: 0 });
    await admin.close();
    expect(admin.requests.filter(({ method }) => method === 'POST').map(({ url }) => url)).toEqual(['/parked/globex/q/resume']);
  });

  it('are resumed for one tenant alone where it is named', async () => {
    const admin = await httpStub(({ method }) => ({ status: 200, body: method === 'GET' ? parked : { resumed: true } }));
    const { out } = await runnerAt(Number(new URL(admin.url).port))('parked', 'resume', '--all', '--tenant', 'acme');
    await admin.close();
    expect([out, admin.requests.filter(({ method }) => method === 'POST').map(({ url }) => url)]).toEqual([expect.stringMatching(/^1 quote is tried again/), ['/parked/acme/q/resume']]);
  });
});

describe('status', () => {
  it('shows what the connector does, with the last failure', async () => {
    put('s1');
    await run('replay', '--quote', 's1');
    await logged('quote synced', 's1');
    const { code, out, err } = await run('status');
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(/^The connector is ready\.\nrunning since +\d{4}-\S+Z\ntenants +default\nwaiting or running +\d+, the oldest \d+\.\d s\nsince the start +\d+ events?, \d+ duplicates?, \d+ coalesced, \d+ syncs?, \d+ (?:retry|retries), \d+ requests? refused\nparked +0\n/);
    expect(out).toMatch(/The last failure, at \S+, quote p4 of tenant default: STRING_TOO_LONG/);
    const status = JSON.parse((await run('status', '--json')).out) as { recent: { quoteId: string; lagMs: number }[] };
    expect(status.recent.find(({ quoteId }) => quoteId === 's1')).toMatchObject({ outcome: 'synced', lagMs: expect.any(Number) });
  });

  it('counts webhooks, duplicates and refusals', async () => {
    const totals = async () => (JSON.parse((await run('status', '--json')).out) as { totals: Record<string, number> }).totals;
    const before = await totals();
    const body = eventBody({ eventId: 'evt_status', data: { id: 's1' } });
    const deliver = (headers: Record<string, string>) => fetch(`${service.url}/webhooks/monetizenow`, { method: 'POST', headers, body });
    const answers = [await deliver(signed(body, { id: 'evt_status' })), await deliver(signed(body, { id: 'evt_status' })), await deliver({})];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 401]);
    const after = await totals();
    expect(['received', 'duplicate', 'refused'].map((name) => (after[name] ?? 0) - (before[name] ?? 0))).toEqual([1, 1, 1]);
    expect((await run('status')).out).toMatch(/\d requests? refused, SIGNATURE_REFUSED: Compare MONETIZENOW_WEBHOOK_SECRET/);
  });

  it('is a page for browsers, too', async () => {
    const page = await fetch(service.adminUrl);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toMatch(/<td>ready<\/td>[^]*<td>s1<\/td><td>synced<\/td>/);
  });
});

describe('a command without a connector', () => {
  it.each([['status'], ['parked'], ['replay']])('%s says how to start one', async (name) => {
    const ran = await runnerAt(9)(name, ...(name === 'replay' ? ['--quote', 'q'] : []));
    expect(ran).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/No connector runs here[^]*Nothing answers at http:\/\/127\.0\.0\.1:9[^]*\n→ Start the connector with `npm run connector`, or set CONNECTOR_ADMIN_PORT/) });
  });

  it.each([[200, '<html>'], [200, null], [404, { message: 'Not here' }]])('says when something else answers there: %d %j', async (status, body) => {
    const other = await httpStub(() => ({ status, body }));
    const ran = await runnerAt(Number(new URL(other.url).port))('status');
    await other.close();
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('is no connector') });
  });

  it('hands on why a connector refuses', async () => {
    const admin = await httpStub(() => ({ status: 404, body: { error: 'TENANT_UNKNOWN', message: 'No such tenant.', details: ['acme'] } }));
    const ran = await runnerAt(Number(new URL(admin.url).port))('status');
    await admin.close();
    expect(ran).toMatchObject({ code: 1, err: expect.stringContaining('TENANT_UNKNOWN: No such tenant. acme') });
  });
});

describe('the log of a running connector', () => {
  it('says of each event what became of it, and repeats nothing that a customer wrote', async () => {
    const lines = service.log.entries.map((line) => JSON.stringify(line));
    expect(lines.some((line) => line.includes('STRING_TOO_LONG'))).toBe(true);
    expect(lines.filter((line) => line.includes('Secret Plans'))).toEqual([]);
    expect(lines.filter((line) => line.includes(service.env['MONETIZENOW_WEBHOOK_SECRET'] ?? '') || line.includes('"secret"'))).toEqual([]);
    expect(await logged('quote parked', 'p1')).toMatchObject({ level: 50, tenantId: 'default', eventType: 'connector.replay', code: 'STRING_TOO_LONG' });
  });
});
