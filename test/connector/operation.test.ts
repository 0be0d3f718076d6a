import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { observers } from '../../connector/src/observer.ts';
import type { Observer, SeenEvent } from '../../connector/src/observer.ts';
import { adviceFor, adviceForRefused, advices } from '../../connector/src/operation/advice.ts';
import { logObserver } from '../../connector/src/operation/log.ts';
import { createMetrics } from '../../connector/src/operation/metrics.ts';
import { rememberRecent } from '../../connector/src/operation/recent.ts';
import { statusPage } from '../../connector/src/operation/status-page.ts';
import { statusOf } from '../../connector/src/operation/status.ts';
import type { Status } from '../../connector/src/operation/status.ts';
import { written } from './support/steps.ts';

const event: SeenEvent = { tenantId: 'acme', quoteId: 'q1', eventId: 'e1', eventType: 'quote.updated' };
const SECRET_TEXT = 'Secret Plans of Acme';
const failedItem = { key: 'item', code: 'STRING_TOO_LONG', message: SECRET_TEXT };

/** One of everything that an observer may be told. */
function tellEverything(observer: Observer): void {
  observer.received(event, false);
  observer.received(event, true);
  observer.refused('SIGNATURE_REFUSED');
  observer.coalesced(event);
  observer.done(event, { ...written, outcome: 'partial', items: 3, failedItems: [failedItem], salesforceRequests: 2 }, { readMs: 100, writeMs: 2_000, lagMs: 4_000 });
  observer.willRetry(event, { code: 'UNABLE_TO_LOCK_ROW', reason: SECRET_TEXT, isWait: false });
  observer.willRetry(event, { code: 'REQUEST_LIMIT_EXCEEDED', reason: SECRET_TEXT, isWait: true });
  observer.parked(event, { code: 'STRING_TOO_LONG', reason: SECRET_TEXT });
  observer.apiUsage('acme', { used: 25, max: 15_000 });
  observer.engineMessage('error', 'engine');
}

describe('metrics', () => {
  const calm = { backlog: 4, running: 2, parked: 1, oldestMs: 1_500 };

  it('count what the observer is told', async () => {
    const metrics = createMetrics(async () => calm);
    tellEverything(metrics.observer);
    metrics.observer.received({ ...event, eventType: 'quote.invented' }, false);
    const text = await metrics.text();
    expect(text.split('\n')).toEqual(
      expect.arrayContaining([
        'connector_events_total{tenant="acme",type="quote.updated",duplicate="false"} 1',
        'connector_events_total{tenant="acme",type="quote.updated",duplicate="true"} 1',
        'connector_events_total{tenant="acme",type="other",duplicate="false"} 1',
        'connector_requests_refused_total{code="SIGNATURE_REFUSED"} 1',
        'connector_events_coalesced_total{tenant="acme"} 1',
        'connector_jobs_total{tenant="acme",outcome="partial"} 1',
        'connector_items_failed_total{tenant="acme",code="STRING_TOO_LONG"} 1',
        'connector_retries_total{tenant="acme",code="UNABLE_TO_LOCK_ROW"} 1',
        'connector_retries_total{tenant="acme",code="REQUEST_LIMIT_EXCEEDED"} 1',
        'connector_parked_total{tenant="acme",code="STRING_TOO_LONG"} 1',
        'connector_salesforce_requests_total{tenant="acme"} 2',
        'connector_lag_seconds_sum{tenant="acme",outcome="partial"} 4',
        'connector_step_seconds_sum{tenant="acme",step="read"} 0.1',
        'connector_step_seconds_sum{tenant="acme",step="write"} 2',
        'connector_salesforce_api_used{tenant="acme"} 25',
        'connector_salesforce_api_limit{tenant="acme"} 15000',
      ]),
    );
    expect(text).not.toContain(SECRET_TEXT);
    expect(text).not.toContain('q1');
  });

  it('show the figures that the queue has now, not those of the reading before', async () => {
    let stats = calm;
    const metrics = createMetrics(async () => stats);
    const figures = async () => (await metrics.text()).match(/^connector_queue_\w+ .*/gm);
    expect(await figures()).toEqual(['connector_queue_up 1', 'connector_queue_backlog 4', 'connector_queue_running 2', 'connector_queue_parked 1', 'connector_queue_oldest_seconds 1.5']);
    stats = { backlog: 0, running: 0, parked: 0, oldestMs: 0 };
    expect(await figures()).toEqual(['connector_queue_up 1', 'connector_queue_backlog 0', 'connector_queue_running 0', 'connector_queue_parked 0', 'connector_queue_oldest_seconds 0']);
  });

  it('show the room on the disk, where it is ours', async () => {
    let disk: { freeBytes: number; reserveBytes: number } | null = { freeBytes: 7, reserveBytes: 5 };
    const metrics = createMetrics(async () => calm, async () => disk);
    const figures = async () => (await metrics.text()).match(/^connector_disk_\w+ .*/gm);
    expect(await figures()).toEqual(['connector_disk_free_bytes 7', 'connector_disk_reserve_bytes 5']);
    disk = null;
    expect(await figures()).toBeNull();
  });

  it('are read once for all who ask at a time', async () => {
    let asked = 0;
    const metrics = createMetrics(async () => ((asked += 1), calm));
    const [first, second] = await Promise.all([metrics.text(), metrics.text()]);
    expect([first, asked]).toEqual([second, 1]);
    await metrics.text();
    expect(asked).toBe(2);
  });

  it('can be read while the queue does not answer', async () => {
    let isUp = true;
    const metrics = createMetrics(async () => {
      if (isUp) return calm;
      throw new Error('the engine is down');
    });
    await metrics.text();
    isUp = false;
    expect((await metrics.text()).match(/^connector_queue_\w+ .*/gm), 'no figure that may be wrong').toEqual(['connector_queue_up 0']);
  });
});

