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
  const compare = (id: string, expected: ExpectedQuote) => {
    compareQuote(findings, id, expected, quotes.get(id) ?? []);
    compareRecords(findings, `${id}, items`, expected, (items.get(id) ?? []).map((row) => [row['Id__c'], figures(row['Quantity__c'], row['IncrementalARR__c'])]));
    compareRecords(findings, `${id}, lines`, expected, (lines.get(id) ?? []).map((row) => [row['QuoteItemId__c'], figures(row['Quantity'], row['TotalPrice'])]));
  };
  const states = source.quotes();
  for (const state of states) compare(state.id, expectationOf(state));
  for (const id of source.deleted()) {
    const archived = archivedExpectation(source, id, quotes.get(id)?.[0]);
    if (archived === undefined) findings.unequal.push(`${id}: it is deleted in MonetizeNow, and the org has a version that it never had`);
    else if (archived !== 'absent') compare(id, archived);
  }
  const known = new Set([...states.map(({ id }) => id), ...source.deleted()]);
  for (const id of quotes.keys()) if (!known.has(id)) findings.doubled.push(`${id} is in the org and was never in MonetizeNow`);
  findings.outOfOrder.push(...descents(await all(org, 'SELECT QuoteId__c, Version__c FROM VersionAudit__c ORDER BY Name')));
  return findings;
}

/**
 * What is left of a deleted quote: the state that was synced last, which need not be the last it had, marked as archived, and the lines
 * of that state, which the package keeps unless it is set otherwise. One that was never synced is not made.
 */
function archivedExpectation(source: Source, id: string, row: Row | undefined): ExpectedQuote | 'absent' | undefined {
  if (row === undefined) return 'absent';
  const state = source.history(id).map(expectationOf).find(({ version }) => version === row['SourceVersion__c']);
  return state === undefined ? undefined : { ...state, status: 'ARCHIVED', outcome: 'STATUS_NOT_ALLOWED' };
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
