import { setTimeout as pause } from 'node:timers/promises';
import { ConnectorError, messageOf } from '../errors.ts';
import type { DiskWatch } from './disk-space.ts';
import { createDoubt } from './doubt.ts';
import { startEngine } from './engine.ts';
import type { Engine, EngineOptions } from './engine.ts';

/** An engine that is started again whenever it ends or answers no more. */
export interface WatchedEngine {
  /** The engine that runs now; QUEUE_UNAVAILABLE while there is none. */
  current(): Engine;
  isHealthy(): Promise<boolean>;
  /** Takes note of whether the engine has stored what it was given: one that lives and stores nothing is ended. */
  noteStored(isStored: boolean): void;
  /** Settles when starting it again has failed too often. */
  readonly failed: Promise<void>;
  stop(): Promise<void>;
}

export interface WatchParts extends EngineOptions {
  /** Called with every engine that has started, before it is used. */
  readonly prepare: (engine: Engine) => Promise<void>;
  readonly disk: DiskWatch;
  readonly report: (level: string, message: string) => void;
}

const LOOK_EVERY_MS = 2_000;
/** An engine that answers nothing for so many looks is as good as dead. */
const SILENT_LOOKS = 10;
const RESTARTS = 5;
const PAUSE_MS = 500;

/** Starts the embedded engine, once the disk has room for it, and watches over it until `stop`. */
export async function watchEngine(parts: WatchParts): Promise<WatchedEngine> {
  const failed = Promise.withResolvers<void>();
  const stopping = new AbortController();
  const { disk } = parts;
  let engine: Engine | undefined = await startWithRoom(parts, stopping.signal);
  const doubt = createDoubt();
  let starting: Promise<void> = Promise.resolve();

  const restart = async () => {
    for (let attempt = 1; attempt <= RESTARTS && !stopping.signal.aborted; attempt += 1) {
      try {
        engine = await startWithRoom(parts, stopping.signal);
        parts.report('warn', 'the engine runs again');
        watch(engine);
        return;
      } catch (error) {
        if (stopping.signal.aborted) return;
        parts.report('error', `the engine did not start: ${messageOf(error)}`);
        await pause(PAUSE_MS * attempt, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
    if (!stopping.signal.aborted) failed.resolve();
  };

  function watch(watched: Engine): void {
    doubt.clear();
    void endWhenSilent(watched, stopping.signal);
    void endWhenFull(watched, disk, stopping.signal);
    void watched.ended.then(() => {
      if (stopping.signal.aborted) return;
      parts.report('error', 'the engine has ended and is started again');
      engine = undefined;
      starting = restart();
    });
  }

  watch(engine);
  return {
    current() {
      if (engine === undefined) throw new ConnectorError('QUEUE_UNAVAILABLE', { details: ['The engine is being started again.'] });
      return engine;
    },
    isHealthy: async () => (await engine?.isHealthy()) ?? false,
    noteStored(isStored) {
      if (!doubt.note(isStored) || engine === undefined) return;
      parts.report('error', 'the engine stores nothing any more');
      doubt.clear();
      engine.kill();
    },
    failed: failed.promise,
    async stop() {
      stopping.abort();
      await starting;
      await engine?.stop();
    },
  };
}

/** Starts the engine when there is room for it, and again when the room went before it was up: that says nothing about the engine. */
async function startWithRoom(parts: WatchParts, stopping: AbortSignal): Promise<Engine> {
  for (;;) {
    await parts.disk.reached(['enough'], stopping);
    if (stopping.aborted) throw new ConnectorError('QUEUE_UNAVAILABLE');
    const over = new AbortController();
    let ranOut = false;
    void parts.disk.reached(['low', 'none'], over.signal).then(() => (ranOut = !over.signal.aborted));
    try {
      return await startPrepared(parts);
    } catch (error) {
      if (!ranOut) throw error;
      parts.report('error', `the engine did not start: ${messageOf(error)}`);
    } finally {
      over.abort();
    }
  }
}

async function startPrepared({ prepare, ...options }: WatchParts): Promise<Engine> {
  const engine = await startEngine(options);
  try {
    await prepare(engine);
    return engine;
  } catch (error) {
    await engine.stop();
    throw error;
  }
}

/** Ends an engine that lives but answers no more, so that it is started again. */
async function endWhenSilent(engine: Engine, stopping: AbortSignal): Promise<void> {
  let silent = 0;
  let hasEnded = false;
  void engine.ended.then(() => (hasEnded = true));
  while (silent < SILENT_LOOKS) {
    await pause(LOOK_EVERY_MS, undefined, { signal: stopping, ref: false }).catch(() => undefined);
    if (stopping.aborted || hasEnded) return;
    silent = (await engine.isHealthy()) ? 0 : silent + 1;
  }
  engine.kill();
}

/** Ends an engine before it meets the end of the disk, or just after: it does not get over that. */
async function endWhenFull(engine: Engine, disk: DiskWatch, stopping: AbortSignal): Promise<void> {
  const over = new AbortController();
  void engine.ended.then(() => over.abort());
  await disk.reached(['none'], AbortSignal.any([over.signal, stopping]));
  if (!over.signal.aborted && !stopping.aborted) engine.kill();
}
