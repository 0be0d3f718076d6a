/*
 * One of the things that test/bench/intake.ts compares, in a process of its own:
 *   engine     the engine, and a virtual object whose handler does nothing
 *   journaled  the engine, and a handler that does what a job asks of the engine: state, one empty journaled step, state
 *   webhook    webhook and signature before the engine with the empty handler
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
import type { WebhookParts } from '../../connector/src/http/webhook.ts';
import type { QuoteEvent } from '../../connector/src/intake/event.ts';
import type { Observer } from '../../connector/src/observer.ts';
import { registerDeployment } from '../../connector/src/queue/deployment.ts';
import { startEngine } from '../../connector/src/queue/engine.ts';
import { createIngress } from '../../connector/src/queue/ingress.ts';
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
const subject = kind === 'intake' ? await intake() : kind === 'webhook' ? await webhookAlone() : await engineAlone(kind === 'journaled' ? journaled : empty);
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

async function webhookAlone() {
  const engine = await engineAlone(empty);
  const ingress = createIngress(engine.url);
  const store = ({ tenantId, quoteId, ...input }: QuoteEvent) => ingress.send({ object: 'Quote', key: `${tenantId}/${quoteId}`, handler: 'reconcile', input }, input.eventId);
  const server = await listening(store, async () => true);
  return { url: server.url, stop: () => server.stop().then(() => ingress.close()).then(engine.stop) };
}

async function intake() {
  const queue = await startQueue({ dataDir, parallelJobs: PARALLEL }, steps(), observer);
  const server = await listening((event) => queue.enqueue(event), () => queue.isReady());
  return { url: server.url, stop: () => server.stop().then(() => queue.stop()) };
}

async function listening(enqueue: WebhookParts['enqueue'], queueIsReady: () => Promise<boolean>) {
  const tenants = [{ id: 'default', webhookSecrets: [SECRET] }];
  const server = createServer({ bodyLimit: 1 << 20, tenants, logger: pino({ level: 'silent' }), observer, enqueue, queueIsReady });
  return { url: await server.listen({ host: '127.0.0.1', port: 0 }), stop: async () => void (await server.close()) };
}
