import type { DmlError } from '../contract.ts';
import { SalesforceError, UnsupportedError } from '../errors.ts';
import { LimitException } from '../limits/limits.ts';
import type { ApiResponse } from './api.ts';

export interface ErrorBody {
  readonly message: string;
  readonly errorCode: string;
  readonly fields?: readonly string[];
}

/** An error that the API answers with; REST API Developer Guide, "Status Codes and Error Responses". */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly errors: readonly ErrorBody[];

  constructor(status: number, errorCode: string, message: string, fields?: readonly string[]) {
    super(message);
    this.status = status;
    this.errors = [fields ? { message, errorCode, fields } : { message, errorCode }];
  }
}

export function notFound(message = 'The requested resource does not exist'): ApiError {
  return new ApiError(404, 'NOT_FOUND', message);
}

/** A record's errors as a response of a single-record resource. */
export function recordErrors(errors: readonly DmlError[]): ApiResponse {
  const [first] = errors;
  const isGone = first?.statusCode === 'ENTITY_IS_DELETED' && first.fields.length === 0;
  return { status: isGone ? 404 : 400, body: errors.map(({ statusCode, message, fields }) => ({ message, errorCode: statusCode, fields })) };
}

/** The response for whatever a resource threw. */
export function errorResponse(error: unknown): ApiResponse {
  if (error instanceof ApiError) return { status: error.status, body: error.errors };
  if (error instanceof SalesforceError) return { status: 400, body: [withFields({ message: error.message, errorCode: error.statusCode }, error.fields)] };
  if (error instanceof UnsupportedError) return { status: 501, body: [{ message: error.message, errorCode: 'LOCAL_ORG_NOT_IMPLEMENTED' }] };
  if (error instanceof LimitException) return { status: 400, body: [{ message: `System.LimitException: ${error.message}`, errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY' }] };
  return { status: 500, body: [{ message: error instanceof Error ? `An unexpected error occurred: ${error.message}` : String(error), errorCode: 'UNKNOWN_EXCEPTION' }] };
}

function withFields(body: ErrorBody, fields: readonly string[]): ErrorBody {
  return fields.length ? { ...body, fields } : body;
}
