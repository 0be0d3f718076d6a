import { retryAfterMs } from '../retry-after.ts';
import { SalesforceApiError } from './errors.ts';
import type { AnswerHead } from './transport.ts';

interface ErrorBody {
  readonly errorCode?: string;
  readonly message?: string;
  readonly fields?: readonly string[];
}

/** Translates what jsforce throws; nothing of jsforce's own errors leaves this folder. `head` is missing where no answer came. */
export function apiErrorOf(thrown: unknown, head: AnswerHead | undefined): SalesforceApiError {
  const { errorCode, message, data } = (thrown ?? {}) as { errorCode?: string; message?: string; data?: unknown };
  if (errorCode === undefined || head === undefined) return networkError(thrown);
  const first = (Array.isArray(data) ? data[0] : data) as ErrorBody | undefined;
  return new SalesforceApiError({
    errorCode: first?.errorCode ?? errorCode,
    message: (first?.message ?? message ?? '').slice(0, 1000),
    statusCode: head.status,
    fields: first?.fields ?? [],
    retryAfterMs: retryAfterMs(head.headers['retry-after'] ?? null, Date.now()),
    cause: thrown,
  });
}

/** No answer came, or not the whole of it. */
export function networkError(thrown: unknown): SalesforceApiError {
  const inner = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  const message = inner instanceof Error ? inner.message : String(inner);
  return new SalesforceApiError({ errorCode: 'NETWORK', message, statusCode: null, cause: thrown });
}
