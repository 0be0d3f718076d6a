import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConnectorError } from '../../connector/src/errors.ts';
import { commandOf } from '../../connector/src/queue/processes.ts';
import { startQueue } from '../../connector/src/queue/queue.ts';
import type { Queue } from '../../connector/src/queue/queue.ts';
import type { JobSteps } from '../../connector/src/queue/quote-object.ts';
import { SalesforceApiError } from '../../connector/src/salesforce/errors.ts';
import { aLog, closedGate } from './support/gate.ts';
import type { Log } from './support/gate.ts';

/** What the steps do is replaced by each test; the engine is started once, since it takes a second. */
const steps: { current: JobSteps<string, string> } = { current: { read: async (id) => id, write: async (id) => id } };
let done: Log<string>;
let failed: Log<string>;
beforeEach(() => {
  done = aLog();
  failed = aLog();
});

const start = (dataDir: string) =>
  startQueue(
    { dataDir, parallelJobs: 4 },
    { read: (id) => steps.current.read(id), write: (read) => steps.current.write(read) },
    {
      done: ({ eventId }) => done.add(eventId),
      failed: ({ eventId }, reason) => failed.add(`${eventId}: ${reason}`),
      willRetry: () => undefined,
      engineMessage: () => undefined,
    },
  );
const aFolder = () => mkdtempSync(join(tmpdir(), 'queue-test-'));
const event = (eventId: string, quoteId: string) => ({ eventId, quoteId, eventType: 'quote.updated' });
const steady: JobSteps<string, string> = { read: async (id) => id, write: async (id) => id };

describe('the queue', () => {
  const dataDir = aFolder();
  let queue: Queue;
  beforeAll(async () => void (queue = await start(dataDir)));
  afterEach(() => void (steps.current = steady));
  afterAll(async () => {
    await queue.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('does the work of an event once, however often it is delivered', async () => {
    const reads = aLog<string>();
    steps.current = { ...steady, read: async (id) => (reads.add(id), id) };
    const answers = [await queue.enqueue(event('same', 'q1')), await queue.enqueue(event('same', 'q1'))];
    await queue.enqueue(event('next', 'q1'));
    await done.reached(2);
    answers.push(await queue.enqueue(event('same', 'q1')));
    expect(answers.map(({ duplicate }) => duplicate)).toEqual([false, true, true]);
    expect([done.entries, reads.entries]).toEqual([
      ['same', 'next'],
      ['q1', 'q1'],
    ]);
  });

  it('works on one quote in the order of its events and never twice at once, while other quotes go on', async () => {
    const gate = closedGate();
    let running = 0;
    let most = 0;
    steps.current = {
      ...steady,
      read: async (id) => {
        if (id !== 'slow') return id;
        most = Math.max(most, (running += 1));
        await gate.passed;
        running -= 1;
        return id;
      },
    };
    for (const eventId of ['s1', 's2', 's3']) await queue.enqueue(event(eventId, 'slow'));
    await queue.enqueue(event('f1', 'fast'));
    expect(await done.reached(1), 'the other quote is not held up').toEqual(['f1']);
    gate.open();
    expect(await done.reached(4)).toEqual(['f1', 's1', 's2', 's3']);
    expect(most).toBe(1);
  });

  it('repeats a step that may succeed later and keeps what the step before it found', async () => {
    let reads = 0;
    let writes = 0;
    steps.current = {
      read: async (id) => `${id} read ${(reads += 1)}`,
      write: async (read) => {
        writes += 1;
        if (writes < 3)
          throw new SalesforceApiError({ errorCode: 'UNABLE_TO_LOCK_ROW', message: 'locked', statusCode: 400 });
        return read;
      },
    };
    await queue.enqueue(event('locked', 'q-lock'));
    await done.reached(1);
    expect([reads, writes]).toEqual([1, 3]);
  });

  it('gives a job up on a permanent error, says why, and goes on with the next event of that quote', async () => {
    steps.current = {
      ...steady,
      read: async () => Promise.reject(new ConnectorError('QUOTE_NOT_FOUND', { details: ['q-gone'] })),
    };
    await queue.enqueue(event('gone', 'q-gone'));
    expect(await failed.reached(1)).toEqual(['gone: MonetizeNow does not know this quote. q-gone']);
    steps.current = steady;
    await queue.enqueue(event('back', 'q-gone'));
    expect(await done.reached(1)).toEqual(['back']);
  });

  it('is not held up by more failing quotes than there are places for jobs', async () => {
    const attempts = aLog<string>();
    let isMended = false;
    steps.current = {
      ...steady,
      read: async (id) => {
        if (!id.startsWith('failing') || isMended) return id;
        attempts.add(id);
        throw new ConnectorError('MONETIZENOW_UNAVAILABLE');
      },
    };
    const failing = Array.from({ length: 8 }, (_, index) => `failing-${index}`);
    for (const id of failing) await queue.enqueue(event(`of ${id}`, id));
    await attempts.reached(8);
    await queue.enqueue(event('healthy', 'q-healthy'));
    expect(await done.reached(1)).toEqual(['healthy']);
    isMended = true;
    expect((await done.reached(9)).toSorted()).toEqual(['healthy', ...failing.map((id) => `of ${id}`)]);
  });

  it('takes ids of quotes that are not safe in an address', async () => {
    const id = 'a/b c?d#é';
    const reads = aLog<string>();
    steps.current = { ...steady, read: async (key) => (reads.add(key), key) };
    await queue.enqueue(event('odd', id));
    await done.reached(1);
    expect(reads.entries).toEqual([id]);
  });

  it('refuses a data folder that another connector uses', async () => {
    await expect(start(dataDir)).rejects.toMatchObject({ code: 'DATA_FOLDER_IN_USE' });
    expect(await queue.isReady(), 'the first one is not disturbed').toBe(true);
  });
});

describe('a queue that is started again', () => {
  const pids = (dataDir: string) =>
    JSON.parse(readFileSync(join(dataDir, 'engine.json'), 'utf8')) as { keeper: number; engine: number };
  let dataDir = '';
  beforeEach(() => void (dataDir = aFolder()));
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  it('finishes what was under way when it was stopped, at its new address', async () => {
    const reached = closedGate<string>();
    steps.current = { ...steady, read: async (id) => (reached.open(id), new Promise<never>(() => undefined)) };
    const first = await start(dataDir);
    await first.enqueue(event('interrupted', 'q1'));
    await reached.passed;
    await first.stop();
    steps.current = steady;
    const second = await start(dataDir);
    expect(await done.reached(1)).toEqual(['interrupted']);
    await second.stop();
  });

  it('ends an engine that was orphaned by the death of its keeper', async () => {
    const orphaning = await start(dataDir);
    const { keeper, engine } = pids(dataDir);
    process.kill(keeper, 'SIGKILL');
    await orphaning.failed;
    expect(commandOf(engine), 'the orphan lives').toContain('restate-server');
    const next = await start(dataDir);
    expect(commandOf(engine)).toBeNull();
    const { engine: ofNext } = pids(dataDir);
    await next.stop();
    expect(commandOf(ofNext), 'stopping ends the engine too').toBeNull();
  });
});
