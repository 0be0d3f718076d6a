/**
 * The queue on a Restate cluster of three nodes on loopback, each event kept by two: two connectors behind a balancer, one node killed
 * under load, one connector frozen past the cluster's patience while the other takes over, and thawed again. A version-guarded sink
 * stands for Salesforce. Nothing may be lost, and no version may go down.
 *
 *   node test/faults/cluster.ts [EVENTS [QUOTES]]
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePorts } from '../../connector/src/queue/free-ports.ts';
import { queryEngine, queueStats } from '../../connector/src/queue/introspection.ts';
import { until } from '../../connector/src/queue/processes.ts';
import { startClusterNodes } from './cluster-nodes.ts';

const EVENTS = Number(process.argv[2] ?? 2_000);
const QUOTES = Number(process.argv[3] ?? 200);
const DRAINED_WITHIN_MS = 120_000;

interface Told {
  readonly ready?: true;
  readonly stored?: string;
  readonly refused?: string;
  readonly write?: { readonly quoteId: string; readonly version: number };
  readonly read?: { readonly id: number; readonly quoteId: string };
}

const folder = mkdtempSync(join(tmpdir(), 'cluster-'));
const versions = new Map<string, number>();
const sink = new Map<string, number>();
const descents: string[] = [];
const refusedByGuard: string[] = [];
const waiting = new Map<string, (stored: boolean) => void>();

const nodes = await startClusterNodes(folder, 3);
const [portA = 0, portB = 0] = await freePorts(2);
const sockets = new Set<Socket>();
let live = [portA, portB];
let turn = 0;
const balancer: Server = createServer((incoming) => {
  const outgoing = connect(live[(turn += 1) % live.length] ?? 0, '127.0.0.1');
  for (const socket of [incoming, outgoing]) {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => (sockets.delete(socket), incoming.destroy(), outgoing.destroy()));
  }
  incoming.pipe(outgoing).pipe(incoming);
});
await new Promise<void>((resolve) => balancer.listen(0, '127.0.0.1', resolve));
const serviceUrl = `http://127.0.0.1:${(balancer.address() as AddressInfo).port}`;

async function startConnector(port: number): Promise<ChildProcess> {
  const cluster = { ...nodes.addresses(0), serviceUrl, listen: { host: '127.0.0.1', port } };
  const child = fork(fileURLToPath(new URL('./cluster-connector.ts', import.meta.url)), [JSON.stringify({ dataDir: folder, cluster })]);
  child.on('message', (told: Told) => hear(child, told));
  await once(child, 'message');
  return child;
}

/** The sink takes writes as the package's trigger does: an older version is refused. */
function hear(child: ChildProcess, { stored, refused, write, read }: Told): void {
  if (stored !== undefined) waiting.get(stored)?.(true);
  if (refused !== undefined) waiting.get(refused)?.(false);
  if (read !== undefined) child.send({ answer: read.id, version: versions.get(read.quoteId) ?? 0 });
  if (write === undefined) return;
  const before = sink.get(write.quoteId) ?? 0;
  if (write.version < before) refusedByGuard.push(`${write.quoteId}: ${write.version} after ${before}`);
  else sink.set(write.quoteId, write.version);
  if ((sink.get(write.quoteId) ?? 0) < before) descents.push(write.quoteId);
}

async function send(child: () => ChildProcess, eventId: string, quoteId: string): Promise<void> {
  for (;;) {
    const answer = new Promise<boolean>((resolve) => waiting.set(eventId, resolve));
    child().send({ event: { tenantId: 'default', eventId, quoteId, eventType: 'quote.updated', version: versions.get(quoteId) ?? 0 } });
    if (await Promise.race([answer, pause(15_000, false)])) return void waiting.delete(eventId);
    await pause(200);
  }
}

const connectors: ChildProcess[] = [];
try {
  connectors.push(await startConnector(portA), await startConnector(portB));
  const [a, b] = connectors as [ChildProcess, ChildProcess];
  let isFrozen = false;
  const sent: Promise<void>[] = [];
  const begun = performance.now();
  for (let index = 0; index < EVENTS; index += 1) {
    const quoteId = `quote_${index % QUOTES}`;
    versions.set(quoteId, (versions.get(quoteId) ?? 0) + 1);
    sent.push(send(() => (isFrozen || index % 2 === 0 ? b : a), `evt_${index}`, quoteId));
    if (index === Math.floor(EVENTS / 4)) {
      isFrozen = true;
      live = [portB];
      process.kill(a.pid ?? 0, 'SIGSTOP');
    }
    if (index === Math.floor(EVENTS / 2)) nodes.kill(2);
    await pause(4);
  }
  await Promise.all(sent);
  console.log(`${EVENTS} events stored in ${((performance.now() - begun) / 1000).toFixed(1)} s, with one of three nodes killed and one of two connectors frozen`);
  const { adminUrl } = nodes.addresses(0);
  const drainedFrozen = await until(async () => (await queueStats(adminUrl, Date.now())).backlog === 0, DRAINED_WITHIN_MS, 250);
  console.log(`while it is frozen the other ${drainedFrozen ? 'has done everything' : 'has NOT done everything'}`);
  process.kill(a.pid ?? 0, 'SIGCONT');
  await pause(3_000);
  live = [portA, portB];
  await until(async () => (await queueStats(adminUrl, Date.now())).backlog === 0, DRAINED_WITHIN_MS, 250);
  const rows = await queryEngine(adminUrl, "SELECT idempotency_key, status FROM sys_invocation WHERE target_service_name = 'Quote'");
  const jobs = new Set(rows.filter(({ status }) => status === 'completed').map((row) => String(row['idempotency_key'])));
  const lost = Array.from({ length: EVENTS }, (_, index) => `default:evt_${index}`).filter((key) => !jobs.has(key));
  const unequal = [...versions].filter(([id, version]) => sink.get(id) !== version);
  console.log(`${lost.length} lost, ${descents.length} out of order, ${rows.length - jobs.size} doubled or open, ${unequal.length} quotes not at their last version`);
  console.log(`the guard refused ${refusedByGuard.length} older writes${refusedByGuard.length > 0 ? ` (${refusedByGuard.slice(0, 3).join('; ')})` : ''}`);
  process.exitCode = lost.length + descents.length + unequal.length === 0 && drainedFrozen && rows.length === jobs.size ? 0 : 1;
} finally {
  for (const child of connectors) {
    child.kill('SIGCONT');
    child.kill('SIGKILL');
  }
  for (const socket of sockets) socket.destroy();
  balancer.close();
  await nodes.stop();
  rmSync(folder, { recursive: true, force: true });
}
