import { SalesforceApiError } from './errors.ts';
import type { Subrequest, SubrequestResult } from './org.ts';

interface RecordError {
  readonly errorCode?: string;
  readonly statusCode?: string;
  readonly message: string;
  readonly fields?: readonly string[];
}

interface RecordResult {
  readonly success: boolean;
  readonly errors?: readonly RecordError[];
}

/** Codes that only say "another record failed"; the record that did carries the reason. */
const consequences = new Set(['PROCESSING_HALTED', 'ALL_OR_NONE_OPERATION_ROLLED_BACK']);

/**
 * Throws the root cause if any sub-request or any record in it failed.
 * A Composite request is answered with 200 whatever became of it, and so is a collection: every result has to be read
 * (REST API guide, "Composite" and "sObject Collections").
 */
export function requireSuccess(requests: readonly Subrequest[], results: readonly SubrequestResult[]): void {
  if (results.length !== requests.length) {
    throw new SalesforceApiError({
      errorCode: 'UNKNOWN_EXCEPTION',
      message: `${results.length} answers to ${requests.length} sub-requests`,
      statusCode: 500,
    });
  }
  const failures = requests.flatMap((request, index) => failuresOf(request, results[index] as SubrequestResult));
  const cause = failures.find(({ errorCode }) => !consequences.has(errorCode)) ?? failures[0];
  if (cause !== undefined) throw cause;
}

function failuresOf(request: Subrequest, { status, body }: SubrequestResult): SalesforceApiError[] {
  const entries = Array.isArray(body) ? (body as (RecordResult | RecordError)[]) : [];
  const errors = entries.flatMap((entry, index) => {
    const subject = `${request.subject}${entries.length > 1 || 'success' in entry ? `, record ${index + 1}` : ''}`;
    if (!('success' in entry)) return [errorOf(entry, status, request.subject)];
    return entry.success ? [] : (entry.errors ?? []).map((error) => errorOf(error, status, subject));
  });
  if (errors.length === 0 && status >= 400)
    return [errorOf({ message: JSON.stringify(body) }, status, request.subject)];
  return errors;
}

function errorOf(error: RecordError, status: number, subject: string): SalesforceApiError {
  const errorCode = error.errorCode ?? error.statusCode ?? `ERROR_HTTP_${status}`;
  // Inside a collection the HTTP status is 200 although the record failed, so it must not decide about a repeat.
  return new SalesforceApiError({
    errorCode,
    message: error.message,
    statusCode: status >= 400 ? status : 400,
    fields: error.fields ?? [],
    subject,
  });
}
