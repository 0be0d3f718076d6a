import { reactionOf } from './reactions.ts';
import type { Reaction } from './reactions.ts';

const WAIT_MS = 60_000;

export interface SalesforceErrorParts {
  readonly errorCode: string;
  readonly message: string;
  /** HTTP status; null where the answer did not reach us. */
  readonly statusCode: number | null;
  readonly fields?: readonly string[];
  /** What was being written or read. */
  readonly subject?: string;
  /** How long to leave the org alone, where that is known. */
  readonly retryAfterMs?: number | undefined;
  /** What to do, where more is known than the table can. */
  readonly reaction?: Reaction;
  readonly cause?: unknown;
}

/** An error of Salesforce's API, with the platform's own code and what to do about it. */
export class SalesforceApiError extends Error {
  override readonly name = 'SalesforceApiError';
  readonly errorCode: string;
  /** Salesforce's message alone. */
  readonly text: string;
  readonly statusCode: number | null;
  readonly fields: readonly string[];
  readonly reaction: Reaction;
  readonly retryAfterMs: number | undefined;

  constructor(parts: SalesforceErrorParts) {
    const { errorCode, message, statusCode, fields = [], subject, retryAfterMs, cause } = parts;
    super(`${errorCode}: ${message}${subject === undefined ? '' : ` (${subject})`}`, { cause });
    this.errorCode = errorCode;
    this.text = message;
    this.statusCode = statusCode;
    this.fields = fields;
    this.reaction = parts.reaction ?? reactionOf(errorCode, message, statusCode);
    this.retryAfterMs = retryAfterMs ?? (this.reaction === 'wait' ? WAIT_MS : undefined);
  }
}
