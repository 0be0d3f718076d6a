import type { DiskSpace } from '../queue/disk-space.ts';
import type { ParkedQuote, Queue, QueueStats } from '../queue/queue.ts';
import type { Recent } from './recent.ts';

/** What the status page and the command `status` show. */
export interface Status {
  /** Whether an event could be stored now. */
  readonly ready: boolean;
  /** ISO 8601 in UTC. */
  readonly startedAt: string;
  readonly tenants: readonly string[];
  /** Null while the queue engine does not answer. */
  readonly queue: QueueStats | null;
  /** The room for events on the disk of an engine of its own. */
  readonly disk: DiskSpace | null;
  readonly totals: ReturnType<Recent['totals']>;
  readonly refusals: ReturnType<Recent['refusals']>;
  readonly recent: ReturnType<Recent['syncs']>;
  readonly failures: ReturnType<Recent['failures']>;
  /** Null while the queue engine does not answer. */
  readonly parked: readonly ParkedQuote[] | null;
}

export interface StatusParts {
  readonly queue: Pick<Queue, 'isReady' | 'stats' | 'parked' | 'disk'>;
  readonly recent: Recent;
  readonly startedAt: string;
  readonly tenants: readonly string[];
}

/** Looks at a connector that runs. It answers also while the queue engine does not: that is when somebody looks. */
export async function statusOf({ queue, recent, startedAt, tenants }: StatusParts): Promise<Status> {
  const unknown = () => null;
  const [ready, stats, parked] = await Promise.all([queue.isReady(), queue.stats().catch(unknown), queue.parked().catch(unknown)]);
  return { ready, startedAt, tenants, queue: stats, disk: queue.disk(), totals: recent.totals(), refusals: recent.refusals(), recent: recent.syncs(), failures: recent.failures(), parked };
}
