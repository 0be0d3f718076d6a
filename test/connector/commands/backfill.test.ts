import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AdminClient } from '../../../connector/src/commands/admin-client.ts';
import { backfillCommand } from '../../../connector/src/commands/backfill.ts';
import { ConnectorError } from '../../../connector/src/errors.ts';
import { openMonetizeNow } from '../../../connector/src/monetizenow/client.ts';
import { runner } from '../support/run-command.ts';
import { startStandIn } from '../support/stand-in.ts';
import type { StandIn } from '../support/stand-in.ts';
import { aTenant } from '../support/tenants.ts';

let standIn: StandIn;
let dataDir: string;
/** What the connector was asked for, and what the command waited, in order. */
let events: (string | readonly string[])[];
/** Requests to the connector before one fails. */
let healthy: number;
let interruption: AbortController | undefined;

beforeEach(async () => {
  standIn = await startStandIn();
  dataDir = mkdtempSync(join(tmpdir(), 'backfill-test-'));
  [events, healthy] = [[], Infinity];
});
afterEach(async () => {
  await standIn.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `q${from + index}`);
const put = (...quotes: string[]) => quotes.forEach((id) => standIn.store.put({ id, description: id, status: id === 'q1' ? 'SENT' : 'DRAFT', type: 'NEW', accountId: 'acct_1' }));

function run(...args: string[]) {
  const replay: AdminClient['replay'] = async (_tenant, quoteIds) => {
    if ((healthy -= 1) < 0) throw new ConnectorError('CONNECTOR_NOT_RUNNING');
    events.push(quoteIds);
    return quoteIds.length;
  };
  const backfill = backfillCommand({
    client: () => ({ replay }) as AdminClient,
    tenants: () => [aTenant({ MONETIZENOW_API_URL: standIn.url })],
    list: ({ monetizenow }, filter) => openMonetizeNow(monetizenow).listQuotes(filter),
    dataDir: () => dataDir,
    now: Date.now,
    wait: async (ms) => {
      events.push(`${ms} ms`);
      // Ctrl-C comes while it waits.
      interruption?.abort();
    },
    interruption: () => (interruption ?? new AbortController()).signal,
  });
  return runner({ backfill })('backfill', ...args);
}
const queued = () => events.filter((event) => typeof event !== 'string').flat().toSorted();

describe('backfill', () => {
  it('puts every quote in line once, over all pages', async () => {
    put(...ids(1, 250));
    const { code, out } = await run('--rate', '1000');
    expect([code, queued()]).toEqual([0, ids(1, 250).toSorted()]);
    expect(out).toMatch(/\[#{30}\] 250 of 250 quotes in line\nDone: 250 quotes put in line, 250 found\. .*status\n$/);
  });

  it('never puts more in line within a minute than the rate', async () => {
    put(...ids(1, 7));
    const { out } = await run('--rate', '3');
    expect(events.map((event) => (typeof event === 'string' ? event : event.length))).toEqual([3, '60000 ms', 3, '60000 ms', 1]);
    expect(out).toContain('3 of 7 quotes in line, about 2 minutes left');
  });

  it('waits in proportion where more than a hundred go in line at once', async () => {
    put(...ids(1, 150));
    await run('--rate', '300');
    expect(events.map((event) => (typeof event === 'string' ? event : event.length))).toEqual([100, '20000 ms', 50]);
  });

  it('goes on where it was broken off, with what the list has gained meanwhile', async () => {
    put(...ids(1, 4));
    healthy = 1;
    const broken = await run('--rate', '2');
    expect([broken.code, queued().length]).toEqual([1, 2]);
    expect(broken.err).toContain('npm run connector');
    healthy = Infinity;
    put('q5');
    const { code, out } = await run('--rate', '2');
    expect([code, queued()]).toEqual([0, ids(1, 5)]);
    expect(out).toContain('Going on: 2 quotes of 5 were put in line before. --restart begins anew.');
    expect(readdirSync(join(dataDir, 'backfill')), 'a finished backfill leaves nothing').toEqual([]);
  });

  it('broken off by Ctrl-C says how to go on, and goes on', async () => {
    put(...ids(1, 6));
    interruption = new AbortController();
    const { code, out } = await run('--rate', '2');
    expect([code, queued().length, out]).toEqual([1, 2, expect.stringMatching(/Broken off: 2 quotes put in line, 6 found\. The same command goes on from here\.\n$/)]);
    interruption = undefined;
    await run('--rate', '2');
    expect(queued()).toEqual(ids(1, 6));
  });

  it('has a journal for whatever filter, however long', async () => {
    put(...ids(1, 2));
    expect((await run('--filter', `account=${'ü'.repeat(300)}`)).code).toBe(0);
    healthy = 1;
    put(...ids(3, 4).map((id) => id));
    expect((await run('--rate', '2', '--filter', 'account=acct_1')).code).toBe(1);
    expect(readdirSync(join(dataDir, 'backfill'))).toEqual([expect.stringMatching(/^default-[0-9a-f]{16}\.txt$/)]);
  });

  it('loses none where quotes have left the list meanwhile', async () => {
    put(...ids(2, 5));
    healthy = 1;
    await run('--rate', '2', '--filter', 'status=DRAFT');
    const first = queued();
    for (const id of first) standIn.store.put({ id, description: id, status: 'SENT' });
    healthy = Infinity;
    await run('--rate', '2', '--filter', 'status=DRAFT');
    expect([first.length, queued()]).toEqual([2, ids(2, 5)]);
  });

  it('--restart begins anew', async () => {
    put(...ids(1, 4));
    healthy = 1;
    await run('--rate', '2');
    [healthy, events] = [Infinity, []];
    await run('--rate', '2', '--restart');
    expect(queued()).toEqual(ids(1, 4));
  });

  it('keeps one journal for each filter, in whatever order it is given', async () => {
    put(...ids(1, 4));
    healthy = 1;
    await run('--rate', '2', '--filter', 'type=NEW', '--filter', 'account=acct_1');
    [healthy, events] = [Infinity, []];
    await run('--rate', '2');
    expect(queued(), 'another filter').toEqual(ids(1, 4));
    events = [];
    await run('--rate', '2', '--filter', 'account=acct_1', '--filter', 'type=NEW');
    expect(queued()).toHaveLength(2);
  });

  it('--dry-run counts and does nothing', async () => {
    put(...ids(1, 3));
    expect(await run('--dry-run', '--rate', '2')).toEqual({ code: 0, out: '3 quotes would be synced, in about 2 minutes. Nothing was done.\n', err: '' });
    expect([events, readdirSync(dataDir)]).toEqual([[], []]);
  });

  it('syncs what the filters name', async () => {
    put(...ids(1, 3));
    await run('--filter', 'status=SENT');
    expect(queued()).toEqual(['q1']);
    await run('--filter', 'status=sent', '--filter', 'since=1h');
    expect(queued(), 'in small letters, too').toEqual(['q1', 'q1']);
  });

  it('--json writes one document and nothing else', async () => {
    put(...ids(1, 3));
    const { out } = await run('--json');
    expect(JSON.parse(out)).toEqual({ found: 3, queued: 3 });
  });

  it.each([
    [['--filter', 'colour=red'], /--filter colour=red is not known: give status=…, type=…, account=…, since=…/],
    [['--filter', 'status'], /--filter status is not known/],
    [['--filter', 'status=A', '--filter', 'status=B'], /--filter status is given twice/],
    [['--filter', 'since=yesterday'], /"yesterday" is no time/],
    [['--rate', '0'], /--rate must be a whole number/],
    [['--rate', 'fast'], /--rate must be a whole number/],
    [['--tenant', 'acme'], /There is no tenant acme; there is default/],
  ])('refuses %j', async (args, reason) => {
    const { code, err } = await run(...args);
    expect([code, events]).toEqual([2, []]);
    expect(err).toMatch(reason);
  });
});
