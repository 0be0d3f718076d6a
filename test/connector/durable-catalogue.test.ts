import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { object } from '@restatedev/restate-sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registerDeployment } from '../../connector/src/queue/deployment.ts';
import { startEngine } from '../../connector/src/queue/engine.ts';
import { freePorts } from '../../connector/src/queue/free-ports.ts';
import { queryEngine } from '../../connector/src/queue/introspection.ts';
import { serveJobs } from '../../connector/src/queue/job-server.ts';
import { until } from '../../connector/src/queue/processes.ts';
import { QUOTE_OBJECT } from '../../connector/src/queue/quote-object.ts';
import { startQueue } from '../../connector/src/queue/queue.ts';
import type { Queue, QueueOptions } from '../../connector/src/queue/queue.ts';
import type { CatalogueStore } from '../../connector/src/sync/catalogue.ts';
import { connectTenant, quoteSteps } from '../../connector/src/sync/quote-steps.ts';
import type { Steps } from '../../connector/src/sync/steps.ts';
import { startConnector } from '../../demo/stack/connector.ts';
import { eventBody, SECRET, signed } from './support/delivery.ts';
import { closedGate } from './support/gate.ts';
import { httpStub } from './support/http-stub.ts';
import type { HttpStub } from './support/http-stub.ts';
import { anItem, anOffering, aQuoteDocument } from './support/quotes.ts';
import { salesforceStub } from './support/salesforce-stub.ts';
import type { SalesforceStub } from './support/salesforce-stub.ts';
import { steps as stepsWith, written } from './support/steps.ts';
import { aTenant } from './support/tenants.ts';
import { aWatcher } from './support/watcher.ts';
import type { Watcher } from './support/watcher.ts';

const [ORG, OTHER_ORG] = ['00D000000000001AAA', '00D000000000002AAA'];
const seat = { product: 'seat', version: 'seat-1' };
const [renamed, support] = [{ ...seat, version: 'seat-2' }, { product: 'support', version: 'support-1' }];
const event = (eventId: string, quoteId = 'quote_1') => ({ tenantId: 'default', eventId, quoteId, eventType: 'quote.updated' });

