import { randomUUID } from 'node:crypto';
import type { QuoteEvent } from '../intake/event.ts';
import type { Observer } from '../observer.ts';
import type { Steps } from '../sync/steps.ts';
import type { CatalogueStore } from '../sync/catalogue.ts';
import { pauseMs } from './back-off.ts';
import { catalogueObject } from './catalogue-object.ts';
import { catalogueStore } from './catalogue-store.ts';
import { openEngine } from './connection.ts';
import type { EngineConnection } from './connection.ts';
import type { DiskSpace } from './disk-space.ts';
import { createIngress } from './ingress.ts';
import type { Ingress } from './ingress.ts';
import { parkedQuotes, queueStats } from './introspection.ts';
import type { ParkedQuote, QueueStats } from './introspection.ts';
import type { StoredEvent } from './job.ts';
import { createClock } from './moment.ts';
import type { Moment } from './moment.ts';
import type { EngineAddresses, QueueOptions, Trace } from './options.ts';
import { QUOTE_OBJECT, quoteObject } from './quote-object.ts';
import { keyOf } from './quote-key.ts';
import { createTurns } from './turns.ts';

export type { ParkedQuote, QueueOptions, QueueStats };

/** The durable queue of events, keyed by tenant and quote. */
export interface Queue {
  /** Stores an event; resolves once it survives a crash. Throws QUEUE_UNAVAILABLE or DISK_FULL. */
  enqueue(event: QuoteEvent): Promise<{ duplicate: boolean }>;
  parked(): Promise<ParkedQuote[]>;
  /** Tries a parked quote again; tells whether it was parked. */
  resume(tenantId: string, quoteId: string): Promise<boolean>;
  /** Forgets that a quote is parked; tells whether it was. Its next event is done as if nothing had been. */
  drop(tenantId: string, quoteId: string): Promise<boolean>;
  stats(): Promise<QueueStats>;
  /** What the org of a tenant was given of the products, kept by the engine. */
  catalogue(tenantId: string): CatalogueStore;
  isReady(): Promise<boolean>;
  /** The room on the disk of the embedded engine; null with a cluster. */
  disk(): DiskSpace | null;
  /** Where the engine is now. */
  addresses(): EngineAddresses;
  /** Settles when the embedded engine could not be kept running. */
  readonly failed: Promise<void>;
  /** Ends jobs that run, in good time if they take none, and then the embedded engine. What is not done waits on disk. */
  stop(): Promise<void>;
}

const DRAIN_MS = 5_000;
const untraced: Trace = (_name, _attributes, _traceparent, work) => work();

/** Connects with the engine, or starts it, and lets it call `steps` for every stored event. */
export async function startQueue(options: QueueOptions, steps: Steps, observer: Observer): Promise<Queue> {
  const [clock, turns] = [createClock(), createTurns(options.parallelJobs)];
  const jobs = quoteObject({ steps, observer, turns, clock, pause: options.pause ?? pauseMs, trace: options.trace ?? untraced });
  const engine = await openEngine(options, [jobs, catalogueObject()], observer);
  const ingress = currentIngress(engine);
  const enqueue = (event: QuoteEvent) => engine.storing(() => ingress().send(callOf(event, clock()), `${event.tenantId}:${event.eventId}`));
  return {
    enqueue,
    parked: () => parkedQuotes(engine.addresses().adminUrl),
    async resume(tenantId, quoteId) {
      const wasParked = (await parkedQuotes(engine.addresses().adminUrl, keyOf({ tenantId, quoteId }))).length > 0;
      if (wasParked) await enqueue({ tenantId, quoteId, eventId: `resume-${randomUUID()}`, eventType: 'connector.resume' });
      return wasParked;
    },
    drop: async (tenantId, quoteId) =>
      (await ingress().call({ object: QUOTE_OBJECT, key: keyOf({ tenantId, quoteId }), handler: 'drop' })) === true,
    stats: () => queueStats(engine.addresses().adminUrl, Date.now()),
    catalogue: (tenantId) => catalogueStore({ tenantId, send: (call) => engine.storing(() => ingress().send(call)), adminUrl: () => engine.addresses().adminUrl }),
    isReady: () => engine.isReady(),
    disk: () => engine.disk(),
    addresses: () => engine.addresses(),
    failed: engine.failed,
    async stop() {
      await turns.drain(options.drainMs ?? DRAIN_MS);
      await engine.settle();
      ingress.close();
      await engine.close();
    },
  };
}

/** The ingress of the engine that runs now: the embedded one has another address after each start. */
function currentIngress(engine: EngineConnection): (() => Ingress) & { close: () => void } {
  let open: { url: string; ingress: Ingress } | undefined;
  const current = () => {
    const { ingressUrl } = engine.addresses();
    if (open?.url === ingressUrl) return open.ingress;
    open?.ingress.close();
    open = { url: ingressUrl, ingress: createIngress(ingressUrl) };
    return open.ingress;
  };
  return Object.assign(current, { close: () => open?.ingress.close() });
}

function callOf({ tenantId, quoteId, eventId, eventType, version, traceparent }: QuoteEvent, received: Moment) {
  const input: StoredEvent = {
    eventId,
    eventType,
    received,
    receivedAt: Date.now(),
    version: version ?? null,
    ...(traceparent === undefined ? {} : { traceparent }),
  };
  return { object: QUOTE_OBJECT, key: keyOf({ tenantId, quoteId }), handler: 'reconcile', input };
}
