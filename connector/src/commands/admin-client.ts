import { z } from 'zod';
import { ConnectorError } from '../errors.ts';
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
const refusalSchema = z.object({ error: z.string(), message: z.string(), details: z.array(z.string()).default([]) });

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
  const answer = await answered(base, method, path, body);
  const content: unknown = await answer.json().catch(() => undefined);
  const refusal = answer.ok ? undefined : refusalSchema.safeParse(content);
  if (typeof content !== 'object' || content === null || refusal?.success === false)
    throw new ConnectorError('CONNECTOR_NOT_RUNNING', { details: [`What answers at ${base} is no connector.`] });
  if (refusal === undefined) return content as Answer;
  const { error, message, details } = refusal.data;
  throw new ConnectorError('CONNECTOR_REFUSED', { details: [`${error}: ${message}`, ...details] });
}

async function answered(base: string, method: string, path: string, body: unknown): Promise<Response> {
  const content = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  try {
    return await fetch(base + path, { method, signal: AbortSignal.timeout(ANSWER_WITHIN_MS), redirect: 'error', ...content });
  } catch (cause) {
    if (cause instanceof Error && cause.name === 'TimeoutError')
      throw new ConnectorError('CONNECTOR_REFUSED', { details: [`It has not answered at ${base} for ${ANSWER_WITHIN_MS / 1000} s.`], cause });
    throw new ConnectorError('CONNECTOR_NOT_RUNNING', { details: [`Nothing answers at ${base}.`], cause });
  }
}
