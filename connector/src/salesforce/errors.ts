/** What to do after an error: repeat soon, repeat after a pause, or stop because somebody has to change something first. */
type Reaction = 'retry' | 'wait' | 'park';

/**
 * One answer per error code. Codes from Salesforce's REST API guide ("Status Codes and Error Responses") and the
 * `StatusCode` enumeration of its object reference; those in lower case from its OAuth token endpoint (RFC 6749, 5.2).
 */
const reactions: Readonly<Record<string, Reaction>> = {
  // Two writes met on one account or opportunity.
  UNABLE_TO_LOCK_ROW: 'retry',
  QUERY_TIMEOUT: 'retry',
  SERVER_UNAVAILABLE: 'retry',
  SERVICE_UNAVAILABLE: 'retry',
  UNKNOWN_EXCEPTION: 'retry',
  NETWORK: 'retry',
  // The adapter has already logged in anew once: access was withdrawn, which a person mends while the events wait.
  INVALID_SESSION_ID: 'wait',
  LOGIN_FAILED: 'wait',
  REQUEST_LIMIT_EXCEEDED: 'wait',
  // Everything a validation rule, a field definition, a permission or a trigger refuses stays refused until something changes.
  FIELD_CUSTOM_VALIDATION_EXCEPTION: 'park',
  FIELD_INTEGRITY_EXCEPTION: 'park',
  REQUIRED_FIELD_MISSING: 'park',
  STRING_TOO_LONG: 'park',
  NUMBER_OUTSIDE_VALID_RANGE: 'park',
  INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: 'park',
  INVALID_CROSS_REFERENCE_KEY: 'park',
  INVALID_FIELD: 'park',
  INVALID_FIELD_FOR_INSERT_UPDATE: 'park',
  INVALID_TYPE: 'park',
  DUPLICATE_VALUE: 'park',
  DUPLICATES_DETECTED: 'park',
  ENTITY_IS_DELETED: 'park',
  DELETE_FAILED: 'park',
  INSUFFICIENT_ACCESS: 'park',
  INSUFFICIENT_ACCESS_OR_READONLY: 'park',
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: 'park',
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: 'park',
  STORAGE_LIMIT_EXCEEDED: 'park',
  API_DISABLED_FOR_ORG: 'park',
  NOT_FOUND: 'park',
  MALFORMED_QUERY: 'park',
  JSON_PARSER_ERROR: 'park',
};

const WAIT_MS = 60_000;

export interface SalesforceErrorParts {
  readonly errorCode: string;
  readonly message: string;
  /** HTTP status; null where the answer did not reach us. */
  readonly statusCode: number | null;
  readonly fields?: readonly string[];
  /** What was being written or read. */
  readonly subject?: string;
  readonly cause?: unknown;
}

/** An error of Salesforce's API, with the platform's own code and what to do about it. */
export class SalesforceApiError extends Error {
  override readonly name = 'SalesforceApiError';
  readonly errorCode: string;
  readonly statusCode: number | null;
  readonly fields: readonly string[];
  readonly reaction: Reaction;
  readonly retryAfterMs: number | undefined;

  constructor({ errorCode, message, statusCode, fields = [], subject, cause }: SalesforceErrorParts) {
    super(`${errorCode}: ${message}${subject === undefined ? '' : ` (${subject})`}`, { cause });
    this.errorCode = errorCode;
    this.statusCode = statusCode;
    this.fields = fields;
    this.reaction = reactionOf(errorCode, statusCode);
    this.retryAfterMs = this.reaction === 'wait' ? WAIT_MS : undefined;
  }
}

/** The table's answer; a code that is not in it is judged by its HTTP status. */
function reactionOf(errorCode: string, statusCode: number | null): Reaction {
  const known = reactions[errorCode];
  if (known !== undefined) return known;
  if (statusCode === 429) return 'wait';
  return statusCode === null || statusCode === 408 || statusCode >= 500 ? 'retry' : 'park';
}