describe('log lines', () => {
  const lines: string[] = [];
  tellEverything(logObserver(pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) })));
  const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);

  it('name event, quote and tenant of whatever happens to an event', () => {
    const about = ['event stored', 'event coalesced', 'quote synced', 'quote will be retried', 'quote parked'];
    expect(new Set(entries.map(({ msg }) => msg))).toEqual(new Set([...about, 'request refused', 'salesforce api usage', 'engine']));
    expect(entries.filter(({ msg }) => about.includes(String(msg))).every((entry) => Object.entries(event).every(([name, value]) => entry[name] === value))).toBe(true);
  });

  it('have codes and figures, and nothing that a customer wrote', () => {
    expect(lines.filter((line) => line.includes(SECRET_TEXT))).toEqual([]);
    expect(entries.find(({ msg }) => msg === 'quote parked')).toMatchObject({ level: 50, code: 'STRING_TOO_LONG' });
    expect(entries.find(({ msg }) => msg === 'quote synced')).toMatchObject({ level: 30, outcome: 'partial', items: 3, lagMs: 4_000, failedItems: [{ key: 'item', code: 'STRING_TOO_LONG' }] });
  });
});

describe('what is remembered', () => {
  it('are the last syncs and failures, the latest first, and totals of everything', () => {
    let now = Date.UTC(2026, 0, 5);
    const recent = rememberRecent(2, () => now);
    for (const quoteId of ['a', 'b', 'c']) {
      recent.observer.done({ ...event, quoteId }, written, { readMs: 1, writeMs: 1, lagMs: 1 });
      now += 1_000;
    }
    tellEverything(recent.observer);
    expect(recent.syncs().map(({ quoteId, at, failedItems }) => [quoteId, at, failedItems])).toEqual([
      ['q1', '2026-01-05T00:00:03.000Z', 1],
      ['c', '2026-01-05T00:00:02.000Z', 0],
    ]);
    expect(recent.failures().map(({ code, next, reason }) => [code, next, reason])).toEqual([
      ['STRING_TOO_LONG', 'park', SECRET_TEXT],
      ['REQUEST_LIMIT_EXCEEDED', 'wait', SECRET_TEXT],
    ]);
    expect(recent.totals()).toEqual({ received: 1, duplicate: 1, coalesced: 1, done: 4, retried: 2, parked: 1, refused: 1 });
    recent.observer.refused('SIGNATURE_REFUSED');
    expect(recent.refusals()).toEqual([{ code: 'SIGNATURE_REFUSED', count: 2 }]);
  });
});

