/** Who has to act on an error: the sender of the request, MonetizeNow, the Salesforce org, or this service. */
export type Fault = 'sender' | 'monetizenow' | 'org' | 'service';

interface ErrorKind {
  readonly sentence: string;
  readonly fault: Fault;
  /** What a job does that meets it: try again soon, wait for the other side, or stop until somebody acts. */
  readonly reaction: 'retry' | 'wait' | 'park';
  /** The status an HTTP caller gets when this error answers a request. */
  readonly httpStatus: number;
}

/** Every error this service raises itself; Salesforce's own errors are `SalesforceApiError`. */
export const errorKinds = {
  SIGNATURE_REFUSED: {
    sentence: 'The signature is missing, wrong or too old.',
    fault: 'sender',
    reaction: 'park',
    httpStatus: 401,
  },
  BODY_NOT_JSON: { sentence: 'The body is not JSON.', fault: 'sender', reaction: 'park', httpStatus: 400 },
  BODY_NOT_AN_EVENT: {
    sentence: 'The body is not a webhook event.',
    fault: 'sender',
    reaction: 'park',
    httpStatus: 400,
  },
  QUEUE_UNAVAILABLE: {
    sentence: 'The event could not be stored; send it again.',
    fault: 'service',
    reaction: 'retry',
    httpStatus: 503,
  },
  DISK_FULL: {
    sentence: 'The disk has no room for the event; send it again.',
    fault: 'service',
    reaction: 'retry',
    httpStatus: 503,
  },
  TENANT_UNKNOWN: {
    sentence: 'No tenant has this address; it ends in the id of a tenant of the configuration.',
    fault: 'sender',
    reaction: 'park',
    httpStatus: 404,
  },
  ENGINE_UNAVAILABLE: { sentence: 'The queue engine does not answer.', fault: 'service', reaction: 'retry', httpStatus: 503 },
  ENGINE_FAILED: { sentence: 'The queue engine did not start.', fault: 'service', reaction: 'park', httpStatus: 500 },
  CONNECTOR_NOT_RUNNING: {
    sentence: 'No connector runs here.',
    fault: 'service',
    reaction: 'park',
    httpStatus: 503,
  },
  REQUEST_NOT_UNDERSTOOD: {
    sentence: 'The request is not one that this version knows.',
    fault: 'sender',
    reaction: 'park',
    httpStatus: 400,
  },
  CONNECTOR_REFUSED: {
    sentence: 'The running connector refused.',
    fault: 'service',
    reaction: 'park',
    httpStatus: 500,
  },
  DATA_FOLDER_IN_USE: {
    sentence: 'Another connector uses this data folder.',
    fault: 'service',
    reaction: 'park',
    httpStatus: 500,
  },
  QUOTE_NOT_FOUND: {
    sentence: 'MonetizeNow does not know this quote.',
    fault: 'monetizenow',
    reaction: 'park',
    httpStatus: 404,
  },
  QUOTE_NOT_IN_SALESFORCE: {
    sentence: 'Salesforce does not have this quote.',
    fault: 'org',
    reaction: 'park',
    httpStatus: 404,
  },
  QUOTE_UNREADABLE: {
    sentence: 'MonetizeNow answered with a quote that is not as documented.',
    fault: 'monetizenow',
    reaction: 'park',
    httpStatus: 502,
  },
  ORG_MISMATCH: {
    sentence: 'The connection leads to another org than the one it was made for; nothing was written.',
    fault: 'org',
    reaction: 'park',
    httpStatus: 502,
  },
  MONETIZENOW_KEY_REFUSED: {
    sentence: 'MonetizeNow does not accept the API key.',
    fault: 'monetizenow',
    reaction: 'wait',
    httpStatus: 502,
  },
  MONETIZENOW_REFUSED: {
    sentence: 'MonetizeNow refused the request.',
    fault: 'monetizenow',
    reaction: 'park',
    httpStatus: 502,
  },
  STALE_READ: {
    sentence: 'MonetizeNow answered with an older state of the quote than it had told of before.',
    fault: 'monetizenow',
    reaction: 'retry',
    httpStatus: 502,
  },
  MONETIZENOW_UNAVAILABLE: {
    sentence: 'MonetizeNow could not answer.',
    fault: 'monetizenow',
    reaction: 'retry',
    httpStatus: 502,
  },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorKinds;

/** An error with a fixed code; what to do about it stands in `errorKinds`. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  readonly reaction: ErrorKind['reaction'];
  readonly details: readonly string[];
  /** How long the other side asked us to wait, where it did. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ErrorCode,
    options: { details?: readonly string[]; retryAfterMs?: number | undefined; cause?: unknown } = {},
  ) {
    const details = options.details ?? [];
    super([errorKinds[code].sentence, ...details].join(' '), { cause: options.cause });
    this.code = code;
    this.kind = errorKinds[code];
    this.reaction = this.kind.reaction;
    this.details = details;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** The text of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
