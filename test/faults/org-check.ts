import type { Connection } from 'jsforce';
import type { QuoteDocument } from '../../demo/stand-in/documents.ts';
import { expectationOf, figures } from './quotes.ts';
import type { ExpectedQuote } from './quotes.ts';

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
export async function checkOrg(org: Connection, states: readonly QuoteDocument[]): Promise<OrgFindings> {
  const findings: OrgFindings = { unequal: [], outOfOrder: [], doubled: [] };
  const quotes = grouped(await all(org, 'SELECT Id__c, Description__c, Status__c, SourceVersion__c, SyncOutcome__c FROM Quote__c'), 'Id__c');
  const items = grouped(await all(org, 'SELECT Id__c, Quantity__c, IncrementalARR__c, Quote__r.Id__c FROM QuoteItem__c'), (row) => (row['Quote__r'] as Row | null)?.['Id__c']);
  const lines = grouped(
    await all(org, 'SELECT QuoteItemId__c, Quantity, TotalPrice, QuoteId__c FROM OpportunityLineItem'),
    'QuoteId__c',
  );
  for (const state of states) {
    const expected = expectationOf(state);
    compareQuote(findings, state.id, expected, quotes.get(state.id) ?? []);
    compareRecords(findings, `${state.id}, items`, expected, (items.get(state.id) ?? []).map((row) => [row['Id__c'], figures(row['Quantity__c'], row['IncrementalARR__c'])]));
    compareRecords(findings, `${state.id}, lines`, expected, (lines.get(state.id) ?? []).map((row) => [row['QuoteItemId__c'], figures(row['Quantity'], row['TotalPrice'])]));
  }
  for (const id of quotes.keys()) if (!states.some((state) => state.id === id)) findings.doubled.push(`${id} is in the org and not in MonetizeNow`);
  findings.outOfOrder.push(...descents(await all(org, 'SELECT QuoteId__c, Version__c FROM VersionAudit__c ORDER BY Name')));
  return findings;
}

function compareQuote({ unequal, doubled }: OrgFindings, id: string, expected: ExpectedQuote, rows: readonly Row[]): void {
  const [quote] = rows;
  if (quote === undefined) return void unequal.push(`${id} is not in the org`);
  if (rows.length > 1) doubled.push(`${id} is in the org ${rows.length} times`);
  const wanted = { Description__c: expected.description, Status__c: expected.status, SourceVersion__c: expected.version, SyncOutcome__c: 'SYNCED' };
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
