import { fileURLToPath } from 'node:url';

/** A promise of the connector that can be broken on purpose, to see whether the checks notice. */
export type Break = 'order' | 'deduplication' | 'staleness' | 'coalescing' | 'acknowledgement' | 'archive' | 'tolerance' | 'haste';

export interface Patch {
  /** Path below connector/src. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/**
 * What is changed in the connector's own lines while they are loaded; the product has no switch for any of this.
 * A line that is not there any more fails the run, so that no break is empty without anybody noticing.
 */
export const breaks: Readonly<Record<Break, readonly Patch[]>> = {
  /** Each event gets a key of its own, so that nothing keeps the jobs of a quote in line. */
  order: [
    { file: 'queue/quote-key.ts', find: 'return `${tenantId}/${quoteId}`;', replace: 'return `${tenantId}/${quoteId}\\u0001${Math.random()}`;' },
    { file: 'queue/quote-key.ts', find: 'quoteId: key.slice(slash + 1)', replace: "quoteId: key.slice(slash + 1).split('\\u0001')[0] ?? ''" },
  ],
  /** Each delivery counts as an event. */
  deduplication: [{ file: 'queue/queue.ts', find: '`${event.tenantId}:${event.eventId}`', replace: '`${event.tenantId}:${event.eventId}:${Math.random()}`' }],
  /** Whatever is read is taken for the present state. */
  staleness: [{ file: 'queue/job.ts', find: 'return version !== null && than !== null && version < than;', replace: 'return false;' }],
  /** Events are answered from whatever was read last, however long before they came. */
  coalescing: [
    { file: 'queue/moment.ts', find: 'return earlier.instance === later.instance && earlier.at <= later.at;', replace: 'return true;' },
    { file: 'queue/job.ts', find: 'return !isOlder(synced.read.version, version);', replace: 'return true;' },
  ],
  /** Events are acknowledged although nobody has stored them. */
  acknowledgement: [{ file: 'http/webhook.ts', find: 'const { duplicate } = await enqueue(', replace: 'const { duplicate } = Math.random() < 0.1 ? { duplicate: false } : await enqueue(' }],
  /** What is gone in MonetizeNow is left as it is. */
  archive: [{ file: 'sync/archive.ts', find: 'const [error] = errorsOf(request, await org.single(request));', replace: 'const [error] = [] as unknown[] as [undefined];' }],
  /** Events are taken however old their signature is. */
  tolerance: [{ file: 'http/signature.ts', find: 'Math.abs(nowMs / 1000 - Number(timestamp)) <= TOLERANCE_S', replace: 'true' }],
  /** Not a break: what would wait a minute waits a second, so that a short run has time for it. */
  haste: [{ file: 'reaction.ts', find: 'const WAIT_MS = 60_000;', replace: 'const WAIT_MS = 1_000;' }],
};

/** The modules that the connector has to be started with (`--import`) for these breaks. */
export function breakImports(chosen: readonly Break[]): string[] {
  if (chosen.length === 0) return [];
  return [`${fileURLToPath(new URL('./break-hook.ts', import.meta.url))}?${chosen.join(',')}`];
}
