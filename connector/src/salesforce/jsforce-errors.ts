import { SalesforceApiError } from './errors.ts';

/** Translates what jsforce throws; nothing of jsforce's own errors leaves this folder. */
export function apiErrorOf(thrown: unknown): SalesforceApiError {
  if (thrown instanceof SalesforceApiError) return thrown;
  const { errorCode, message, data } = (thrown ?? {}) as { errorCode?: string; message?: string; data?: unknown };
  if (errorCode === undefined)
    return new SalesforceApiError({
      errorCode: 'NETWORK',
      message: networkReason(thrown),
      statusCode: null,
      cause: thrown,
    });
  const first = Array.isArray(data)
    ? (data[0] as { errorCode?: string; message?: string; fields?: string[] })
    : undefined;
  const code = first?.errorCode ?? errorCode;
  return new SalesforceApiError({
    errorCode: code,
    message: first?.message ?? message ?? '',
    statusCode: statusOf(code),
    fields: first?.fields ?? (data as { fields?: string[] } | undefined)?.fields ?? [],
    cause: thrown,
  });
}

/** The token endpoint answered with an OAuth error, or not at all. */
export function loginErrorOf(thrown: unknown): SalesforceApiError {
  const { name, message } = (thrown ?? {}) as { name?: string; message?: string };
  if (thrown instanceof TypeError) return apiErrorOf(thrown);
  return new SalesforceApiError({
    errorCode: 'LOGIN_FAILED',
    message: `${name ?? 'Error'}: ${message ?? ''}`,
    statusCode: null,
    cause: thrown,
  });
}

/** jsforce drops the HTTP status; it survives only in the codes that jsforce makes up for bodies that are not JSON. */
function statusOf(errorCode: string): number {
  const made = /^ERROR_HTTP_(\d{3})$/.exec(errorCode)?.[1];
  if (made !== undefined) return Number(made);
  if (errorCode === 'INVALID_SESSION_ID') return 401;
  if (errorCode === 'REQUEST_LIMIT_EXCEEDED') return 403;
  if (errorCode === 'SERVER_UNAVAILABLE') return 503;
  return errorCode === 'NOT_FOUND' ? 404 : 400;
}

function networkReason(thrown: unknown): string {
  const inner = thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown;
  return inner instanceof Error ? inner.message : String(inner);
}
