import { ConnectorError, messageOf } from '../errors.ts';
import type { Status } from '../operation/status.ts';
import type { ParkedQuote } from '../queue/queue.ts';

/** The connector that runs, as the commands reach it. */
export interface AdminClient {
  status(): Promise<Status>;
  parked(): Promise<ParkedQuote[]>;
  resume(tenantId: string, quoteId: string): Promise<boolean>;
  drop(tenantId: string, quoteId: string): Promise<boolean>;
  replay(tenantId: string, quoteIds: readonly string[]): Promise<number>;
}

const ANSWER_WITHIN_MS = 30_000;

/** Reaches the running connector at its administration port of this machine. */
export function adminClient(port: number): AdminClient {
  const base = `http://127.0.0.1:${port}`;
  const quotePath = (tenantId: string, quoteId: string) => `/parked/${encodeURIComponent(tenantId)}/${encodeURIComponent(quoteId)}`;
  return {
    status: () => request<Status>(base, 'GET', '/status'),
    parked: () => request<ParkedQuote[]>(base, 'GET', '/parked'),
    resume: async (tenantId, quoteId) => (await request<{ resumed: boolean }>(base, 'POST', `${quotePath(tenantId, quoteId)}/resume`)).resumed,
    drop: async (tenantId, quoteId) => (await request<{ dropped: boolean }>(base, 'DELETE', quotePath(tenantId, quoteId))).dropped,
    replay: async (tenantId, quoteIds) =>
      (await request<{ queued: number }>(base, 'POST', `/replay/${encodeURIComponent(tenantId)}`, { quoteIds })).queued,
  };
}

async function request<Answer>(base: string, method: string, path: string, body?: unknown): Promise<Answer> {
  let answer: Response;
  try {
    answer = await fetch(base + path, {
      method,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
  } catch (error) {
    throw new ConnectorError('CONNECTOR_NOT_RUNNING', { details: [`Nothing answers at ${base} (${messageOf(error)}).`], cause: error });
  }
  const content = (await answer.json().catch(() => undefined)) as (Answer & { readonly error?: string; readonly message?: string; readonly details?: readonly string[] }) | undefined;
  if (content === undefined) throw new ConnectorError('CONNECTOR_NOT_RUNNING', { details: [`What answers at ${base} is no connector.`] });
  if (!answer.ok) throw new ConnectorError('CONNECTOR_REFUSED', { details: [content.error, content.message, ...(content.details ?? [])].filter((text) => text !== undefined) });
  return content;
}
