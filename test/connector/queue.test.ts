import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../connector/src/errors.ts';
import { until } from '../../connector/src/queue/processes.ts';
import { startQueue } from '../../connector/src/queue/queue.ts';
import type { Queue } from '../../connector/src/queue/queue.ts';
import { SalesforceApiError } from '../../connector/src/salesforce/errors.ts';
import type { ReadResult, Steps, Written } from '../../connector/src/sync/steps.ts';
import { aLog, closedGate } from './support/gate.ts';
import { found, steps as stepsWith, written } from './support/steps.ts';
import { aWatcher } from './support/watcher.ts';
import type { Watcher } from './support/watcher.ts';

/** What the steps do is replaced by each test; the engine is started once, since it takes a second. */
let steps: Steps = stepsWith();
let seen: Watcher = aWatcher();
let queue: Queue;
const dataDir = mkdtempSync(join(tmpdir(), 'queue-test-'));

beforeAll(async () => {
  queue = await startQueue(
    { dataDir, parallelJobs: 4, pause: (_failures, askedMs) => askedMs ?? 10 },
    { read: (...ids) => steps.read(...ids), write: (...ids) => steps.write(...ids) },
    {
      received: () => undefined,
      refused: () => undefined,
      apiUsage: () => undefined,
      coalesced: (...told) => seen.observer.coalesced(...told),
      done: (...told) => seen.observer.done(...told),
      willRetry: (...told) => seen.observer.willRetry(...told),
      parked: (...told) => seen.observer.parked(...told),
      engineMessage: (...told) => seen.observer.engineMessage(...told),
    },
  );
});
beforeEach(() => void (seen = aWatcher()));
afterEach(() => void (steps = stepsWith()));
afterAll(async () => {
  await queue.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const event = (eventId: string, quoteId: string, version: number | null = null) => ({
  tenantId: 'default',
  eventId,
  quoteId,
  eventType: 'quote.updated',
  version,
});
const locked = () => new SalesforceApiError({ errorCode: 'UNABLE_TO_LOCK_ROW', message: 'locked', statusCode: 400 });
const refused = () => new SalesforceApiError({ errorCode: 'REQUIRED_FIELD_MISSING', message: 'no name', statusCode: 400 });
/** The engine keeps what became of a job a moment after the job has told it. */
const parkedAre = async (count: number) => {
  await until(async () => (await queue.parked()).length === count, 5_000);
  return queue.parked();
};
/** A read that answers one version after the other, and the last one ever after. */
const readsInTurn = (...results: ReadResult[]) => async () => (results.length > 1 ? results.shift() : results[0]) as ReadResult;

describe('the queue', () => {
  it('does the work of an event once, however often it is delivered', async () => {
    const reads = aLog<string>();
    steps = stepsWith({ read: async (_tenant, id) => (reads.add(id), found()) });
    const answers = [await queue.enqueue(event('same', 'q1')), await queue.enqueue(event('same', 'q1'))];
    await seen.done.reached(1);
    await queue.enqueue(event('next', 'q1'));
    await seen.done.reached(2);
    answers.push(await queue.enqueue(event('same', 'q1')));
    expect(answers.map(({ duplicate }) => duplicate)).toEqual([false, true, true]);
    expect([seen.ended.entries, reads.entries]).toEqual([
      ['same', 'next'],
      ['q1', 'q1'],
    ]);
  });

  it('takes the same event id of two tenants for two events, of two quotes', async () => {
    const reads = aLog<string>();
    steps = stepsWith({ read: async (...ids) => (reads.add(ids.join(' ')), found()) });
    await queue.enqueue(event('shared', 'q-tenants'));
    expect(await queue.enqueue({ ...event('shared', 'q-tenants'), tenantId: 'other' })).toEqual({ duplicate: false });
    await seen.done.reached(2);
    expect(reads.entries.toSorted()).toEqual(['default q-tenants', 'other q-tenants']);
  });

  it('works on one quote in the order of its events and never twice at once, while other quotes go on', async () => {
    const [begun, gate] = [closedGate(), closedGate()];
    const events: string[] = [];
    let running = 0;
    let most = 0;
    steps = stepsWith({
      read: async (_tenant, id) => {
        if (id !== 'slow') return found();
        most = Math.max(most, (running += 1));
        begun.open();
        await gate.passed;
        running -= 1;
        return found();
      },
    });
    await queue.enqueue(event('s1', 'slow'));
    await begun.passed;
    for (const eventId of ['s2', 's3']) await queue.enqueue(event(eventId, 'slow'));
    await queue.enqueue(event('f1', 'fast'));
    expect(await seen.ended.reached(1), 'the other quote is not held up').toEqual(['f1']);
    gate.open();
    events.push(...(await seen.ended.reached(4)));
    expect(events).toEqual(['f1', 's1', 's2', 's3']);
    expect(most).toBe(1);
  });

  it('answers events that came before a read began from that read, and not those that came later', async () => {
    const [first, second, reads] = [closedGate(), closedGate(), aLog<string>()];
    const gates = [first.passed, second.passed];
    steps = stepsWith({ read: async (_tenant, id) => (reads.add(id), await gates.shift(), found()) });
    await queue.enqueue(event('c1', 'q-coalesce'));
    await reads.reached(1);
    for (const eventId of ['c2', 'c3', 'c4']) await queue.enqueue(event(eventId, 'q-coalesce'));
    first.open();
    await reads.reached(2);
    await queue.enqueue(event('c5', 'q-coalesce'));
    second.open();
    expect(await seen.ended.reached(5)).toEqual(['c1', 'c2', 'c3', 'c4', 'c5']);
    expect([seen.done.entries, seen.coalesced.entries]).toEqual([
      ['c1', 'c2', 'c5'],
      ['c3', 'c4'],
    ]);
  });

  it('reads again for an event that tells of more than the read before it held', async () => {
    const [gate, reads] = [closedGate(), aLog<string>()];
    const answer = readsInTurn(found(1), found(2), found(3));
    steps = stepsWith({ read: async (_tenant, id) => (reads.add(id), await gate.passed, answer()) });
    await queue.enqueue(event('v1', 'q-told', 1));
    await reads.reached(1);
    await queue.enqueue(event('v2', 'q-told', 2));
    await queue.enqueue(event('v3', 'q-told', 3));
    gate.open();
    await seen.ended.reached(3);
    expect([seen.done.entries, seen.coalesced.entries]).toEqual([['v1', 'v2', 'v3'], []]);
  });

  it('reads again before it tries a write again', async () => {
    const writes: (number | null)[] = [];
    let reads = 0;
    steps = {
      read: async () => found((reads += 1)),
      write: async (_tenant, _id, read) => {
        writes.push(read.kind === 'quote' ? read.version : null);
        if (writes.length < 3) throw locked();
        return written;
      },
    };
    await queue.enqueue(event('locked', 'q-lock'));
    await seen.done.reached(1);
    expect([writes, seen.retries.entries]).toEqual([[1, 2, 3], ['locked: UNABLE_TO_LOCK_ROW', 'locked: UNABLE_TO_LOCK_ROW']]);
  });

  it('waits for as long as the other side asks', async () => {
    let [first, second] = [0, 0];
    steps = stepsWith({
      read: async () => {
        if (first > 0) {
          second = performance.now();
          return found();
        }
        first = performance.now();
        throw new ConnectorError('MONETIZENOW_UNAVAILABLE', { retryAfterMs: 900 });
      },
    });
    await queue.enqueue(event('asked', 'q-asked'));
    await seen.done.reached(1);
    expect(second - first).toBeGreaterThanOrEqual(900);
  });

  it('is not held up by more failing quotes than there are places for jobs', async () => {
    const attempts = aLog<string>();
    let isMended = false;
    steps = stepsWith({
      read: async (_tenant, id) => {
        if (!id.startsWith('failing') || isMended) return found();
        attempts.add(id);
        throw new ConnectorError('MONETIZENOW_UNAVAILABLE');
      },
    });
    const failing = Array.from({ length: 8 }, (_, index) => `failing-${index}`);
    for (const id of failing) await queue.enqueue(event(`of ${id}`.replace(' ', '-'), id));
    await attempts.reached(8);
    await queue.enqueue(event('healthy', 'q-healthy'));
    expect(await seen.done.reached(1)).toEqual(['healthy']);
    isMended = true;
    expect((await seen.done.reached(9)).toSorted()).toEqual(['healthy', ...failing.map((id) => `of-${id}`)].toSorted());
  });

  it('works on so many quotes of a tenant at once, and on those of another beside them', async () => {
    const gate = closedGate();
    const begun = aLog<string>();
    steps = stepsWith({ read: async (tenant, id) => (begun.add(id), tenant === 'default' && (await gate.passed), found()) });
    const hanging = Array.from({ length: 40 }, (_, index) => `hanging-${index}`);
    for (const id of hanging) await queue.enqueue(event(`of-${id}`, id));
    await begun.reached(4);
    await queue.enqueue({ ...event('other', 'q-other'), tenantId: 'other' });
    expect(await seen.done.reached(1)).toEqual(['other']);
    expect(begun.entries).toHaveLength(5);
    gate.open();
    expect(await seen.done.reached(41)).toHaveLength(41);
  });

  it('takes ids of quotes that are not safe in an address', async () => {
    const id = "a/b c?d#é%'🦜";
    const reads = aLog<string>();
    steps = stepsWith({ read: async (_tenant, key) => (reads.add(key), found()) });
    await queue.enqueue(event('odd', id));
    await seen.done.reached(1);
    expect(reads.entries).toEqual([id]);
  });

  it('takes a quote that is larger than a record of the engine may be', async () => {
    steps = stepsWith({ read: async () => ({ kind: 'quote', version: 1, quote: { description: 'x'.repeat(40 << 20) } as never }) });
    await queue.enqueue(event('huge', 'q-huge'));
    expect(await seen.done.reached(1)).toEqual(['huge']);
  });

  it('refuses a data folder that another connector uses', async () => {
    await expect(startQueue({ dataDir, parallelJobs: 1 }, steps, seen.observer)).rejects.toMatchObject({ code: 'DATA_FOLDER_IN_USE' });
    expect(await queue.isReady(), 'the first one is not disturbed').toBe(true);
  });
});

describe('a quote that fails for good', () => {
  it('is parked with its reason, listed, and taken up by its next event', async () => {
    steps = stepsWith({ write: async () => Promise.reject(refused()) });
    await queue.enqueue(event('bad', 'q-parked'));
    expect(await seen.parked.reached(1)).toEqual(['bad: REQUIRED_FIELD_MISSING']);
    expect(await parkedAre(1)).toEqual([
      {
        tenantId: 'default',
        quoteId: 'q-parked',
        code: 'REQUIRED_FIELD_MISSING',
        reason: 'REQUIRED_FIELD_MISSING: no name',
        since: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        eventId: 'bad',
        attempts: 1,
      },
    ]);
    steps = stepsWith();
    await queue.enqueue(event('good', 'q-parked'));
    await seen.done.reached(1);
    expect(await parkedAre(0)).toEqual([]);
  });

  it('does not have later events answered from a read that came to nothing', async () => {
    const [gate, reads] = [closedGate(), aLog<string>()];
    let writes = 0;
    steps = {
      read: async (_tenant, id) => (reads.add(id), await gate.passed, found()),
      write: async () => ((writes += 1) === 1 ? Promise.reject(refused()) : written),
    };
    await queue.enqueue(event('n1', 'q-nothing'));
    await reads.reached(1);
    await queue.enqueue(event('n2', 'q-nothing'));
    await queue.enqueue(event('n3', 'q-nothing'));
    gate.open();
    expect(await seen.ended.reached(3)).toEqual(['n1', 'n2', 'n3']);
    expect([seen.parked.entries, seen.done.entries, seen.coalesced.entries]).toEqual([['n1: REQUIRED_FIELD_MISSING'], ['n2'], ['n3']]);
  });

  it('is tried again by resume, and forgotten by drop', async () => {
    steps = stepsWith({ write: async () => Promise.reject(refused()) });
    await queue.enqueue(event('r1', 'q-resumed'));
    await queue.enqueue(event('d1', "q-dropped/'"));
    await seen.parked.reached(2);
    await parkedAre(2);
    steps = stepsWith();
    expect(await queue.resume('default', 'q-resumed')).toBe(true);
    expect(await seen.done.reached(1)).toEqual([expect.stringMatching(/^resume-/)]);
    expect(await queue.drop('default', "q-dropped/'")).toBe(true);
    expect(await parkedAre(0)).toEqual([]);
    expect([await queue.resume('default', 'q-resumed'), await queue.drop('default', 'q-resumed')], 'nothing is parked any more').toEqual([false, false]);
    expect(seen.done.entries).toHaveLength(1);
  });
});

describe('a read that lags behind', () => {
  it('is made again when it is older than what was applied', async () => {
    const writes = aLog<number | null>();
    steps = {
      read: readsInTurn(found(5), found(4), found(6)),
      write: async (_tenant, _quote, read) => (writes.add(read.kind === 'quote' ? read.version : null), written),
    };
    await queue.enqueue(event('five', 'q-stale'));
    await seen.done.reached(1);
    await queue.enqueue(event('six', 'q-stale'));
    await seen.done.reached(2);
    expect([writes.entries, seen.retries.entries]).toEqual([[5, 6], ['six: STALE_READ']]);
  });

  it('is made again when it is older than its event', async () => {
    const writes = aLog<number | null>();
    steps = {
      read: readsInTurn(found(1), found(2)),
      write: async (_tenant, _quote, read) => (writes.add(read.kind === 'quote' ? read.version : null), written),
    };
    await queue.enqueue(event('two', 'q-behind', 2));
    await seen.done.reached(1);
    expect([writes.entries, seen.retries.entries]).toEqual([[2], ['two: STALE_READ']]);
  });

  it('is made again when it knows nothing of a quote that its event shows', async () => {
    const writes = aLog<string>();
    steps = {
      read: readsInTurn({ kind: 'gone' }, found(1)),
      write: async (_tenant, _quote, read) => (writes.add(read.kind), written),
    };
    await queue.enqueue(event('new', 'q-new', 1));
    await seen.done.reached(1);
    expect(writes.entries).toEqual(['quote']);
  });

  it('is made again when it does not know a quote that was applied, and believed in the end', async () => {
    const writes = aLog<string>();
    const gone: ReadResult = { kind: 'gone' };
    const answers = { made: readsInTurn(found(1)), changed: readsInTurn(gone, found(2)), deleted: readsInTurn(gone) };
    for (const [index, eventId] of (['made', 'changed', 'deleted'] as const).entries()) {
      steps = { read: answers[eventId], write: async (_tenant, _quote, read) => (writes.add(read.kind), written) };
      await queue.enqueue(event(eventId, 'q-deleted'));
      await seen.done.reached(index + 1);
    }
    expect([writes.entries, seen.retries.entries]).toEqual([
      ['quote', 'quote', 'gone'],
      ['changed: STALE_READ', ...Array.from({ length: 6 }, () => 'deleted: STALE_READ')],
    ]);
  });

  it('is believed at once when it finds gone what was gone before, whatever late events tell, and so is one that finds the quote', async () => {
    const writes = aLog<string>();
    const gone: ReadResult = { kind: 'gone' };
    const answers = { first: readsInTurn(gone), late: readsInTurn(gone), found: readsInTurn(found(9)) };
    for (const [index, eventId] of (['first', 'late', 'found'] as const).entries()) {
      const write = async (_tenant: string, _quote: string, { kind }: ReadResult): Promise<Written> => (writes.add(kind), { ...written, outcome: kind === 'gone' ? 'archived' : 'synced' });
      steps = { read: answers[eventId], write };
      await queue.enqueue(event(eventId, 'q-gone', index + 1));
      await seen.done.reached(index + 1);
    }
    expect(writes.entries).toEqual(['gone', 'gone', 'quote']);
    expect(seen.retries.entries).toEqual(Array.from({ length: 6 }, () => 'first: STALE_READ'));
  });

  it('is made again when Salesforce refuses it because it holds something newer, half of which may be missing', async () => {
    const outcomes: Written['outcome'][] = ['superseded', 'superseded', 'synced'];
    steps = { read: async () => found(2), write: async () => ({ ...written, outcome: outcomes.shift() ?? 'synced' }) };
    await queue.enqueue(event('refused', 'q-superseded'));
    await seen.done.reached(1);
    expect([outcomes, seen.retries.entries]).toEqual([[], ['refused: STALE_READ', 'refused: STALE_READ']]);
  });

  it('is parked when Salesforce stays newer', async () => {
    steps = stepsWith({ write: async () => ({ ...written, outcome: 'superseded' }) });
    await queue.enqueue(event('behind', 'q-behind-for-ever'));
    expect(await seen.parked.reached(1)).toEqual(['behind: STALE_READ']);
    expect(await parkedAre(1)).toMatchObject([{ code: 'STALE_READ', attempts: 7, reason: expect.stringContaining('Salesforce holds a newer state') }]);
    expect(seen.done.entries).toEqual([]);
    await queue.drop('default', 'q-behind-for-ever');
  });

  it('is parked when it stays older than what was applied, and never written', async () => {
    const writes = aLog<number | null>();
    steps = {
      read: readsInTurn(found(5), found(4)),
      write: async (_tenant, _quote, read) => (writes.add(read.kind === 'quote' ? read.version : null), written),
    };
    await queue.enqueue(event('five', 'q-stays'));
    await seen.done.reached(1);
    await queue.enqueue(event('older', 'q-stays'));
    expect(await seen.parked.reached(1)).toEqual(['older: STALE_READ']);
    expect([writes.entries, seen.retries.entries.length]).toEqual([[5], 6]);
    expect(await parkedAre(1)).toMatchObject([{ code: 'STALE_READ', attempts: 7 }]);
    await queue.drop('default', 'q-stays');
  });

  it('is written in the end, and parked, when only the event told of more', async () => {
    const writes = aLog<number | null>();
    steps = {
      read: async () => found(1),
      write: async (_tenant, _quote, read) => (writes.add(read.kind === 'quote' ? read.version : null), written),
    };
    await queue.enqueue(event('hint', 'q-hint', 9));
    expect(await seen.parked.reached(1)).toEqual(['hint: STALE_READ']);
    expect(writes.entries).toEqual([1]);
    await parkedAre(1);
    await queue.drop('default', 'q-hint');
  });
});

describe("the queue's figures", () => {
  it('count what waits and runs, and how long the oldest has', async () => {
    const [gate, reads] = [closedGate(), aLog<string>()];
    steps = stepsWith({ read: async (_tenant, id) => (reads.add(id), await gate.passed, found()) });
    for (const [eventId, quoteId] of [['a1', 'q-a'], ['a2', 'q-a'], ['b1', 'q-b']] as const) await queue.enqueue(event(eventId, quoteId));
    await reads.reached(2);
    const busy = await queue.stats();
    gate.open();
    await seen.ended.reached(3);
    expect(busy).toEqual({ backlog: 3, running: 2, parked: 0, oldestMs: expect.any(Number) });
    expect(busy.oldestMs).toBeGreaterThan(0);
  });
});
