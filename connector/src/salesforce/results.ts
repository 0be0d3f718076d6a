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

/** Codes that only say that something else failed, which carries the reason. */
const consequences = new Set(['PROCESSING_HALTED', 'BATCH_PROCESSING_HALTED', 'ALL_OR_NONE_OPERATION_ROLLED_BACK']);

/** Whether an error only follows from another one. */
export function isConsequence({ errorCode }: SalesforceApiError): boolean {
  return consequences.has(errorCode);
}

/**
 * The error of each record of a request, in the order of its records; a request that failed as a whole has its error once,
 * and one that succeeded as a whole has `[undefined]`. A Composite request is answered with 200 whatever became of it, and so
 * is a collection: every result has to be read (REST API guide, "Composite" and "sObject Collections").
 */
export function errorsOf(request: Subrequest, { status, body }: SubrequestResult): (SalesforceApiError | undefined)[] {
  if (status >= 300) return [wholeError(request, status, body)];
  if (!Array.isArray(body)) return [undefined];
  return (body as RecordResult[]).map(({ success, errors = [] }, index) => {
    if (success) return undefined;
    const [first = { message: 'refused without a reason' }] = errors;
    // The HTTP status is that of the request, which succeeded; it must not decide about the record.
    return errorOf(first, 400, `${request.subject}, record ${index + 1}`);
  });
}

/** Throws unless there is an answer to each request. */
export function requireAnswers(requests: readonly Subrequest[], results: readonly SubrequestResult[]): void {
  if (results.length !== requests.length)
    throw new SalesforceApiError({
      errorCode: 'UNKNOWN_EXCEPTION',
      message: `${results.length} answers to ${requests.length} requests`,
      statusCode: 500,
    });
}

function wholeError({ subject }: Subrequest, status: number, body: unknown): SalesforceApiError {
  const [first] = (Array.isArray(body) ? body : []) as RecordError[];
  if (first !== undefined && typeof first === 'object' && first !== null) return errorOf(first, status, subject);
  // An external id that several records have is answered with 300 and their addresses.
  const errorCode = status === 300 ? 'MULTIPLE_CHOICES' : `ERROR_HTTP_${status}`;
  return errorOf({ errorCode, message: JSON.stringify(body)?.slice(0, 200) ?? '' }, status, subject);
}

function errorOf(error: RecordError, statusCode: number, subject: string): SalesforceApiError {
  const errorCode = error.errorCode ?? error.statusCode ?? `ERROR_HTTP_${statusCode}`;
  return new SalesforceApiError({ errorCode, message: String(error.message), statusCode, fields: error.fields ?? [], subject });
}
