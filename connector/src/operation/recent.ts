import type { Observer, SeenEvent } from '../observer.ts';

/** A job that ended. Times are ISO 8601 in UTC. */
export interface RecentSync {
  readonly at: string;
  readonly tenantId: string;
  readonly quoteId: string;
  readonly outcome: string;
  readonly items: number;
  readonly failedItems: number;
  readonly lagMs: number;
}

/** A step that failed, whether it is tried again or the quote was parked. */
export interface RecentFailure {
  readonly at: string;
  readonly tenantId: string;
  readonly quoteId: string;
  readonly code: string;
  readonly reason: string;
  readonly next: 'retry' | 'wait' | 'park';
}

/** What the connector remembers of itself since it was started. */
export interface Recent {
  readonly observer: Observer;
  /** The last syncs, the latest first. */
  syncs(): readonly RecentSync[];
  /** The last failures, the latest first: the only place, besides parked quotes, that keeps what the other side said. */
  failures(): readonly RecentFailure[];
  /** Requests that were turned away since the start, by the code of the answer. */
  refusals(): readonly { readonly code: string; readonly count: number }[];
  /** Events since the start, by what became of them. */
  totals(): Readonly<Record<'received' | 'duplicate' | 'coalesced' | 'done' | 'retried' | 'parked' | 'refused', number>>;
}

/** Remembers the last `size` syncs and failures; `now` gives milliseconds since the epoch. */
export function rememberRecent(size: number, now: () => number): Recent {
  const [syncs, failures] = [latest<RecentSync>(size), latest<RecentFailure>(size)];
  const totals = { received: 0, duplicate: 0, coalesced: 0, done: 0, retried: 0, parked: 0, refused: 0 };
  const refusals = new Map<string, number>();
  const at = () => new Date(now()).toISOString();
  const failed = ({ tenantId, quoteId }: SeenEvent, { code, reason }: { code: string; reason: string }, next: RecentFailure['next']) =>
    failures.add({ at: at(), tenantId, quoteId, code, reason, next });
  return {
    syncs: () => syncs.entries,
    failures: () => failures.entries,
    refusals: () => [...refusals].map(([code, count]) => ({ code, count })),
    totals: () => ({ ...totals }),
    observer: {
      received: (_event, duplicate) => void (totals[duplicate ? 'duplicate' : 'received'] += 1),
      refused(code) {
        totals.refused += 1;
        refusals.set(code, (refusals.get(code) ?? 0) + 1);
      },
      coalesced: () => void (totals.coalesced += 1),
      done({ tenantId, quoteId }, { outcome, items, failedItems }, { lagMs }) {
        totals.done += 1;
        syncs.add({ at: at(), tenantId, quoteId, outcome, items, failedItems: failedItems.length, lagMs });
      },
      willRetry(event, failure) {
        totals.retried += 1;
        failed(event, failure, failure.isWait ? 'wait' : 'retry');
      },
      parked(event, failure) {
        totals.parked += 1;
        failed(event, failure, 'park');
      },
      apiUsage: () => undefined,
      engineMessage: () => undefined,
    },
  };
}

function latest<T>(size: number): { readonly entries: readonly T[]; add(entry: T): void } {
  const entries: T[] = [];
  return {
    entries,
    add(entry) {
      entries.unshift(entry);
      entries.length = Math.min(entries.length, size);
    },
  };
}
