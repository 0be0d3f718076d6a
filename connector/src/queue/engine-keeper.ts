/*
 * Runs the engine and ends it when the connector ends, however that happens.
 *
 * Node cannot ask the system to kill a child with its parent, and a connector that is killed outright runs no code.
 * So this small process stands between them: it holds the other end of the connector's pipe, which the system closes
 * when the connector is gone, and kills the engine then. The engine survives being killed at any instant by design.
 *
 * node engine-keeper.ts PID_FILE LOG_FILE BINARY [ARGUMENT…]   ("stop" on stdin: end the engine in order)
 */
import { spawn } from 'node:child_process';
import { openSync, rmSync, writeFileSync } from 'node:fs';

const [pidFile = '', logFile = '', binary = '', ...args] = process.argv.slice(2);
const STOP_WITHIN_MS = 5_000;

const log = openSync(logFile, 'w');
// A process group of its own: Ctrl-C in a terminal is for the connector, which ends the engine after its own work.
const engine = spawn(binary, args, { stdio: ['ignore', log, log], detached: true });
engine.once('error', (error) => end(1, error.message));
engine.once('exit', (code) => end(code ?? 1));
try {
  writeFileSync(pidFile, JSON.stringify({ keeper: process.pid, engine: engine.pid ?? null }));
} catch (error) {
  // No room for a file this small: the engine would not get far either, and must not be left alone.
  engine.kill('SIGKILL');
  end(1, String(error));
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
let askedToStop = false;
process.stdin.on('data', () => {
  askedToStop = true;
  engine.kill('SIGTERM');
  setTimeout(() => engine.kill('SIGKILL'), STOP_WITHIN_MS).unref();
});
process.stdin.on('end', () => {
  if (!askedToStop) engine.kill('SIGKILL');
});
process.stdin.on('error', () => engine.kill('SIGKILL'));

function end(code: number, reason = ''): void {
  rmSync(pidFile, { force: true });
  if (reason !== '') process.stderr.write(`${reason}\n`);
  process.exit(code);
}