describe('several observers', () => {
  it('are told the same', () => {
    const [first, second] = [rememberRecent(5, Date.now), rememberRecent(5, Date.now)];
    tellEverything(observers([first.observer, second.observer]));
    expect(first.totals()).toEqual(second.totals());
    expect(first.totals().parked).toBe(1);
  });
});

describe('the status', () => {
  const parts = { recent: rememberRecent(5, Date.now), startedAt: '2026-01-05T00:00:00.000Z', tenants: ['acme'] };
  const fails = () => Promise.reject(new Error('the engine is down'));

  it('can be asked for while the queue engine does not answer', async () => {
    const status = await statusOf({ ...parts, queue: { isReady: async () => false, stats: fails, parked: fails, disk: () => null } });
    expect(status).toMatchObject({ ready: false, queue: null, parked: null, tenants: ['acme'] });
    expect(statusPage(status)).toMatch(/<td>not ready<\/td>[^]*<td>Waiting or running<\/td><td>unknown<\/td>[^]*The queue engine does not answer\./);
  });
});

describe('the status page', () => {
  const dangerous = `<script>alert("&")</script>`;
  const at = '2026-01-05T00:00:00.000Z';
  const status: Status = {
    ready: true,
    startedAt: at,
    tenants: [dangerous],
    disk: null,
    queue: { backlog: 1, running: 1, parked: 1, oldestMs: 2_345 },
    totals: { received: 1, duplicate: 0, coalesced: 0, done: 1, retried: 0, parked: 1, refused: 0 },
    refusals: [{ code: 'SIGNATURE_REFUSED', count: 3 }],
    recent: [{ at, tenantId: 'acme', quoteId: dangerous, outcome: 'synced', items: 1, failedItems: 0, lagMs: 1_234 }],
    failures: [{ at, tenantId: 'acme', quoteId: 'q', code: dangerous, reason: dangerous, next: 'retry' }],
    parked: [{ tenantId: 'acme', quoteId: dangerous, code: dangerous, reason: dangerous, since: at, eventId: 'e', attempts: 1 }],
  };
  const page = statusPage(status);

  it('shows last syncs, lag, parked quotes and failures', () => {
    for (const text of ['<td>0, 3 SIGNATURE_REFUSED</td>', '<td>2.3 s</td>', '<td>1234 ms</td>', 'Parked quotes (1)', 'Last failures']) expect(page).toContain(text);
  });

  it('escapes what it shows, and would let nothing of it run', () => {
    expect(page.match(/<script/g)).toBeNull();
    expect(page.match(/&lt;script&gt;alert\(&quot;&amp;&quot;\)&lt;\/script&gt;/g)).toHaveLength(7);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
  });

  it('says so where there is nothing', () => {
    expect(statusPage({ ...status, recent: [], failures: [], parked: [] })).toMatch(/<p>None\.<\/p>[^]*<p>None yet\.<\/p>[^]*<p>None\.<\/p>/);
  });
});

describe('advice', () => {
  it('names a code once, and has something for codes that it does not name', () => {
    const codes = advices.flatMap((advice) => advice.codes);
    expect(new Set(codes).size).toBe(codes.length);
    expect(adviceFor('SOME_NEW_CODE')).toMatch(/Salesforce's own words/);
    expect(adviceForRefused('SOME_NEW_CODE')).toMatch(/docs\/connector\.md/);
  });

  it('of a refused request is for the sender, also where the same code parks a quote', () => {
    expect([adviceForRefused('TENANT_UNKNOWN'), adviceForRefused('SIGNATURE_REFUSED')]).toEqual([expect.stringMatching(/address has to end/), expect.stringMatching(/MONETIZENOW_WEBHOOK_SECRET/)]);
  });
});
