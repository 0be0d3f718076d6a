import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from '../errors.ts';
import { askAdmin } from './admin-api.ts';
import { partsOf } from './quote-key.ts';
import { PARKED } from './quote-state.ts';
import type { Parked } from './quote-state.ts';
import { QUOTE_OBJECT } from './quote-object.ts';

/** A quote whose last job was abandoned, and why. */
export interface ParkedQuote extends Parked {
  readonly tenantId: string;
  readonly quoteId: string;
}

/** What the queue holds now. */
export interface QueueStats {
  /** Jobs that wait or run. */
  readonly backlog: number;
  readonly running: number;
  readonly parked: number;
  /** Age of the oldest job that is not done, in milliseconds. */
  readonly oldestMs: number;
}

/** All parked quotes, or the one with this key, by their keys. */
export async function parkedQuotes(adminUrl: string, key?: string): Promise<ParkedQuote[]> {
  const one = key === undefined ? '' : ` AND service_key = ${literal(key)}`;
  const rows = await queryEngine(
    adminUrl,
    `SELECT service_key, value_utf8 FROM state WHERE service_name = '${QUOTE_OBJECT}' AND key = '${PARKED}'${one} ORDER BY service_key`,
  );
  return rows.map((row) => ({ ...partsOf(String(row['service_key'])), ...(JSON.parse(String(row['value_utf8'])) as Parked) }));
}

/** The queue's figures, from the engine's own tables. */
export async function queueStats(adminUrl: string, now: number): Promise<QueueStats> {
  const [jobs, [parked]] = await Promise.all([
    queryEngine(
      adminUrl,
      `SELECT status, COUNT(*) AS jobs, MIN(created_at) AS oldest FROM sys_invocation WHERE target_service_name = '${QUOTE_OBJECT}' AND status <> 'completed' GROUP BY status`,
    ),
    queryEngine(adminUrl, `SELECT COUNT(*) AS quotes FROM state WHERE service_name = '${QUOTE_OBJECT}' AND key = '${PARKED}'`),
  ]);
  const count = (rows: readonly Row[]) => rows.reduce((sum, row) => sum + Number(row['jobs']), 0);
  const oldest = Math.min(now, ...jobs.map((row) => Date.parse(String(row['oldest']))));
  return {
    backlog: count(jobs),
    running: count(jobs.filter((row) => row['status'] === 'running')),
    parked: Number(parked?.['quotes'] ?? 0),
    oldestMs: now - oldest,
  };
}

type Row = Readonly<Record<string, unknown>>;

const TRIES = 40;
const PAUSE_MS = 250;

/**
 * Asks the engine's SQL interface (docs.restate.dev/references/sql-introspection). For a moment after a start, or when partitions move
 * within a cluster, it answers that a partition is not there, and means: not yet.
 */
export async function queryEngine(adminUrl: string, sql: string, signal?: AbortSignal): Promise<readonly Row[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const { rows } = (await askAdmin('POST', `${adminUrl}/query`, { query: sql }, signal)) as { rows: readonly Row[] };
      return rows;
    } catch (error) {
      if (attempt === TRIES || !messageOf(error).includes('partition')) throw error;
      await pause(PAUSE_MS, undefined, signal === undefined ? {} : { signal });
    }
  }
}

/** A text within SQL. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
