import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { ConnectorError } from './errors.ts';
import { createAdminServer } from './http/admin.ts';
import { createMetricsServer } from './http/metrics.ts';
import { createServer } from './http/server.ts';
import type { QuoteEvent } from './intake/event.ts';
import { observers } from './observer.ts';
import type { Observer } from './observer.ts';
import { logObserver } from './operation/log.ts';
import { createMetrics } from './operation/metrics.ts';
import { rememberRecent } from './operation/recent.ts';
import { statusOf } from './operation/status.ts';
import { currentTrace, inSpan, startTracing } from './operation/tracing.ts';
import { startQueue } from './queue/queue.ts';
import type { EngineAddresses } from './queue/options.ts';
import type { Queue } from './queue/queue.ts';
import type { CatalogueStore } from './sync/catalogue.ts';
import { connectTenant, quoteSteps } from './sync/quote-steps.ts';
import type { Steps } from './sync/steps.ts';
import type { Tenant } from './tenant.ts';

/** Syncs and failures that the status page remembers. */
const REMEMBERED = 50;
const LOOPBACK = '127.0.0.1';

/** A connector that runs. */
export interface Service {
  /** Settles when the embedded engine could not be kept running: nothing can be stored any more. */
  readonly failed: Promise<void>;
  stop(): Promise<void>;
}

/** Starts every part: the queue with its engine, then the webhook, then the administration. */
export async function startService(config: Config, logger: Logger, env: NodeJS.ProcessEnv): Promise<Service> {
  const stops = [await startTracing(env)];
  const stop = async () => {
    for (const end of stops.splice(0).toReversed()) await end();
  };
  try {
    const startedAt = new Date().toISOString();
    const recent = rememberRecent(REMEMBERED, Date.now);
    // The metrics are told by the queue, and ask it in turn once it runs.
    const running = Promise.withResolvers<Queue>();
    const metrics = createMetrics(
      async () => (await running.promise).stats(),
      async () => (await running.promise).disk(),
    );
    const observer = observers([logObserver(logger), metrics.observer, recent.observer]);
    const queue = await startQueue(queueOptions(config), stepsOf(config.tenants, observer, catalogueOf(running.promise)), observer);
    running.resolve(queue);
    stops.push(() => queue.stop());
    const tenants = config.tenants.map(({ id }) => id);
    const status = () => statusOf({ queue, recent, startedAt, tenants });
    const webhook = createServer({ bodyLimit: config.http.bodyLimit, tenants: config.tenants, logger, observer, enqueue: traced(queue), queueIsReady: () => queue.isReady(), disk: () => queue.disk() });
    const url = await listen(webhook, config.http.host, config.http.port, stops);
    const admin = createAdminServer({ logger, status, metrics, parked: () => queue.parked(), resume: queue.resume, drop: queue.drop, replay: replayOn(queue, tenants) });
    const adminUrl = await listen(admin, LOOPBACK, config.http.adminPort, stops);
    const { metrics: at } = config.http;
    const metricsUrl = at === null ? {} : { metricsUrl: await listen(createMetricsServer(logger, metrics), at.host, at.port, stops) };
    logger.info({ url, adminUrl, ...metricsUrl, dataDir: config.queue.dataDir, engine: addressesOf(queue) }, 'connector is ready');
    return { failed: queue.failed, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Null while the engine, which ran a moment ago, is being started again. */
function addressesOf(queue: Queue): EngineAddresses | null {
  try {
    return queue.addresses();
  } catch {
    return null;
  }
}

interface HttpServer {
  listen(at: { host: string; port: number }): Promise<string>;
  close(): PromiseLike<unknown>;
}

async function listen(server: HttpServer, host: string, port: number, stops: (() => Promise<void>)[]): Promise<string> {
  const url = await server.listen({ host, port });
  stops.push(async () => void (await server.close()));
  return url;
}

function queueOptions({ queue: { dataDir, diskReserveBytes, parallelQuotes, cluster } }: Config) {
  return {
    dataDir,
    diskReserveBytes,
    parallelJobs: parallelQuotes,
    cluster,
    trace: <T>(name: string, attributes: Readonly<Record<string, string>>, parent: string | undefined, work: () => Promise<T>) => inSpan(name, attributes, work, parent),
  };
}

/** The steps over a connection for each tenant; nothing is sent before the first job. */
function stepsOf(tenants: readonly Tenant[], observer: Observer, storeOf: (tenantId: string) => CatalogueStore): Steps {
  const report = (message: string) => observer.engineMessage('debug', message);
  const connect = (tenant: Tenant) =>
    connectTenant(tenant, { apiUsage: (usage) => observer.apiUsage(tenant.id, usage), catalogue: { store: storeOf(tenant.id), report } });
  const connections = new Map(tenants.map((tenant) => [tenant.id, connect(tenant)]));
  return quoteSteps((tenantId) => {
    const connection = connections.get(tenantId);
    // Only webhooks of known tenants are stored; this one was taken out of the configuration while its events waited.
    if (connection === undefined) throw new ConnectorError('TENANT_UNKNOWN', { details: [tenantId] });
    return connection;
  });
}

/** The catalogue that the queue keeps for a tenant. A job that is called before the queue is ready waits for it. */
function catalogueOf(running: Promise<Queue>): (tenantId: string) => CatalogueStore {
  return (tenantId) => {
    const opened = running.then((queue) => queue.catalogue(tenantId));
    return {
      known: async (orgId, versions) => (await opened).known(orgId, versions),
      add: async (orgId, versions) => (await opened).add(orgId, versions),
    };
  };
}

/** Stores an event inside a span, which its job takes up again. */
function traced(queue: Queue): (event: QuoteEvent) => Promise<{ duplicate: boolean }> {
  return (event) => {
    const { tenantId, quoteId, eventId, eventType, traceparent } = event;
    const store = () => {
      const trace = currentTrace();
      return queue.enqueue(trace === undefined ? event : { ...event, traceparent: trace });
    };
    return inSpan('webhook', { tenantId, quoteId, eventId, eventType }, store, traceparent);
  };
}

/** Events of our own, which mean what MonetizeNow's do: look at this quote again. */
function replayOn(queue: Queue, tenants: readonly string[]): (tenantId: string, quoteIds: readonly string[]) => Promise<number> {
  return async (tenantId, quoteIds) => {
    if (!tenants.includes(tenantId)) throw new ConnectorError('TENANT_UNKNOWN', { details: [tenantId] });
    for (const quoteId of quoteIds) await queue.enqueue({ tenantId, quoteId, eventId: `replay-${randomUUID()}`, eventType: 'connector.replay' });
    return quoteIds.length;
  };
}
