import { bounded } from '../bounded.ts';
import { ConnectorError } from '../errors.ts';
import { exchange } from '../exchange.ts';
import type { Exchange, HttpAnswer } from '../exchange.ts';
import type { Wait } from '../patience.ts';
import { retryAfterMs } from '../retry-after.ts';
import type { Tenant } from '../tenant.ts';
import { errorMessage, isApiError } from './error-message.ts';

export type MonetizeNowAccess = Tenant['monetizenow'];

/** A read answer of MonetizeNow: its JSON, and the server's time where it told it. */
export interface Answer {
  readonly status: number;
  readonly json: unknown;
  readonly date: string | null;
}

/** Reads from MonetizeNow's API. A 404 that the API itself gives is an answer; whatever else is not a success is thrown. */
export type Get = (path: string) => Promise<Answer>;

export interface ApiOptions {
  readonly send?: Exchange;
  readonly timeoutMs?: number;
  /** How to wait where a list is to be asked for later. */
  readonly wait?: Wait;
}

const TIMEOUT_MS = 60_000;

/** Opens the API for one tenant, which has at most `parallelRequests` requests under way at once. */
export function openApi(access: MonetizeNowAccess, { send = exchange, timeoutMs = TIMEOUT_MS }: ApiOptions = {}): Get {
  const oneOfFew = bounded(access.parallelRequests);
  const headers = { 'x-api-key': access.apiKey, accept: 'application/json' };
  return async (path) => {
    const answer = await oneOfFew(() => send(access.url + path, { method: 'GET', headers }, timeoutMs)).catch((cause: unknown) => unreached(access.url, cause));
    const date = answer.headers['date'] ?? null;
    if (answer.status >= 200 && answer.status < 300) return { status: answer.status, json: parsed(answer.text), date };
    if (answer.status === 404 && isApiError(answer.text)) return { status: 404, json: null, date };
    throw errorOf(answer);
  };
}

function unreached(url: string, cause: unknown): never {
  throw new ConnectorError('MONETIZENOW_UNAVAILABLE', { details: [`${url}: ${reasonOf(cause)}`], cause });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // Also what a connection cut in the middle of the body looks like, so it is worth another try.
    throw new ConnectorError('MONETIZENOW_UNAVAILABLE', { details: ['the body is not JSON'], cause });
  }
}

function errorOf({ status, headers, text }: HttpAnswer): ConnectorError {
  const details = [`${status} ${errorMessage(text)}`.trim()];
  // A gateway that is being changed, most often.
  if (status >= 300 && status < 400) return new ConnectorError('MONETIZENOW_UNAVAILABLE', { details: ['unexpected redirect'] });
  // The key is one for the whole tenant: its events wait until a person has mended it, instead of being parked one by one.
  if (status === 401 || status === 403) return new ConnectorError('MONETIZENOW_KEY_REFUSED', { details });
  if (status !== 429 && status !== 408 && status < 500) return new ConnectorError('MONETIZENOW_REFUSED', { details });
  const wait = retryAfterMs(headers['retry-after'] ?? null, Date.now());
  return new ConnectorError('MONETIZENOW_UNAVAILABLE', { details, retryAfterMs: wait });
}

function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return inner instanceof Error ? inner.message : String(inner);
}
