import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { watchDisk } from '../../connector/src/queue/disk-space.ts';
import { createDoubt } from '../../connector/src/queue/doubt.ts';
import { until } from '../../connector/src/queue/processes.ts';
import { startQueue } from '../../connector/src/queue/queue.ts';
import { steps } from './support/steps.ts';
import { aWatcher } from './support/watcher.ts';

const MiB = 2 ** 20;
let dataDir = '';
beforeEach(() => void (dataDir = mkdtempSync(join(tmpdir(), 'disk-test-'))));
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe('the room on a disk', () => {
  it.each([
    [100, 'enough'],
    [99, 'low'],
    [25, 'low'],
    [24, 'none'],
  ])('is, with %i MiB of 100, %s', async (free, room) => {
    const disk = await watchDisk({ folder: dataDir, reserveBytes: 100 * MiB, freeBytes: async () => free * MiB, report: () => undefined });
    expect([disk.room(), disk.space()]).toEqual([room, { freeBytes: free * MiB, reserveBytes: 100 * MiB }]);
    disk.stop();
  });

  it('is asked of the system', async () => {
    const disk = await watchDisk({ folder: dataDir, reserveBytes: 0, report: () => undefined });
    expect(disk.space().freeBytes).toBeGreaterThan(0);
    disk.stop();
  });
});

describe('an embedded queue on a disk that fills up', () => {
  it('refuses events, then ends its engine, and goes on when there is room', async () => {
    let free = 100;
    const seen = aWatcher();
    const queue = await startQueue({ dataDir, parallelJobs: 4, diskReserveBytes: 100 * MiB, freeBytes: async () => free * MiB }, steps(), seen.observer);
    const store = (eventId: string) => queue.enqueue({ tenantId: 'default', eventId, quoteId: 'q1', eventType: 'quote.updated' });
    const told = (text: string) => until(() => seen.engine.entries.some((entry) => entry.includes(text)), 20_000);
    await store('before');
    free = 99;
    expect(await told('no event is stored until there is room')).toBe(true);
    await expect(store('low')).rejects.toMatchObject({ code: 'DISK_FULL', kind: { httpStatus: 503 } });
    expect(await queue.isReady()).toBe(false);
    expect(await seen.done.reached(1), 'what was stored is done').toEqual(['before']);
    free = 0;
    expect(await told('the engine has ended')).toBe(true);
    await expect(store('none')).rejects.toMatchObject({ code: 'DISK_FULL' });
    free = 50;
    expect(await told('error the disk has 50 MiB left'), 'not enough to start').toBe(true);
    expect(seen.engine.entries).not.toContain('warn the engine runs again');
    free = 100;
    expect(await told('the engine runs again')).toBe(true);
    expect(queue.disk()).toEqual({ freeBytes: 100 * MiB, reserveBytes: 100 * MiB });
    expect(await store('after')).toEqual({ duplicate: false });
    expect(await seen.done.reached(2)).toEqual(['before', 'after']);
    await queue.stop();
  });

  it('starts its engine again when the room had gone before it was up', async () => {
    const blocker = join(dataDir, 'engine');
    writeFileSync(blocker, 'no folder');
    let looks = 0;
    let free = 0;
    const seen = aWatcher();
    const freeBytes = async () => ((looks += 1) === 1 ? 1 : free) * MiB;
    const starting = startQueue({ dataDir, parallelJobs: 4, diskReserveBytes: MiB, freeBytes }, steps(), seen.observer);
    expect(await until(() => seen.engine.entries.some((entry) => entry.includes('the engine did not start')), 20_000)).toBe(true);
    rmSync(blocker);
    free = 1;
    const queue = await starting;
    expect(await queue.isReady()).toBe(true);
    await queue.stop();
  });

  it('waits for room before it starts its engine', async () => {
    let free = 0;
    const seen = aWatcher();
    const starting = startQueue({ dataDir, parallelJobs: 4, diskReserveBytes: MiB, freeBytes: async () => free * MiB }, steps(), seen.observer);
    expect(await until(() => seen.engine.entries.some((entry) => entry.includes('the engine waits until there is room')), 20_000)).toBe(true);
    free = 1;
    const queue = await starting;
    expect(await queue.isReady()).toBe(true);
    await queue.stop();
  });
});

describe('the doubt whether an engine that lives stores anything', () => {
  it('is certain after three failures in five seconds without a success', () => {
    let now = 0;
    const doubt = createDoubt(() => now);
    const notes = [0, 4_999, 5_000].map((at) => ((now = at), doubt.note(false)));
    expect(notes).toEqual([false, false, true]);
  });

  it('counts from the last success, and from a new engine', () => {
    let now = 0;
    const doubt = createDoubt(() => now);
    const fail = (at: number) => ((now = at), doubt.note(false));
    expect([fail(0), fail(1), doubt.note(true), fail(6_000), fail(6_001), fail(10_999)]).toEqual([false, false, false, false, false, false]);
    expect(fail(11_000)).toBe(true);
    doubt.clear();
    expect(fail(20_000)).toBe(false);
  });

  it('does not come from a burst', () => {
    const doubt = createDoubt(() => 0);
    expect(Array.from({ length: 50 }, () => doubt.note(false))).not.toContain(true);
  });
});