let dataDir: string;
let seen: Watcher;
let ends: (() => Promise<unknown>)[];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'catalogue-test-'));
  seen = aWatcher();
  ends = [];
});
afterEach(async () => {
  for (const end of ends.toReversed()) await end();
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(steps: Steps = stepsWith(), more: Partial<QueueOptions> = {}): Promise<Queue> {
  const queue = await startQueue({ dataDir, parallelJobs: 4, drainMs: 200, ...more }, steps, seen.observer);
  ends.push(() => queue.stop());
  return queue;
}
/** What is added counts a moment later: it is stored at once, and waits for its turn. */
const isKnown = (store: CatalogueStore, version = seat) => until(async () => (await store.known(ORG, [version])).length === 1, 10_000);

describe('the catalogue of the engine', () => {
  it('holds after a restart what was added before, for this tenant and org alone', async () => {
    const first = await start();
    const store = first.catalogue('default');
    await store.add(ORG, [seat, support]);
    await store.add(ORG, [renamed]);
    expect([await isKnown(store, support), await isKnown(store, renamed)]).toEqual([true, true]);
    await first.stop();
    const second = await start();
    const unwritten = { ...seat, version: 'seat-3' };
    expect(await second.catalogue('default').known(ORG, [unwritten, seat, renamed, support])).toEqual([seat, renamed, support]);
    expect(await second.catalogue('default').known(ORG, [])).toEqual([]);
    expect(await second.catalogue('default').known(OTHER_ORG, [seat])).toEqual([]);
    expect(await second.catalogue("o'ther").known(ORG, [seat])).toEqual([]);
  });

  it('is begun anew by another org', async () => {
    const store = (await start()).catalogue('default');
    await store.add(OTHER_ORG, [seat]);
    await store.add(ORG, [seat]);
    expect(await isKnown(store)).toBe(true);
    expect(await store.known(OTHER_ORG, [seat])).toEqual([]);
  });

  it('answers about thousands of products at once', async () => {
    const store = (await start()).catalogue('default');
    const many = Array.from({ length: 3_000 }, (_, index) => ({ product: `product-${index}`, version: `v-${index}` }));
    await store.add(ORG, many);
    expect(await until(async () => (await store.known(ORG, many)).length === many.length, 30_000)).toBe(true);
  });

  it('answers while jobs that ask it hold all places of the engine', async () => {
    const gate = closedGate();
    let entered = 0;
    const queue = await start(
      stepsWith({
        write: async () => {
          entered += 1;
          await gate.passed;
          await queue.catalogue('default').known(ORG, [seat]);
          await queue.catalogue('default').add(ORG, [seat]);
          return written;
        },
      }),
      { parallelJobs: 1 },
    );
    const jobs = Array.from({ length: 40 }, (_, index) => `e${index}`);
    await Promise.all(jobs.map((id) => queue.enqueue(event(id, `quote_${id}`))));
    let before = -1;
    await until(async () => {
      const { running } = await queue.stats();
      const isFull = running === before && running === entered;
      before = running;
      return isFull;
    }, 10_000);
    expect(entered).toBeLessThan(jobs.length);
    gate.open();
    await seen.done.reached(jobs.length);
    expect([seen.retries.entries, await isKnown(queue.catalogue('default'))]).toEqual([[], true]);
  });

  it('is no job: the figures of the queue do not count it', async () => {
    const queue = await start();
    await queue.catalogue('default').add(ORG, [seat]);
    expect(await queue.stats()).toMatchObject({ backlog: 0, running: 0, parked: 0 });
  });

  it('comes to a queue that an older version has left, which keeps its events', async () => {
    const queue = await start();
    await queue.enqueue(event('before'));
    await seen.done.reached(1);
    await queue.stop();
    await leaveWithoutCatalogue();
    const newer = await start();
    expect(await newer.enqueue(event('before'))).toEqual({ duplicate: true });
    await newer.catalogue('default').add(ORG, [seat]);
    expect(await isKnown(newer.catalogue('default'))).toBe(true);
  });

  it('is shared by the connectors of a cluster', async () => {
    const engine = await startEngine({ dataDir });
    ends.push(() => engine.stop());
    const [port = 0, other = 0] = await freePorts(2);
    const cluster = (at: number) => ({ cluster: { ingressUrl: engine.ingressUrl, adminUrl: engine.adminUrl, serviceUrl: `http://127.0.0.1:${at}`, listen: { host: '127.0.0.1', port: at } } });
    const [first, second] = [await start(stepsWith(), cluster(port)), await start(stepsWith(), cluster(other))];
    await first.catalogue('default').add(ORG, [seat]);
    expect(await isKnown(second.catalogue('default'))).toBe(true);
  });
});

/** Registers what an older version had: quotes and no catalogue. */
async function leaveWithoutCatalogue(): Promise<void> {
  const old = object({ name: QUOTE_OBJECT, handlers: { reconcile: async () => 'done', drop: async () => true } });
  const jobs = await serveJobs([old], { host: '127.0.0.1', port: 0, identityKeys: [] }, seen.observer);
  const engine = await startEngine({ dataDir });
  await registerDeployment(engine.adminUrl, `http://127.0.0.1:${jobs.port}`, [QUOTE_OBJECT]);
  await engine.stop();
  await jobs.close();
}

describe('a connector that is started again', () => {
  let salesforce: SalesforceStub;
  let monetizenow: HttpStub;
  const quote = (name: string) => aQuoteDocument({ quoteOfferings: [anOffering({ items: [anItem({ id: 'a', productName: name })] })] });
  let document = quote('Seat');
  beforeEach(async () => {
    salesforce = await salesforceStub();
    document = quote('Seat');
    monetizenow = await httpStub(() => ({ status: 200, body: document }));
    ends.push(() => salesforce.close(), () => monetizenow.close());
  });
  /** How many products each job so far has written, as Salesforce saw it. */
  const productWrites = () => salesforce.composites.map((group) => group.filter(({ url }) => url.includes('/Product2/')).flatMap(({ body }) => body?.records ?? []).length);

  it('does not write a product again that Salesforce has, and does so with one that it lost', async () => {
    const connect = async () => {
      const running = Promise.withResolvers<Queue>();
      const store: CatalogueStore = { known: async (...asked) => (await running.promise).catalogue('default').known(...asked), add: async (...asked) => (await running.promise).catalogue('default').add(...asked) };
      const connection = connectTenant(aTenant({ MONETIZENOW_API_URL: monetizenow.url, SALESFORCE_URL: salesforce.url }), { catalogue: { store } });
      const queue = await start(quoteSteps(() => connection));
      running.resolve(queue);
      return queue;
    };
    const sync = async (queue: Queue, id: string, count: number) => {
      await queue.enqueue(event(id));
      await seen.done.reached(count);
      await until(async () => (await queue.stats()).backlog === 0, 5_000);
    };
    const first = await connect();
    await sync(first, 'e1', 1);
    expect(await until(async () => (await catalogueEntries(first)).length === 1, 10_000), 'one entry for a product').toBe(true);
    await first.stop();

    const second = await connect();
    await sync(second, 'e2', 2);
    expect(productWrites()).toEqual([1, 0]);
    salesforce.records.get('Product2')?.clear();
    await sync(second, 'e3', 3);
    expect(productWrites(), 'found missing by the read, and written by a second request').toEqual([1, 0, 0, 1]);
    document = quote('Seats');
    await sync(second, 'e4', 4);
    expect(productWrites().slice(4)).toEqual([1]);
  });

  it('was killed, and writes it once more at most', async () => {
    const options = () => ({ dataDir, monetizenow: { url: monetizenow.url, apiKey: 'key', webhookSecret: SECRET }, salesforce: { url: salesforce.url, clientId: 'id', clientSecret: 'secret' } });
    const deliver = async (url: string, id: string) => {
      const body = eventBody({ eventId: id });
      return (await fetch(`${url}/webhooks/monetizenow`, { method: 'POST', body, headers: signed(body, { id }) })).status;
    };
    const killed = closedGate();
    salesforce.beforeAnswer = () => killed.passed;
    const first = await startConnector(options());
    expect(await deliver(first.url, 'evt_1')).toBe(200);
    await until(() => salesforce.composites.length === 1, 10_000);
    await first.child.kill();
    killed.open();
    const second = await startConnector(options());
    ends.push(() => second.child.stop());
    expect(await second.outcome('evt_1')).toMatchObject({ synced: true });
    expect(productWrites(), 'Salesforce had not said so before the kill').toEqual([1, 1]);
    await deliver(second.url, 'evt_2');
    expect(await second.outcome('evt_2')).toMatchObject({ synced: true });
    expect(productWrites()).toEqual([1, 1, 0]);
  });
});

function catalogueEntries(queue: Queue): Promise<readonly unknown[]> {
  return queryEngine(queue.addresses().adminUrl, "SELECT key FROM state WHERE service_name = 'Catalogue'");
}
