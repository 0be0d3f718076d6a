import { queryEngine } from '../../connector/src/queue/introspection.ts';
import type { Sent } from './sender.ts';

export interface EngineFindings {
  /** Events that the connector had said to have stored, and the engine does not know. */
  readonly lost: string[];
  /** Events of which the engine has more than one job, and jobs of no event. */
  readonly doubled: string[];
}

interface Row {
  readonly idempotency_key: string | null;
  readonly target_service_key: string;
  readonly status: string;
  readonly completion_result: string | null;
}

/** Compares the engine's own list of jobs, which it keeps for days, with the events that were sent. */
export async function checkEngine(adminUrl: string, tenantId: string, sent: readonly Sent[]): Promise<EngineFindings> {
  const query = "SELECT idempotency_key, target_service_key, status, completion_result FROM sys_invocation WHERE target_service_name = 'Quote' AND target_handler_name = 'reconcile'";
  const rows = (await queryEngine(adminUrl, query)) as unknown as readonly Row[];
  const jobs = Map.groupBy(rows, ({ idempotency_key: key }) => eventKey(key ?? ''));
  const lost: string[] = [];
  const doubled: string[] = [];
  for (const { eventId, quoteId } of sent) {
    const found = jobs.get(`${tenantId}:${eventId}`) ?? [];
    jobs.delete(`${tenantId}:${eventId}`);
    if (found.length > 1) doubled.push(`${eventId}: ${found.length} jobs`);
    const [job] = found;
    if (job === undefined) lost.push(`${eventId} of ${quoteId}: no job`);
    else if (job.status !== 'completed' || job.completion_result !== 'success') lost.push(`${eventId} of ${quoteId}: ${job.status} ${job.completion_result ?? ''}`);
    else if (job.target_service_key !== `${tenantId}/${quoteId}`) doubled.push(`${eventId} of ${quoteId}: the job belongs to ${job.target_service_key}`);
  }
  for (const key of jobs.keys()) doubled.push(`a job of no event that was sent: ${key}`);
  return { lost, doubled };
}

/** Tenant and event, whatever else a key may have been made of. */
function eventKey(key: string): string {
  return key.split(':').slice(0, 2).join(':');
}
