import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Observer } from '../observer.ts';

/** What the queue knows of itself when it is asked. */
export interface QueueStats {
  /** Jobs that wait or run. */
  readonly backlog: number;
  readonly running: number;
  readonly parked: number;
  /** Age of the oldest job that is not done, in milliseconds. */
  readonly oldestMs: number;
}

/** The connector's metrics in Prometheus' text format, and the observer that feeds them. */
export interface Metrics {
  readonly observer: Observer;
  readonly contentType: string;
  text(): Promise<string>;
}

const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** Creates the metrics; `stats` is asked for the queue's state each time they are read. */
export function createMetrics(stats: () => Promise<QueueStats>): Metrics {
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
  queueGauges(registry, stats);
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    observer: {
      received: ({ tenantId, eventType }, duplicate) => events.inc({ tenant: tenantId, type: eventType, duplicate: String(duplicate) }),
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

/** The queue's own figures: one question answers them all, each time the metrics are read. */
function queueGauges(registry: Registry, stats: () => Promise<QueueStats>): void {
  const registers = [registry];
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  const backlog = gauge('connector_queue_backlog', 'Jobs that wait or run.');
  const running = gauge('connector_queue_running', 'Jobs that run.');
  const parked = gauge('connector_queue_parked', 'Quotes that are parked.');
  new Gauge({
    name: 'connector_queue_oldest_seconds',
    help: 'Age of the oldest job that is not done.',
    registers,
    async collect() {
      const now = await stats();
      backlog.set(now.backlog);
      running.set(now.running);
      parked.set(now.parked);
      this.set(now.oldestMs / 1000);
    },
  });
}
