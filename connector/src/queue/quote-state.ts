import type { ObjectContext } from '@restatedev/restate-sdk';
import type { Moment } from './moment.ts';

/** What the engine keeps of a quote between jobs. */
export interface QuoteState {
  /** What was last applied to Salesforce. */
  readonly synced: Synced | null;
  readonly parked: Parked | null;
}

export interface Synced {
  /** The newest version applied so far; null where MonetizeNow has told none. */
  readonly version: number | null;
  /**
   * Version and beginning of the read that was applied last: events known to have come before it are done with it. `gone` where it was
   * believed that the quote is deleted.
   */
  readonly read: { readonly version: number | null; readonly began: Moment; readonly gone?: boolean };
}

/** Why the last job of the quote was abandoned. */
export interface Parked {
  readonly code: string;
  readonly reason: string;
  /** ISO 8601 in UTC. */
  readonly since: string;
  readonly eventId: string;
  readonly attempts: number;
}

/** Under which names the engine keeps it; the list of parked quotes asks for `parked`. */
export const SYNCED = 'synced';
export const PARKED = 'parked';

/** Reads what the engine keeps of the job's quote; it comes with the call, so that this asks nobody. */
export async function quoteState(context: ObjectContext): Promise<QuoteState> {
  return { synced: await context.get<Synced>(SYNCED), parked: await context.get<Parked>(PARKED) };
}
