import type { DmlError } from '../../contract.ts';
import type { Row } from '../../store/store.ts';
import { DatetimeValue } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import type { Value } from '../../values/value.ts';
import { readOnlyRecord } from '../draft.ts';
import type { SaveEnvironment } from '../environment.ts';
import { sameStored } from '../same-value.ts';
import { fireTriggers } from '../triggers.ts';
import type { Work } from '../work.ts';
import { newWork } from '../work.ts';
import { expectedRevenue } from './opportunity.ts';

/**
 * Sums the products of opportunities up into them. An opportunity that changes by it runs its own triggers, and what they
 * refuse is refused to the products.
 */
export function updateOpportunities(works: readonly Work[], environment: SaveEnvironment): void {
  for (const id of new Set(works.map(opportunityIdOf))) {
    const old = environment.store.get('Opportunity', id);
    if (!old || old['IsDeleted'] === true) continue;
    const totals = totalsOf(old, environment);
    const changed = Object.entries(totals).some(([name, value]) => !sameStored(value, old[name] ?? null));
    const errors = changed ? update(old, totals, environment) : [];
    if (errors.length) for (const work of works) if (opportunityIdOf(work) === id) work.errors.push(...errors);
  }
}

function opportunityIdOf({ saved, old }: Work): string {
  return String((saved ?? old)!['OpportunityId']);
}

function totalsOf(opportunity: Row, { store }: SaveEnvironment): Record<string, Value> {
  const lines = store.find('OpportunityLineItem', 'OpportunityId', opportunity['Id']!).filter((row) => row['IsDeleted'] !== true);
  if (lines.length === 0) return { HasOpportunityLineItem: false, Amount: new Decimal(0n, 2), TotalOpportunityQuantity: null, ExpectedRevenue: new Decimal(0n, 2) };
  const amount = sum(lines, 'TotalPrice');
  return {
    HasOpportunityLineItem: true,
    Amount: amount,
    TotalOpportunityQuantity: sum(lines, 'Quantity'),
    ExpectedRevenue: expectedRevenue(amount, opportunity['Probability'] ?? null),
  };
}

function sum(lines: readonly Row[], name: string): Decimal {
  return lines.map((line) => line[name]).reduce<Decimal>((total, value) => (value instanceof Decimal ? total.add(value) : total), new Decimal(0n, 2));
}

/** The update goes past the rule that keeps a caller from writing these fields, but not past the opportunity's triggers. */
function update(old: Row, totals: Record<string, Value>, environment: SaveEnvironment): readonly DmlError[] {
  const { schema, store, tx } = environment;
  const type = schema.find('Opportunity')!;
  const now = new DatetimeValue(Math.floor(tx.now() / 1000) * 1000);
  const next = (): Row => ({ ...store.get('Opportunity', old['Id'] as string)!, ...totals, LastModifiedDate: now, LastModifiedById: tx.user.id, SystemModstamp: now });
  const before = readOnlyRecord(type, next(), environment);
  before.readOnly = false;
  const work = newWork(0, before, old['Id'] as string, false);
  const oldRecords = [readOnlyRecord(type, old, environment)];
  fireTriggers([work], { object: type, timing: 'before', operation: 'update', newRecords: [before], oldRecords }, [before], environment);
  if (work.errors.length) return work.errors;
  store.put('Opportunity', { ...next(), ...changesOf(before, next()) });
  const after = [readOnlyRecord(type, store.get('Opportunity', old['Id'] as string)!, environment)];
  fireTriggers([work], { object: type, timing: 'after', operation: 'update', newRecords: after, oldRecords }, after, environment);
  return work.errors;
}

/** What before triggers changed. */
function changesOf(record: { readonly fields: ReadonlyMap<string, Value>; readonly type: { readonly fields: ReadonlyMap<string, { readonly formula?: string; readonly updateable: boolean }> } }, row: Row): Record<string, Value> {
  const changed = [...record.fields].filter(([name, value]) => record.type.fields.get(name.toLowerCase())?.updateable === true && !sameStored(value, row[name] ?? null));
  return Object.fromEntries(changed);
}
