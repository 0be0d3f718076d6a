import { ConnectorError, messageOf } from './errors.ts';
import { SalesforceApiError } from './salesforce/errors.ts';

/**
 * What to do with a job whose step has failed.
 *   retry  soon, with back-off; `afterMs` where the other side named a time
 *   wait   the other side takes no work at all for now; not the job's fault, so no attempt is spent
 *   park   the same work fails again until somebody changes something
 */
export type Reaction =
  | { readonly kind: 'retry'; readonly afterMs?: number }
  | { readonly kind: 'wait'; readonly afterMs: number }
  | { readonly kind: 'park'; readonly code: string; readonly reason: string };

const WAIT_MS = 60_000;

/** The reaction to whatever a step has thrown. What nobody foresaw may have been an accident and is tried again. */
export function reactionTo(error: unknown): Reaction {
  if (!(error instanceof ConnectorError) && !(error instanceof SalesforceApiError)) return { kind: 'retry' };
  switch (error.reaction) {
    case 'park':
      return { kind: 'park', code: codeOf(error), reason: messageOf(error) };
    case 'wait':
      return { kind: 'wait', afterMs: error.retryAfterMs ?? WAIT_MS };
    case 'retry':
      return error.retryAfterMs === undefined ? { kind: 'retry' } : { kind: 'retry', afterMs: error.retryAfterMs };
  }
}

/** The code of whatever a step has thrown; `UNEXPECTED` for what nobody foresaw. */
export function codeOf(error: unknown): string {
  if (error instanceof ConnectorError) return error.code;
  return error instanceof SalesforceApiError ? error.errorCode : 'UNEXPECTED';
}
