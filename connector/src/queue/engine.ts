import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ConnectorError } from '../errors.ts';
import { answers } from './answers.ts';
import { freePorts } from './free-ports.ts';
import { clearPredecessor } from './predecessor.ts';
import { until } from './processes.ts';

/** A running engine. */
export interface Engine {
  readonly ingressUrl: string;
  readonly adminUrl: string;
  /** Settles when the engine has ended, by itself or not. */
  readonly ended: Promise<void>;
  isHealthy(): Promise<boolean>;
  stop(): Promise<void>;
  /** Ends it at once; everything that it has acknowledged is on disk. */
  kill(): void;
}

export interface EngineOptions {
  readonly dataDir: string;
}

/** Jobs that each partition calls at once. Far more than are worked on: those of a busy tenant wait in the connector, out of the way of the others. */
const CALLS_AT_ONCE = 128;
const START_WITHIN_MS = 60_000;
const STARTS = 3;
const keeperFile = fileURLToPath(new URL('./engine-keeper.ts', import.meta.url));

/** Starts the embedded engine on loopback with all its data below `dataDir`, and waits until it answers. */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  mkdirSync(options.dataDir, { recursive: true });
  const files = filesOf(options.dataDir);
  requireWritable(options.dataDir, files);
  for (let attempt = 1; attempt <= STARTS; attempt += 1) {
    // Each time: a keeper that was killed in the middle of the start before has left an engine behind.
    await clearPredecessor(files.pid, files.data);
    // What an engine that was killed has left in the middle of its work; nothing of it is needed again.
    rmSync(files.scratch, { recursive: true, force: true });
    mkdirSync(files.scratch);
    const engine = await startOnce(files);
    if (engine !== undefined) return engine;
  }
  throw new ConnectorError('ENGINE_FAILED', { details: [`It wrote: ${tail(files.log)}`] });
}

type EngineFiles = ReturnType<typeof filesOf>;

function filesOf(dataDir: string) {
  return { pid: join(dataDir, 'engine.json'), log: join(dataDir, 'engine.log'), data: join(dataDir, 'engine'), scratch: join(dataDir, 'scratch') };
}

/** Throws what the operating system says where keeper and engine could not write: their own words would be stacks. */
function requireWritable(dataDir: string, { pid, log, data }: EngineFiles): void {
  for (const path of [dataDir, pid, log, data]) if (existsSync(path)) accessSync(path, constants.W_OK);
}

/** The engine, or undefined when it ended at once, for example because one of its ports was taken in the meantime. */
async function startOnce(files: EngineFiles): Promise<Engine | undefined> {
  const [ingress = 0, admin = 0, fabric = 0] = await freePorts(3);
  const command = [engineBinary(), ...engineArguments(files.data, fabric)];
  const keeper = spawn(process.execPath, [keeperFile, files.pid, files.log, ...command], {
    stdio: ['pipe', 'ignore', 'inherit'],
    // Not the whole environment: the connector's secrets are none of the engine's business.
    env: { PATH: process.env['PATH'], TMPDIR: files.scratch, ...engineEnvironment(ingress, admin) },
    detached: true,
  });
  const engine = engineOf(keeper, `http://127.0.0.1:${ingress}`, `http://127.0.0.1:${admin}`);
  const hasEnded = () => keeper.exitCode !== null || keeper.signalCode !== null;
  await until(async () => hasEnded() || (await engine.isHealthy()), START_WITHIN_MS);
  if (!hasEnded() && (await engine.isHealthy())) return engine;
  await engine.stop();
  return undefined;
}

function engineOf(keeper: ChildProcess, ingressUrl: string, adminUrl: string): Engine {
  const ended = new Promise<void>((resolve) => keeper.once('exit', () => resolve()));
  // The engine may be gone before it reads "stop"; that is what was wanted.
  keeper.stdin?.on('error', () => undefined);
  return {
    ingressUrl,
    adminUrl,
    ended,
    isHealthy: async () => (await answers(`${adminUrl}/health`)) && (await answers(`${ingressUrl}/restate/health`)),
    stop: async () => {
      if (keeper.exitCode === null && keeper.signalCode === null) keeper.stdin?.end('stop\n');
      await ended;
    },
    kill: () => void keeper.stdin?.destroy(),
  };
}

/** The binary comes in a package of its own per platform, as the launcher of @restatedev/restate-server finds it. */
function engineBinary(): string {
  const name = `@restatedev/restate-server-${process.platform}-${process.arch}/bin/restate-server`;
  try {
    return createRequire(import.meta.url).resolve(name);
  } catch {
    throw new ConnectorError('ENGINE_FAILED', {
      details: [`There is no engine for ${process.platform}-${process.arch}: ${name} is not installed.`],
    });
  }
}

function engineArguments(dataDir: string, fabricPort: number): string[] {
  const address = `127.0.0.1:${fabricPort}`;
  const options = {
    'log-format': 'compact',
    'log-disable-ansi-codes': 'true',
    // The server asks GitHub for its newest release at every start and 1.7 has no switch for it; offline that is one
    // failed request, not worth a line.
    'log-filter': 'warn,octocrab=off',
    'listen-mode': 'tcp',
    'bind-address': address,
    'advertised-address': `http://${address}/`,
    'cluster-name': 'connector',
    'node-name': 'connector',
    'base-dir': dataDir,
    'auto-provision': 'true',
    'default-num-partitions': '8',
  };
  return ['--no-logo', ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])];
}

function engineEnvironment(ingressPort: number, adminPort: number): Record<string, string> {
  return {
    RESTATE_INGRESS__BIND_ADDRESS: `127.0.0.1:${ingressPort}`,
    RESTATE_ADMIN__BIND_ADDRESS: `127.0.0.1:${adminPort}`,
    RESTATE_ADMIN__DISABLE_WEB_UI: 'true',
    RESTATE_DISABLE_TELEMETRY: 'true',
    DO_NOT_TRACK: '1',
    RESTATE_ROCKSDB_TOTAL_MEMORY_SIZE: '512MiB',
    RESTATE_WORKER__INVOKER__CONCURRENT_INVOCATIONS_LIMIT: String(CALLS_AT_ONCE),
  };
}

function tail(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-5).join('\n') || 'nothing';
  } catch {
    return 'nothing';
  }
}
