import { ConnectorError } from '../errors.ts';
import { SalesforceApiError } from './errors.ts';
import type { Session } from './login.ts';

/** The one session that all requests of a tenant share. */
export interface Sessions {
  current(): Promise<Session>;
  /** The session is no longer good: the next request opens a new one. */
  forget(session: Session): void;
}

/** For so long a refused login is not repeated: jobs that all try again at once would lock the user out. */
const PAUSE_MS = 30_000;

/** Opens a session when one is needed. */
export function keepSession(open: () => Promise<Session>, now: () => number): Sessions {
  let kept: { readonly opening: Promise<Session>; opened?: Session; until: number } | undefined;
  return {
    async current() {
      if (kept === undefined || now() >= kept.until) kept = { opening: open(), until: Infinity };
      const mine = kept;
      try {
        mine.opened = await mine.opening;
        return mine.opened;
      } catch (error) {
        // Whoever waited for the same login comes here, too; the pause counts from the first.
        if (mine.until === Infinity) mine.until = isRefusal(error) ? now() + PAUSE_MS : 0;
        throw error;
      }
    },
    forget(session) {
      if (kept?.opened === session) kept = undefined;
    },
  };
}

function isRefusal(error: unknown): boolean {
  return error instanceof ConnectorError || (error instanceof SalesforceApiError && error.errorCode === 'LOGIN_FAILED');
}
