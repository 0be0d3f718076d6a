import { ConnectorError } from '../errors.ts';
import { faultLines, jsonFaults } from '../json-faults.ts';
import { quoteSchema } from './quote-schema.ts';
import type { Quote } from './quote-schema.ts';

export interface MonetizeNowAccess {
  readonly url: string;
  readonly apiKey: string;
}

const TIMEOUT_MS = 60_000;

/** Reads one quote with its offerings and items as MonetizeNow has it now. */
export async function readQuote(
  access: MonetizeNowAccess,
  quoteId: string,
  fetcher: typeof fetch = fetch,
): Promise<Quote> {
  const answer = await get(access, `/api/quotes/${encodeURIComponent(quoteId)}`, fetcher);
  if (answer.status === 404) throw new ConnectorError('QUOTE_NOT_FOUND', { details: [quoteId] });
  if (!answer.ok) throw await errorOf(answer);
  const parsed = quoteSchema.safeParse(await jsonOf(answer));
  if (!parsed.success) throw new ConnectorError('QUOTE_UNREADABLE', { details: faultLines(jsonFaults(parsed.error)) });
  if (parsed.data.id !== quoteId)
    throw new ConnectorError('QUOTE_UNREADABLE', {
      details: [`$.id: expected ${quoteId}, received ${parsed.data.id}`],
    });
  return parsed.data;
}

async function get(access: MonetizeNowAccess, path: string, fetcher: typeof fetch): Promise<Response> {
  try {
    return await fetcher(access.url + path, {
      headers: { 'x-api-key': access.apiKey, accept: 'application/json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (cause) {
    throw new ConnectorError('MONETIZENOW_UNAVAILABLE', { details: [reasonOf(cause)], cause });
  }
}

async function jsonOf(answer: Response): Promise<unknown> {
  try {
    return await answer.json();
  } catch (cause) {
    // Also what a connection cut in the middle of the body looks like, so it is worth another try.
    throw new ConnectorError('MONETIZENOW_UNAVAILABLE', {
      details: [`the body is not JSON: ${reasonOf(cause)}`],
      cause,
    });
  }
}

async function errorOf(answer: Response): Promise<ConnectorError> {
  const details = [`${answer.status} ${errorMessage(await answer.text().catch(() => ''))}`.trim()];
  const mayRecover = answer.status === 429 || answer.status === 408 || answer.status >= 500;
  if (!mayRecover) return new ConnectorError('MONETIZENOW_REFUSED', { details });
  return new ConnectorError('MONETIZENOW_UNAVAILABLE', {
    details,
    retryAfterMs: retryAfterMs(answer.headers.get('retry-after'), Date.now()),
  });
}

/**
 * The message of an error body. MonetizeNow has two shapes, with `status` as a number or as a text such as "400 BAD_REQUEST";
 * both carry `message`, and validation errors add `subErrors[{field,message}]`.
 */
export function errorMessage(body: string): string {
  try {
    const error = JSON.parse(body) as { message?: unknown; subErrors?: { field?: unknown; message?: unknown }[] };
    const parts = Array.isArray(error.subErrors)
      ? error.subErrors.map((sub) => `${String(sub.field)}: ${String(sub.message)}`)
      : [];
    return [typeof error.message === 'string' ? error.message : '', ...parts].filter(Boolean).join('; ');
  } catch {
    return body.slice(0, 200);
  }
}

/** The wait that a Retry-After header asks for: seconds or an HTTP date (RFC 9110, 10.2.3). */
export function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return inner instanceof Error ? inner.message : String(inner);
}
