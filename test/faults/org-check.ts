import type { Connection } from 'jsforce';
import { expectationOf, figures } from './quotes.ts';
import type { ExpectedQuote } from './quotes.ts';
import type { Source } from './source.ts';

type Row = Readonly<Record<string, unknown>>;

/** What an org got wrong, in sentences; nothing when it is as it has to be. */
export interface OrgFindings {
  /** Quotes that are not as MonetizeNow has them. */
  readonly unequal: string[];
  /** Versions that went down, by the org's own history. */
  readonly outOfOrder: string[];
  readonly doubled: string[];
}

/** Compares every quote of the org with its last state in MonetizeNow, and reads the history that the org's own trigger has kept. */
export async function checkOrg(org: Connection, source: Source): Promise<OrgFindings> {
  const findings: OrgFindings = { unequal: [], outOfOrder: [], doubled: [] };
  const quotes = grouped(await all(org, 'SELECT Id__c, Description__c, Status__c, SourceVersion__c, SyncOutcome__c FROM Quote__c'), 'Id__c');
  const items = grouped(await all(org, 'SELECT Id__c, Quantity__c, IncrementalARR__c, Quote__r.Id__c FROM QuoteItem__c'), (row) => (row['Quote__r'] as Row | null)?.['Id__c']);
  const lines = grouped(
    await all(org, 'SELECT QuoteItemId__c, Quantity, TotalPrice, QuoteId__c FROM OpportunityLineItem'),
    'QuoteId__c',
  );
  const itemsOf = (id: string) => (items.get(id) ?? []).map((row) => [row['Id__c'], figures(row['Quantity__c'], row['IncrementalARR__c'])] as const);
  const linesOf = (id: string) => (lines.get(id) ?? []).map((row) => [row['QuoteItemId__c'], figures(row['Quantity'], row['TotalPrice'])] as const);
  const audits = await all(org, 'SELECT QuoteId__c, Version__c FROM VersionAudit__c ORDER BY Name');
  findings.outOfOrder.push(...descents(audits));
  for (const state of source.quotes()) {
    const expected = expectationOf(state);
    compareQuote(findings, state.id, expected, quotes.get(state.id) ?? []);
    compareRecords(findings, `${state.id}, items`, expected, itemsOf(state.id));
    compareRecords(findings, `${state.id}, lines`, expected, linesOf(state.id));
  }
  const saved = new Set(audits.map((row) => row['QuoteId__c']));
  for (const id of source.deleted()) {
    const rows = quotes.get(id) ?? [];
    // One that was never synced is not made.
    if (rows.length === 0 && !saved.has(id)) continue;
    const states = source.history(id).map(expectationOf);
    compareArchived(findings, id, states, rows);
    compareLeft(findings, `${id}, items`, states, itemsOf(id));
    compareLeft(findings, `${id}, lines`, states, linesOf(id));
  }
  const known = new Set([...source.quotes().map(({ id }) => id), ...source.deleted()]);
  for (const id of quotes.keys()) if (!known.has(id)) findings.doubled.push(`${id} is in the org and was never in MonetizeNow`);
  return findings;
}

/** What is left of a deleted quote: the state that was synced last, which need not be the last it had, marked as archived. */
function compareArchived(findings: OrgFindings, id: string, states: readonly ExpectedQuote[], rows: readonly Row[]): void {
  const last = states.find(({ version }) => version === rows[0]?.['SourceVersion__c']);
  if (last === undefined) return void findings.unequal.push(`${id}: it is deleted in MonetizeNow, and the org has no state of it`);
  compareQuote(findings, id, { ...last, status: 'ARCHIVED', outcome: 'STATUS_NOT_ALLOWED' }, rows);
}

/**
 * The items and lines of a deleted quote stay as they were, and the package keeps lines unless it is set otherwise. A write that failed
 * halfway before the quote was deleted cannot be made whole any more, so that they may be of several states; but of no other.
 */
function compareLeft({ unequal, doubled }: OrgFindings, what: string, states: readonly ExpectedQuote[], found: readonly (readonly [unknown, string])[]): void {
  if (new Set(found.map(([key]) => key)).size < found.length) doubled.push(`${what}: a record is there more than once`);
  for (const [key, value] of found)
    if (!states.some(({ items }) => items.get(String(key)) === value)) unequal.push(`${what}: ${String(key)} is ${value}, which it never was in MonetizeNow`);
}

function compareQuote({ unequal, doubled }: OrgFindings, id: string, expected: ExpectedQuote, rows: readonly Row[]): void {
  const [quote] = rows;
  if (quote === undefined) return void unequal.push(`${id} is not in the org`);
  if (rows.length > 1) doubled.push(`${id} is in the org ${rows.length} times`);
  const wanted = { Description__c: expected.description, Status__c: expected.status, SourceVersion__c: expected.version, SyncOutcome__c: expected.outcome };
  for (const [field, value] of Object.entries(wanted))
    if (quote[field] !== value) unequal.push(`${id}: ${field} is ${JSON.stringify(quote[field])}, not ${JSON.stringify(value)}`);
}

function compareRecords({ unequal, doubled }: OrgFindings, what: string, { items }: ExpectedQuote, found: readonly (readonly [unknown, string])[]): void {
  const seen = new Map(found.map(([key, value]) => [String(key), value]));
  if (seen.size < found.length) doubled.push(`${what}: ${found.length} records for ${seen.size} items`);
  for (const [key, value] of items) if (seen.get(key) !== value) unequal.push(`${what}: ${key} is ${seen.get(key) ?? 'missing'}, not ${value}`);
  for (const key of seen.keys()) if (!items.has(key)) unequal.push(`${what}: ${key} should not be there`);
}

function descents(audits: readonly Row[]): string[] {
  const latest = new Map<unknown, number>();
  return audits.flatMap(({ QuoteId__c: id, Version__c: version }) => {
    const before = latest.get(id) ?? -Infinity;
    latest.set(id, Number(version));
    return Number(version) < before ? [`${String(id)}: version ${Number(version)} was saved after ${before}`] : [];
  });
}

async function all(org: Connection, soql: string): Promise<Row[]> {
  return (await org.query<Row>(soql, { autoFetch: true, maxFetch: 1_000_000 })).records;
}

function grouped(rows: readonly Row[], by: string | ((row: Row) => unknown)): Map<string, Row[]> {
  return Map.groupBy(rows, (row) => String(typeof by === 'string' ? row[by] : by(row)));
}
