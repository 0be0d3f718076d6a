import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** One JSON object that a child wrote on a line of its standard output. */
export type Entry = Readonly<Record<string, unknown>>;

/** A child process that reports in JSON lines. */
export interface Child {
  readonly pid: number;
  /** The first line, past or future, that the function accepts; an error if the child ends before it or takes too long. */
  entry(accepts: (entry: Entry) => boolean, withinMs: number): Promise<Entry>;
  /** Settles when the child has ended. */
  readonly ended: Promise<void>;
  /** Null while it runs, and where a signal has ended it. */
  exitCode(): number | null;
  /** Asks the child to end, and ends it if it does not. */
  stop(): Promise<void>;
  /** Kills the child without asking. */
  kill(): Promise<void>;
}

const STOP_WITHIN_MS = 10_000;
const ERRORS_KEPT = 4_000;

const parentWatch = fileURLToPath(new URL('./parent-watch.ts', import.meta.url));

/** Starts a TypeScript file with the Node that runs this process; it does not outlive this process. */
export function startChild(name: string, file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Child {
  const child = spawn(process.execPath, ['--import', parentWatch, file, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const errors = tailOf(child);
  const output = entriesOf(child);
  return {
    pid: child.pid ?? 0,
    ended,
    exitCode: () => child.exitCode,
    entry: (accepts, withinMs) =>
      Promise.race([
        output.find(accepts),
        ended.then(() =>
          Promise.reject(new Error(`${name} ended (${child.exitCode ?? child.signalCode}): ${errors()}`)),
        ),
        afterMs(withinMs).then(() =>
          Promise.reject(new Error(`${name} said nothing for ${withinMs / 1000} s. ${errors()}`)),
        ),
      ]),
    async stop() {
      if (!isRunning(child)) return;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await ended;
      clearTimeout(timer);
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function entriesOf(child: ChildProcess): { find: (accepts: (entry: Entry) => boolean) => Promise<Entry> } {
  const seen: Entry[] = [];
  const waiting = new Set<(entry: Entry) => void>();
  createInterface({ input: child.stdout as NonNullable<ChildProcess['stdout']> }).on('line', (line) => {
    const entry = parse(line);
    if (entry === undefined) return;
    seen.push(entry);
    for (const look of waiting) look(entry);
  });
  return {
    find: (accepts) =>
      new Promise((resolve) => {
        const found = seen.find(accepts);
        if (found !== undefined) return resolve(found);
        const look = (entry: Entry) => {
          if (!accepts(entry)) return;
          waiting.delete(look);
          resolve(entry);
        };
        waiting.add(look);
      }),
  };
}

function parse(line: string): Entry | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Entry;
  } catch {
    return undefined;
  }
}

function tailOf(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => (text = (text + chunk.toString()).slice(-ERRORS_KEPT)));
  return () => text.trim() || 'It wrote no error.';
}

/** A time limit that does not keep the process alive. */
function afterMs(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
