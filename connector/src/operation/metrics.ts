import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { QUOTE_EVENTS } from '../monetizenow/webhooks.ts';
import type { Observer } from '../observer.ts';
import type { DiskSpace } from '../queue/disk-space.ts';
import type { QueueStats } from '../queue/queue.ts';
import { diskGauges } from './disk-metrics.ts';

/** The connector's metrics in Prometheus' text format, and the observer that feeds them. */
export interface Metrics {
  readonly observer: Observer;
  readonly contentType: string;
  text(): Promise<string>;
}

/** A label must not take whatever a sender invents. */
const known = (eventType: string) => ((QUOTE_EVENTS as readonly string[]).includes(eventType) ? eventType : 'other');

const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** Creates the metrics; `stats` and `disk` are asked for the queue's state each time they are read. */
export function createMetrics(stats: () => Promise<QueueStats>, disk: () => Promise<DiskSpace | null> = async () => null): Metrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry });
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) => new Counter({ name, help, labelNames, registers });
  const histogram = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Histogram({ name, help, labelNames, registers, buckets: SECONDS });
  const events = counter('connector_events_total', 'Events of quotes that were stored, or known already.', ['tenant', 'type', 'duplicate']);
  const refused = counter('connector_requests_refused_total', 'Requests that were turned away.', ['code']);
  const coalesced = counter('connector_events_coalesced_total', 'Events that were answered from a read that began after them.', ['tenant']);
  const jobs = counter('connector_jobs_total', 'Jobs that ended, by what they did.', ['tenant', 'outcome']);
  const failedItems = counter('connector_items_failed_total', 'Items that Salesforce refused while others landed.', ['tenant', 'code']);
  const retries = counter('connector_retries_total', 'Steps that failed and were tried again.', ['tenant', 'code']);
  const parked = counter('connector_parked_total', 'Jobs that were parked.', ['tenant', 'code']);
  const requests = counter('connector_salesforce_requests_total', 'Requests to Salesforce by jobs that ended.', ['tenant']);
  const lag = histogram('connector_lag_seconds', 'Time from a webhook to the end of its job.', ['tenant', 'outcome']);
  const steps = histogram('connector_step_seconds', 'Duration of the steps of a job.', ['tenant', 'step']);
  const usage = new Gauge({ name: 'connector_salesforce_api_used', help: 'API requests of the org within 24 hours, as Salesforce says.', labelNames: ['tenant'], registers });
  const quota = new Gauge({ name: 'connector_salesforce_api_limit', help: 'API requests that the org may make within 24 hours.', labelNames: ['tenant'], registers });
  const [lookAtQueue, lookAtDisk] = [queueGauges(registers, stats), diskGauges(registers, disk)];
  return {
    contentType: registry.contentType,
    text: sharedWhileAsked(async () => {
      await lookAtQueue();
      await lookAtDisk();
      return registry.metrics();
    }),
    observer: {
      received: ({ tenantId, eventType }, duplicate) => events.inc({ tenant: tenantId, type: known(eventType), duplicate: String(duplicate) }),
      refused: (code) => refused.inc({ code }),
      coalesced: ({ tenantId }) => coalesced.inc({ tenant: tenantId }),
      done({ tenantId: tenant }, { outcome, failedItems: failed, salesforceRequests }, { readMs, writeMs, lagMs }) {
        jobs.inc({ tenant, outcome });
        requests.inc({ tenant }, salesforceRequests);
        for (const { code } of failed) failedItems.inc({ tenant, code });
        lag.observe({ tenant, outcome }, lagMs / 1000);
        steps.observe({ tenant, step: 'read' }, readMs / 1000);
        steps.observe({ tenant, step: 'write' }, writeMs / 1000);
      },
      willRetry: ({ tenantId }, { code }) => retries.inc({ tenant: tenantId, code }),
      parked: ({ tenantId }, { code }) => parked.inc({ tenant: tenantId, code }),
      apiUsage(tenant, { used, max }) {
        usage.set({ tenant }, used);
        quota.set({ tenant }, max);
      },
      engineMessage: () => undefined,
    },
  };
}

/** Lets those who ask while an answer is made share it: a reading costs the engine some work, and anybody may ask. */
function sharedWhileAsked(read: () => Promise<string>): () => Promise<string> {
  let reading: Promise<string> | undefined;
  return () => (reading ??= read().finally(() => (reading = undefined)));
}

/**
 * The queue's own figures; the function that is returned brings them up to date. One question answers them all, and it is asked
 * before the text is made: prom-client prints its gauges side by side, so that one could not set the others in time.
 */
function queueGauges(registers: Registry[], stats: () => Promise<QueueStats>): () => Promise<void> {
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  const up = gauge('connector_queue_up', 'Whether the queue engine answers: 1, else 0, and the other figures of the queue are missing.');
  const figures = [
    { of: (now: QueueStats) => now.backlog, gauge: gauge('connector_queue_backlog', 'Jobs that wait or run.') },
    { of: (now: QueueStats) => now.running, gauge: gauge('connector_queue_running', 'Jobs that run.') },
    { of: (now: QueueStats) => now.parked, gauge: gauge('connector_queue_parked', 'Quotes that are parked.') },
    { of: (now: QueueStats) => now.oldestMs / 1000, gauge: gauge('connector_queue_oldest_seconds', 'Age of the oldest job that is not done.') },
  ];
  return async () => {
    // Metrics are wanted most when something is down.
    const now = await stats().catch(() => undefined);
    up.set(now === undefined ? 0 : 1);
    for (const figure of figures) {
      if (now === undefined) figure.gauge.remove();
      else figure.gauge.set(figure.of(now));
    }
  };
}
