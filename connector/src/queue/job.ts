import { ConnectorError } from '../errors.ts';
import type { Observer, Timings } from '../observer.ts';
import type { ReadResult, Steps, Written } from '../sync/steps.ts';
import { STALE_READS } from './back-off.ts';
import { isKnownNotAfter } from './moment.ts';
import type { Moment } from './moment.ts';
import { PARKED, SYNCED } from './quote-state.ts';
import type { Trace } from './options.ts';
import type { QuoteState, Synced } from './quote-state.ts';
import { Abandoned, doStep, failuresWith, requireWanted } from './step.ts';
import type { Job } from './step.ts';

/** An event as the engine stores it; the quote is the key. */
export interface StoredEvent {
  readonly eventId: string;
  readonly eventType: string;
  /** When it came, for deciding. */
  readonly received: Moment;
  /** When it came by the wall clock, in milliseconds since the epoch: for figures only. */
  readonly receivedAt: number;
  /** The version of the quote that the event told of, if it told one. */
  readonly version: number | null;
  readonly traceparent?: string;
}

interface JobParts {
  readonly steps: Steps;
  readonly observer: Pick<Observer, 'done'>;
  readonly clock: () => Moment;
  readonly trace: Trace;
}

/** What a job has read and written; goes through the journal as JSON, so it holds nothing that a customer wrote but the reasons of refused items. */
interface Applied {
  readonly version: number | null;
  readonly began: Moment;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Why what was read is less than the event had told, if it is and remained so. */
  readonly behind: string | null;
  readonly written: Written;
  readonly readMs: number;
  readonly writeMs: number;
}

/** Whether the read that was applied last holds whatever the event told of, so that nothing is left to do. */
export function isCovered({ received, version }: StoredEvent, { synced, parked }: QuoteState): boolean {
  if (synced === null || parked !== null || !isKnownNotAfter(received, synced.read.began)) return false;
  return !isOlder(synced.read.version, version);
}

/**
 * Reads the quote and makes Salesforce equal to it; throws Abandoned where that needs somebody's help.
 *
 * Both are one step: whatever fails and comes again reads again, so that nothing is written that was read before a pause.
 */
export async function reconcile(job: Job, stored: StoredEvent, state: QuoteState, parts: JobParts): Promise<void> {
  const applied = await doStep(job, 'reconcile', () => apply(job, stored, state, parts));
  const { version, began, at, behind, written } = applied;
  const synced: Synced = { version: version ?? state.synced?.version ?? null, read: { version, began, gone: written.outcome === 'archived' } };
  job.context.set(SYNCED, synced);
  parts.observer.done(job.event, written, timings(stored, applied));
  if (behind !== null) throw new Abandoned({ kind: 'park', code: 'STALE_READ', reason: behind, at });
  if (state.parked !== null) job.context.clear(PARKED);
}

async function apply(job: Job, stored: StoredEvent, state: QuoteState, { steps, clock, trace }: JobParts): Promise<Applied> {
  const { tenantId, quoteId, eventId } = job.event;
  const timed = async <T>(name: string, work: () => Promise<T>) => {
    const start = performance.now();
    const value = await trace(name, { tenantId, quoteId, eventId }, stored.traceparent, work);
    return { value, ms: Math.round(performance.now() - start) };
  };
  const began = clock();
  const read = await timed('quote.read', () => steps.read(tenantId, quoteId));
  const behind = reasonBehind(job, read.value, stored, state);
  requireWanted(job);
  const write = await timed('quote.write', () => steps.write(tenantId, quoteId, read.value));
  // Something newer has landed, perhaps half of it, by a job that was killed then: only a read that knows it can make it whole.
  if (write.value.outcome === 'superseded') throw new ConnectorError('STALE_READ', { details: ['Salesforce holds a newer state of it.'] });
  return { version: versionOf(read.value), began, at: Date.now(), behind, written: write.value, readMs: read.ms, writeMs: write.ms };
}

/**
 * Why a read is less than what MonetizeNow had told before; null if it is not. A read that may catch up is thrown away
 * (STALE_READ), and so is one older than what was applied, however often it comes: writing it would undo something. What an
 * event tells is only a hint: in the end the read is taken as it is, and the quote parked after it was written.
 */
function reasonBehind(job: Job, read: ReadResult, { version: told }: StoredEvent, { synced }: QuoteState): string | null {
  const version = versionOf(read);
  const applied = synced?.version ?? null;
  if (isOlder(version, applied)) throw staleRead(version, applied);
  // Deleted, or a replica that does not know it yet: only the time tells, and once is enough. A quote that was deleted under a flood has many events left.
  const isBehind = read.kind === 'gone' ? synced?.read.gone !== true && (told !== null || applied !== null) : isOlder(version, told);
  if (!isBehind) return null;
  const error = staleRead(version, told ?? applied);
  if (failuresWith(job, error.code) < STALE_READS - 1) throw error;
  // A quote may well have been deleted since its event was sent.
  return read.kind === 'gone' ? null : error.message;
}

function staleRead(version: number | null, told: number | null): ConnectorError {
  const time = (value: number | null) => (value === null ? 'nothing' : new Date(value).toISOString());
  return new ConnectorError('STALE_READ', { details: [`It answered ${time(version)} after it had told of ${time(told)}.`] });
}

/** Whether one version is known to lie before another. */
function isOlder(version: number | null, than: number | null): boolean {
  return version !== null && than !== null && version < than;
}

function versionOf(read: ReadResult): number | null {
  return read.kind === 'quote' ? read.version : null;
}

function timings({ receivedAt }: StoredEvent, { readMs, writeMs }: Applied): Timings {
  return { readMs, writeMs, lagMs: Math.max(0, Date.now() - receivedAt) };
}
