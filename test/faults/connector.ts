import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A line of the connector's log. */
export type Line = Readonly<Record<string, unknown>>;

export interface SupervisorParts {
  readonly dataDir: string;
  /** Where the folder is from outside, when the connector sees another file system than we do. */
  readonly seenAt: string;
  /** The command line that starts a program where the connector shall run. */
  readonly enter: (command: readonly string[]) => readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** What its wall clock is off by when it starts. */
  readonly clockOffsetMs: () => number;
  /** Modules loaded before the connector's own. */
  readonly imports: readonly string[];
  readonly onLine: (line: Line) => void;
}

/** The connector under a supervisor that starts it again whenever it has ended. */
export interface SupervisedConnector {
  readonly dataDir: string;
  /** Where it listens now; undefined while it does not. */
  url(): string | undefined;
  /** Which of its lives this is, from 1. */
  life(): number;
  /** The life that a request which arrives now was sent by: what has just been started cannot have sent anything yet. */
  sender(): number;
  /** Ends of which nobody had given the signal, and what was written before them. */
  readonly collapses: readonly string[];
  pid(): number;
  /** Process ids of the keeper and the engine, as the connector has written them down. */
  engine(): { readonly keeper: number; readonly engine: number } | undefined;
  /** Sets its wall clock off by so much. */
  setClock(offsetMs: number): void;
  /** Sends a signal that ends it; it is started again by itself. */
  end(signal: NodeJS.Signals): void;
  /** Waits until it listens. */
  ready(): Promise<Line>;
  /** Ends it in order and waits until it listens again. */
  restart(): Promise<Line>;
  /** Ends it for good. */
  stop(): Promise<void>;
}

const mainFile = fileURLToPath(new URL('../../connector/src/main.ts', import.meta.url));
const clockFile = fileURLToPath(new URL('./clock-hook.ts', import.meta.url));
const ERRORS_KEPT = 2_000;
/** No Node process loads this program and starts its engine in less. */
const SILENT_MS = 250;
const STOP_WITHIN_MS = 15_000;

/** Starts the connector and keeps it running. */
export function supervise(parts: SupervisorParts): SupervisedConnector {
  const collapses: string[] = [];
  let life = 0;
  let begun = 0;
  let isStopping = false;
  let wasSignalled = false;
  let url: string | undefined;
  let isReady = Promise.withResolvers<Line>();
  let child = begin();
  let ended = endOf(child);

  function begin(): ChildProcess {
    life += 1;
    begun = performance.now();
    wasSignalled = false;
    const imports = [clockFile, ...parts.imports].flatMap((file) => ['--import', file]);
    const [command = '', ...args] = parts.enter([process.execPath, ...imports, mainFile]);
    const started = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, ...parts.env, CONNECTOR_DATA_DIR: parts.dataDir, CLOCK_OFFSET_MS: String(parts.clockOffsetMs()) },
    });
    // A message to one that has just ended.
    started.on('error', () => undefined);
    createInterface({ input: started.stdout as NonNullable<ChildProcess['stdout']> }).on('line', (text) => {
      const line = parsed(text);
      if (line['msg'] === 'connector is ready' && started === child) {
        url = String(line['url']);
        isReady.resolve(line);
      }
      parts.onLine(line);
    });
    let errors = '';
    started.stderr?.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-ERRORS_KEPT)));
    started.once('exit', (code, signal) => {
      url = undefined;
      isReady = Promise.withResolvers();
      if (!wasSignalled && !isStopping) collapses.push(`life ${life} ended with ${signal ?? code}: ${errors.trim()}`);
      if (isStopping) return;
      child = begin();
      ended = endOf(child);
    });
    return started;
  }

  async function ready(): Promise<Line> {
    for (;;) {
      const line = await Promise.race([isReady.promise, ended.then(() => undefined)]);
      if (line !== undefined) return line;
      if (isStopping) throw new Error('the connector is stopped for good');
    }
  }

  return {
    dataDir: parts.dataDir,
    url: () => url,
    life: () => life,
    sender: () => (performance.now() - begun < SILENT_MS ? life - 1 : life),
    collapses,
    pid: () => child.pid ?? 0,
    engine: () => pidsIn(parts.seenAt),
    setClock: (clockOffsetMs) => void (child.connected && child.send({ clockOffsetMs })),
    end(signal) {
      wasSignalled = true;
      child.kill(signal);
    },
    ready,
    async restart() {
      const before = ended;
      wasSignalled = true;
      child.kill('SIGTERM');
      await before;
      return ready();
    },
    async stop() {
      isStopping = true;
      child.kill('SIGCONT');
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

function endOf(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('exit', () => resolve()));
}

function parsed(text: string): Line {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return { msg: text };
  }
}

function pidsIn(folder: string): { keeper: number; engine: number } | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'engine.json'), 'utf8')) as { keeper: number; engine: number };
  } catch {
    return undefined;
  }
}
