import type { ApiUsage } from '../observer.ts';
import { SalesforceApiError } from './errors.ts';

/** The org's daily API quota, of which a part is left to others. */
export interface Quota {
  /** Throws API_RESERVE_REACHED while the connector's part is used up. */
  admit(): void;
  /** Takes the header `Sforce-Limit-Info` of an answer. */
  seen(header: string | undefined): void;
  /** Salesforce has refused a request for its limit: nothing is sent for a while. */
  refused(): void;
}

/** The quota is a window of 24 hours that moves on: after a while one request is let through to see how much is used now. */
const LOOK_AGAIN_MS = 5 * 60_000;

/** Watches the usage that Salesforce tells with each answer. `reserve` is the part, from 0 to 1, that is left to others. */
export function quotaOf(reserve: number, now: () => number, tell: (usage: ApiUsage) => void): Quota {
  let closed: { readonly reason: string; until: number } | undefined;
  const close = (reason: string) => (closed = { reason, until: now() + LOOK_AGAIN_MS });
  return {
    admit() {
      if (closed === undefined) return;
      if (now() < closed.until)
        throw new SalesforceApiError({
          errorCode: 'API_RESERVE_REACHED',
          message: closed.reason,
          statusCode: null,
          retryAfterMs: closed.until - now(),
        });
      // This one goes and looks; whoever comes meanwhile waits for what it finds.
      closed.until = now() + LOOK_AGAIN_MS;
    },
    seen(header) {
      const usage = usageOf(header);
      if (usage === undefined) return;
      tell(usage);
      const most = Math.floor(usage.max * (1 - reserve));
      if (usage.used < most) closed = undefined;
      else close(`${usage.used} of ${usage.max} API requests of the day are used; ${usage.max - most} are left to others`);
    },
    refused: () => void close('Salesforce takes no more API requests today'),
  };
}

/** `api-usage=25/5000, per-app-api-usage=…` (REST API guide, "Limit Info Header"). */
function usageOf(header: string | undefined): ApiUsage | undefined {
  const [, used, max] = /api-usage=(\d+)\/(\d+)/.exec(header ?? '') ?? [];
  return used === undefined || max === undefined ? undefined : { used: Number(used), max: Number(max) };
}
