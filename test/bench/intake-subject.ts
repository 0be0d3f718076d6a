/*
 * One of the things that test/bench/intake.ts compares, in a process of its own:
 *   engine     the engine, and a virtual object whose handler does nothing
 *   journaled  the engine, and a handler that does what a job asks of the engine: state, one empty journaled step, state
 *   intake     webhook, signature, queue, and a reconcile whose steps do nothing
 * Tells its parent where it takes events, and then how many it has done.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { object } from '@restatedev/restate-sdk';
import type { ObjectContext } from '@restatedev/restate-sdk';
import { pino } from 'pino';
import { createServer } from '../../connector/src/http/server.ts';
import type { Observer } from '../../connector/src/observer.ts';
import { registerDeployment } from '../../connector/src/queue/deployment.ts';
import { startEngine } from '../../connector/src/queue/engine.ts';
import { serveJobs } from '../../connector/src/queue/job-server.ts';
import { startQueue } from '../../connector/src/queue/queue.ts';
import { SECRET } from '../connector/support/delivery.ts';
import { steps } from '../connector/support/steps.ts';

const PARALLEL = 64;
const dataDir = mkdtempSync(join(tmpdir(), 'intake-bench-'));
let done = 0;
const tell = () => process.send?.({ done });
const count = () => void (done += 1);
const observer: Observer = {
  received: () => undefined,
  refused: () => undefined,
  coalesced: count,
  done: count,
  willRetry: () => undefined,
  parked: () => undefined,
  apiUsage: () => undefined,
  engineMessage: () => undefined,
};

const empty = async () => count();
const journaled = async (context: ObjectContext) => {
  await context.get('synced');
  await context.run('reconcile', async () => ({ version: null }));
  context.set('synced', { version: null });
  count();
};
const kind = process.argv[2];
const subject = kind === 'intake' ? await intake() : await engineAlone(kind === 'journaled' ? journaled : empty);
const telling = setInterval(tell, 20);
process.send?.({ url: subject.url });
process.once('message', async () => {
  clearInterval(telling);
  await subject.stop();
  rmSync(dataDir, { recursive: true, force: true });
  process.disconnect();
});

async function engineAlone(reconcile: (context: ObjectContext) => Promise<void>) {
  const quotes = object({ name: 'Quote', handlers: { reconcile }, options: { idempotencyRetention: 7 * 24 * 60 * 60 * 1000, journalRetention: 0 } });
  const jobs = await serveJobs([quotes], { host: '127.0.0.1', port: 0, identityKeys: [] }, observer);
  const engine = await startEngine({ dataDir });
  await registerDeployment(engine.adminUrl, `http://127.0.0.1:${jobs.port}`, ['Quote']);
  return { url: engine.ingressUrl, stop: () => engine.stop().then(() => jobs.close()) };
}

async function intake() {
  const queue = await startQueue({ dataDir, parallelJobs: PARALLEL }, steps(), observer);
  const server = createServer({
    bodyLimit: 1 << 20,
    tenants: [{ id: 'default', webhookSecrets: [SECRET] }],
    logger: pino({ level: 'silent' }),
    observer,
    enqueue: (event) => queue.enqueue(event),
    queueIsReady: () => queue.isReady(),
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return { url, stop: () => server.close().then(() => queue.stop()) };
}
