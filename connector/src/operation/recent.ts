import type { Observer } from '../observer.ts';

/** One job that ended, for the status page. */
export interface RecentSync {
  readonly at: string;
  readonly tenantId: string;
  readonly quoteId: string;
  readonly outcome: string;
  readonly items: number;
  readonly failedItems: number;
  readonly lagMs: number;
}

/** What the connector remembers of itself since it was started. */
export interface Recent {
  readonly observer: Observer;
  /** The last syncs, the latest first. */
  syncs(): readonly RecentSync[];
  /** Events since the start, by what became of them. */
  totals(): Readonly<Record<'received' | 'duplicate' | 'coalesced' | 'done' | 'retried' | 'parked' | 'refused', number>>;
}

/** Remembers the last `size` syncs; `now` gives milliseconds since the epoch. */
export function rememberRecent(size: number, now: () => number): Recent {
  const syncs: RecentSync[] = [];
  const totals = { received: 0, duplicate: 0, coalesced: 0, done: 0, retried: 0, parked: 0, refused: 0 };
  return {
    syncs: () => syncs,
    totals: () => ({ ...totals }),
    observer: {
      received: (_event, duplicate) => void (totals[duplicate ? 'duplicate' : 'received'] += 1),
      refused: () => void (totals.refused += 1),
      coalesced: () => void (totals.coalesced += 1),
      done({ tenantId, quoteId }, { outcome, items, failedItems }, { lagMs }) {
        totals.done += 1;
        syncs.unshift({ at: new Date(now()).toISOString(), tenantId, quoteId, outcome, items, failedItems: failedItems.length, lagMs });
        syncs.length = Math.min(syncs.length, size);
      },
      willRetry: () => void (totals.retried += 1),
      parked: () => void (totals.parked += 1),
      apiUsage: () => undefined,
      engineMessage: () => undefined,
    },
  };
}
