import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Tenant } from '../tenant.ts';
import type { AdminClient } from './admin-client.ts';
import { UsageError } from './command.ts';
import type { Command, Output } from './command.ts';
import { readOptions, readTime } from './options.ts';
import type { QuoteFilter, QuoteLister } from './quote-batches.ts';
import { batches, tenantOf } from './quote-batches.ts';

export interface BackfillParts {
  readonly client: () => AdminClient;
  readonly tenants: () => readonly Tenant[];
  readonly list: QuoteLister;
  readonly dataDir: () => string;
  readonly now: () => number;
  /** Waits so many milliseconds. */
  readonly wait?: (ms: number) => Promise<unknown>;
}

const FILTERS = ['status', 'type', 'account', 'since'];

/** Syncs all quotes that a filter names: at a bounded rate, and going on where it was broken off. */
export function backfillCommand(parts: BackfillParts): Command {
  return {
    summary: 'sync every quote that a filter names, at a bounded rate; broken off, it goes on where it was',
    usage: [
      '--filter NAME=VALUE …   status=SENT, type=RENEWAL, account=acct_1, since=7d; none: every quote',
      '--rate N                quotes a minute at most (60)',
      '--dry-run               only count them',
      '--restart               begin anew instead of going on',
      '--tenant ID             (default)',
    ],
    async run(args, out) {
      const { values } = readOptions(args, {
        filter: { type: 'string', multiple: true, default: [] },
        rate: { type: 'string', default: '60' },
        'dry-run': { type: 'boolean', default: false },
        restart: { type: 'boolean', default: false },
        tenant: { type: 'string', default: 'default' },
      });
      const tenant = tenantOf(parts.tenants(), values.tenant);
      const filter = readFilter(values.filter, parts.now);
      const rate = Number(values.rate);
      if (!Number.isInteger(rate) || rate < 1) throw new UsageError('--rate must be a whole number of quotes a minute, at least 1');
      if (values['dry-run']) return count(parts, tenant, filter, out);
      const journal = journalOf(parts.dataDir(), tenant.id, values.filter);
      if (values.restart) journal.forget();
      return run(parts, { tenant, filter, rate, journal }, out);
    },
  };
}

interface Work {
  readonly tenant: Tenant;
  readonly filter: QuoteFilter;
  readonly rate: number;
  readonly journal: ReturnType<typeof journalOf>;
}

async function count({ list }: BackfillParts, tenant: Tenant, filter: QuoteFilter, out: Output): Promise<number> {
  let found = 0;
  for await (const ids of batches(list(tenant, filter))) found += ids.length;
  out.line(`${found} quote${found === 1 ? '' : 's'} would be synced. Nothing was done.`);
  return 0;
}

async function run({ client, list, wait = pause }: BackfillParts, { tenant, filter, rate, journal }: Work, out: Output): Promise<number> {
  const done = journal.done();
  if (done > 0) out.line(`Going on after ${done} quotes; --restart begins anew.`);
  let seen = 0;
  let queued = 0;
  for await (const ids of batches(list(tenant, filter))) {
    const fresh = ids.slice(Math.max(0, done - seen));
    seen += ids.length;
    if (fresh.length === 0) continue;
    queued += await client().replay(tenant.id, fresh);
    journal.note(seen);
    out.line(`${seen} quotes in line`);
    await wait((fresh.length / rate) * 60_000);
  }
  journal.forget();
  out.line(`Done: ${queued} quotes were put in line, ${seen} in all. Those that fail are parked: npm run connector -- parked list`);
  return 0;
}

function readFilter(given: readonly string[], now: () => number): QuoteFilter {
  const filter: Record<string, string | Date> = {};
  for (const text of given) {
    const [name = '', ...rest] = text.split('=');
    const value = rest.join('=');
    if (!FILTERS.includes(name) || value === '') throw new UsageError(`--filter ${text}: give ${FILTERS.map((each) => `${each}=…`).join(', ')}`);
    if (name === 'since') filter['modifiedSince'] = readTime(value, now);
    else filter[name === 'account' ? 'accountId' : name] = value;
  }
  return filter;
}

/** How far a backfill has come, kept in the data folder under its tenant and filter. */
function journalOf(dataDir: string, tenantId: string, filter: readonly string[]) {
  const name = [tenantId, ...filter].join('_').replaceAll(/[^A-Za-z0-9-]+/g, '_');
  const path = join(dataDir, `backfill-${name}.json`);
  return {
    done(): number {
      try {
        return (JSON.parse(readFileSync(path, 'utf8')) as { done: number }).done;
      } catch {
        return 0;
      }
    },
    note(done: number): void {
      mkdirSync(dataDir, { recursive: true });
      writeFileSync(path, JSON.stringify({ done }));
    },
    forget: () => rmSync(path, { force: true }),
  };
}
