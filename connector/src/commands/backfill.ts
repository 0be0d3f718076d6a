import { setTimeout as pause } from 'node:timers/promises';
import type { QuoteFilter } from '../monetizenow/quote-list.ts';
import type { Tenant } from '../tenant.ts';
import type { AdminClient } from './admin-client.ts';
import { openJournal } from './backfill-journal.ts';
import type { BackfillJournal } from './backfill-journal.ts';
import { counted, UsageError } from './command.ts';
import type { Command, Output } from './command.ts';
import { readOptions, readTime } from './options.ts';
import type { QuoteLister } from './quote-batches.ts';
import { TENANT_USAGE, tenantOf, tenantOption } from './tenants.ts';

export interface BackfillParts {
  readonly client: () => AdminClient;
  readonly tenants: () => readonly Tenant[];
  readonly list: QuoteLister;
  readonly dataDir: () => string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Waits so many milliseconds. */
  readonly wait?: (ms: number) => Promise<unknown>;
  /** Is aborted when somebody breaks the command off. */
  readonly interruption?: () => AbortSignal;
}

interface Work {
  readonly tenant: Tenant;
  /** Quotes a minute. */
  readonly rate: number;
  readonly journal: BackfillJournal;
  /** Every quote that the filter names now. */
  readonly all: readonly string[];
  readonly out: Output;
}

const FILTERS = ['status', 'type', 'account', 'since'];
/** MonetizeNow writes these values in capitals. */
const ENUMERATED = ['status', 'type'];
const MOST_AT_ONCE = 100;
const MINUTE_MS = 60_000;
/** Not done. */
const BROKEN_OFF = 1;

/** Syncs all quotes that a filter names: at a bounded rate, and going on where it was broken off. */
export function backfillCommand(parts: BackfillParts): Command {
  return {
    summary: 'sync every quote that a filter names, at a bounded rate; broken off, it goes on where it was',
    usage: [
      '--filter NAME=VALUE …  status=SENT, type=RENEWAL, account=acct_1, since=7d; none: every quote',
      '--rate N               quotes a minute at most (60)',
      '--dry-run              only count them',
      '--restart              begin anew instead of going on',
      TENANT_USAGE,
      '--json                 one JSON document',
    ],
    async run(args, out) {
      const options = readOptions(args, {
        filter: { type: 'string', multiple: true, default: [] },
        rate: { type: 'string', default: '60' },
        'dry-run': { type: 'boolean', default: false },
        restart: { type: 'boolean', default: false },
        tenant: tenantOption,
        json: { type: 'boolean', default: false },
      });
      const [filter, rate] = [readFilter(options.filter, parts.now), readRate(options.rate)];
      const tenant = tenantOf(parts.tenants(), options.tenant);
      const journal = openJournal(parts.dataDir(), tenant.id, options.filter);
      const all = await listed(parts.list(tenant, filter));
      if (options['dry-run']) return tell(out, options.json, { found: all.length, queued: 0 }, `${counted(all.length, 'quote')} would be synced${all.length === 0 ? '' : `, in ${minutes(all.length, rate)}`}. Nothing was done.`);
      if (options.restart) journal.forget();
      // With --json nothing but the document is written.
      const { queued, isBrokenOff } = await run(parts, { tenant, rate, journal, all, out: options.json ? { ...out, line: ignore, progress: ignore } : out });
      if (isBrokenOff) return tell(out, options.json, { found: all.length, queued, brokenOff: true }, `Broken off: ${counted(queued, 'quote')} put in line, ${all.length} found. The same command goes on from here.`, BROKEN_OFF);
      return tell(out, options.json, { found: all.length, queued }, `Done: ${counted(queued, 'quote')} put in line, ${all.length} found. What becomes of them: npm run connector -- status`);
    },
  };
}

const ignore = () => undefined;

/** Puts quotes in line, a group at a time. Whatever ends it before its end, the journal has what is done. */
async function run({ client, wait, interruption = onInterrupt }: BackfillParts, { tenant, rate, journal, all, out }: Work): Promise<{ queued: number; isBrokenOff: boolean }> {
  const before = journal.done();
  const open = all.filter((id) => !before.has(id));
  if (before.size > 0) out.line(`Going on: ${counted(all.length - open.length, 'quote')} of ${all.length} were put in line before. --restart begins anew.`);
  const signal = interruption();
  const size = Math.min(rate, MOST_AT_ONCE);
  for (let done = 0; done < open.length; done += size) {
    const ids = open.slice(done, done + size);
    if (done > 0) await (wait ?? waitUnless(signal))((size / rate) * MINUTE_MS);
    if (signal.aborted) return { queued: done, isBrokenOff: true };
    await client().replay(tenant.id, ids);
    journal.note(ids);
    const left = open.length - done - ids.length;
    out.progress(progressText(all.length - left, all.length, left === 0 ? '' : `, ${minutes(left, rate)} left`));
  }
  journal.forget();
  return { queued: open.length, isBrokenOff: false };
}

/** Waits, and no longer than until the signal. */
function waitUnless(signal: AbortSignal): (ms: number) => Promise<unknown> {
  return (ms) => pause(ms, undefined, { signal }).catch(ignore);
}

/** Ctrl-C and its like. A second one ends the process as ever. */
function onInterrupt(): AbortSignal {
  const interruption = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => interruption.abort());
  return interruption.signal;
}

async function listed(quotes: AsyncIterable<{ readonly id: string }>): Promise<string[]> {
  const ids = new Set<string>();
  // A quote that changes while the list is read may stand on two pages.
  for await (const { id } of quotes) ids.add(id);
  return [...ids];
}

function progressText(done: number, all: number, rest: string): string {
  const width = 30;
  const filled = Math.round((done / all) * width);
  return `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ${done} of ${all} quotes in line${rest}`;
}

function minutes(quotes: number, rate: number): string {
  return quotes <= rate ? 'less than a minute' : `about ${counted(Math.ceil(quotes / rate), 'minute')}`;
}

interface Result {
  readonly found: number;
  readonly queued: number;
  readonly brokenOff?: true;
}

function tell(out: Output, isJson: boolean, result: Result, text: string, code = 0): number {
  if (isJson) out.json(result);
  else out.line(text);
  return code;
}

function readRate(text: string): number {
  const rate = Number(text);
  if (!Number.isInteger(rate) || rate < 1) throw new UsageError('--rate must be a whole number of quotes a minute, at least 1');
  return rate;
}

function readFilter(given: readonly string[], now: () => number): QuoteFilter {
  const filter: Record<string, string | Date> = {};
  for (const text of given) {
    const [name = '', ...rest] = text.split('=');
    const value = rest.join('=');
    if (!FILTERS.includes(name) || value === '') throw new UsageError(`--filter ${text} is not known: give ${FILTERS.map((each) => `${each}=…`).join(', ')}`);
    const key = { since: 'modifiedSince', account: 'accountId' }[name] ?? name;
    if (key in filter) throw new UsageError(`--filter ${name} is given twice`);
    filter[key] = name === 'since' ? readTime(value, now) : ENUMERATED.includes(name) ? value.toUpperCase() : value;
  }
  return filter;
}
