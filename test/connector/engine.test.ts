import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startEngine } from '../../connector/src/queue/engine.ts';
import { commandOf, until } from '../../connector/src/queue/processes.ts';
import { startQueue } from '../../connector/src/queue/queue.ts';
import type { Steps } from '../../connector/src/sync/steps.ts';
import { closedGate } from './support/gate.ts';
import { found, steps as stepsWith } from './support/steps.ts';
import { aWatcher } from './support/watcher.ts';
import type { Watcher } from './support/watcher.ts';

let dataDir = '';
let seen: Watcher;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'engine-test-'));
  seen = aWatcher();
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const start = (steps: Steps) => startQueue({ dataDir, parallelJobs: 4, drainMs: 200 }, steps, seen.observer);
const pids = () => JSON.parse(readFileSync(join(dataDir, 'engine.json'), 'utf8')) as { keeper: number; engine: number };
const event = (eventId: string) => ({ tenantId: 'default', eventId, quoteId: 'q1', eventType: 'quote.updated' });

describe('a queue that is started again', () => {
  it('finishes what was under way when it was stopped, at its new address', async () => {
    const reached = closedGate();
    const first = await start(stepsWith({ read: () => (reached.open(), new Promise<never>(() => undefined)) }));
    await first.enqueue(event('interrupted'));
    await reached.passed;
    await first.stop();
    const second = await start(stepsWith());
    expect(await seen.done.reached(1)).toEqual(['interrupted']);
    await second.stop();
  });

  it('answers nothing from a read of its life before', async () => {
    const first = await start(stepsWith());
    await first.enqueue(event('before'));
    await seen.done.reached(1);
    // A job tells that it is done a moment before the engine knows.
    await until(async () => (await first.stats()).backlog === 0, 5_000);
    await first.stop();
    const second = await start(stepsWith());
    await second.enqueue(event('after'));
    expect(await seen.done.reached(2)).toEqual(['before', 'after']);
    expect(await second.enqueue(event('before')), 'but knows the events of it').toEqual({ duplicate: true });
    await second.stop();
  });
});

describe('the embedded engine', () => {
  it.each([
    ['the engine', () => pids().engine],
    ['its keeper', () => pids().keeper],
  ])('is started again within the process when %s is killed', async (_name, victim) => {
    const gate = closedGate();
    const queue = await start(stepsWith({ read: async () => (await gate.passed, found()) }));
    await queue.enqueue(event('under way'.replace(' ', '-')));
    process.kill(victim(), 'SIGKILL');
    await until(() => seen.engine.entries.includes('warn the engine runs again'), 20_000);
    expect(await queue.isReady()).toBe(true);
    gate.open();
    expect(await seen.done.reached(1)).toEqual(['under-way']);
    await queue.stop();
  });

  it('keeps what it has in work below the data folder, and what a killed one has left is cleared away', async () => {
    const scratch = join(dataDir, 'scratch');
    const first = await startEngine({ dataDir });
    expect(await until(() => readdirSync(scratch).length > 0, 20_000)).toBe(true);
    const left = readdirSync(scratch);
    first.kill();
    await first.ended;
    const second = await startEngine({ dataDir });
    expect(readdirSync(scratch).filter((name) => left.includes(name))).toEqual([]);
    await second.stop();
  });

  it('is ended although nobody has written down that it lives', async () => {
    const orphaned = await startEngine({ dataDir });
    const { keeper, engine } = pids();
    process.kill(keeper, 'SIGKILL');
    await orphaned.ended;
    rmSync(join(dataDir, 'engine.json'));
    expect(commandOf(engine), 'the orphan lives').toContain('restate-server');
    const next = await startEngine({ dataDir });
    expect(commandOf(engine)).toBeNull();
    const { engine: ofNext } = pids();
    await next.stop();
    expect(commandOf(ofNext), 'stopping ends the engine too').toBeNull();
  });
});
