import type { DmlError } from '../contract.ts';
import type { FieldDefinition, RollUpSummary, SObjectType, SummaryFilter } from '../schema/sobject-type.ts';
import { valueOfText } from '../schema/text-value.ts';
import { compareValues, equalityKey } from '../soql/execute/compare.ts';
import { aggregate } from '../soql/execute/group.ts';
import type { Row, Store } from '../store/store.ts';
import { Decimal } from '../values/decimal.ts';
import type { Value } from '../values/value.ts';
import type { SaveEnvironment } from './environment.ts';
import { updateParent } from './parent-update.ts';
import { sameStored } from './same-value.ts';
import { storedValue } from './values.ts';
import type { Work } from './work.ts';

/** Updates the roll-up summaries of the masters of records that were saved or deleted; a master's refusal is the detail's. */
export function rollUp(works: readonly Work[], environment: SaveEnvironment): void {
  const [first] = works;
  if (!first) return;
  for (const [parent, fields] of summarized(first.type, environment)) {
    const lookup = fields[0]!.summary!.lookup;
    const idsOf = ({ saved, old }: Work): Value[] => [saved?.[lookup] ?? null, old?.[lookup] ?? null];
    for (const id of new Set(works.flatMap(idsOf))) {
      const errors = typeof id === 'string' ? update(parent, id, fields, environment) : [];
      if (errors.length) for (const work of works) if (idsOf(work).includes(id)) work.errors.push(...errors);
    }
  }
}

/** The objects that sum up details of this type, with the fields that do. */
function summarized(child: SObjectType, { schema }: SaveEnvironment): (readonly [SObjectType, FieldDefinition[]])[] {
  const parents = new Set([...child.fields.values()].filter((field) => field.masterDetail || field.deleteConstraint === 'Cascade').flatMap((field) => field.referenceTo));
  return [...parents].flatMap((name) => {
    const parent = schema.find(name);
    const fields = parent ? [...parent.fields.values()].filter(({ summary }) => summary?.childObject === child.name) : [];
    return parent && fields.length ? [[parent, fields] as const] : [];
  });
}

function update(parent: SObjectType, id: string, fields: readonly FieldDefinition[], environment: SaveEnvironment): readonly DmlError[] {
  const row = environment.store.get(parent.name, id);
  if (!row || row['IsDeleted'] === true) return [];
  const totals = Object.fromEntries(fields.map((field) => [field.name, summaryValue(field, id, environment.store, environment.schema.find(field.summary!.childObject)!)]));
  const changed = Object.entries(totals).some(([name, value]) => !sameStored(value, row[name] ?? null));
  return changed ? updateParent(parent, row, totals, environment) : [];
}

/** What a roll-up summary shows for a master: a count or sum of nothing is zero, a minimum of nothing is empty. */
export function summaryValue(field: FieldDefinition, masterId: string, store: Store, child: SObjectType): Value {
  const { lookup, operation, field: summed, filters } = field.summary!;
  const details = store.find(child.name, lookup, masterId).filter((row) => row['IsDeleted'] !== true && filters.every((filter) => passes(row, filter, child)));
  if (operation === 'count') return storedValue(field, details.length);
  const value = aggregate(operation.toUpperCase(), details.map((row) => row[summed!] ?? null), null);
  return storedValue(field, value ?? (operation === 'sum' ? new Decimal(0n, 0) : null));
}

/** The values of a new master's roll-up summaries. */
export function emptySummaries(type: SObjectType): [string, Value][] {
  const zero = ({ operation }: RollUpSummary): boolean => operation === 'count' || operation === 'sum';
  return [...type.fields.values()].filter(({ summary }) => summary && zero(summary)).map((field) => [field.name, storedValue(field, new Decimal(0n, 0))]);
}

/** Several values of an "equals" are alternatives, separated by commas. */
function passes(row: Row, { field: name, operation, value }: SummaryFilter, child: SObjectType): boolean {
  const field = child.fields.get(name.toLowerCase())!;
  const found = row[name] ?? (field.type === 'boolean' ? false : null);
  const wanted = value.split(',').map((text) => text.trim()).map((text) => (text === '' ? null : valueOfText(field, text)));
  const equal = wanted.some((each) => equalityKey(each) === equalityKey(found));
  if (operation === 'equals') return equal;
  if (operation === 'notEqual') return !equal;
  if (['contains', 'notContain', 'startsWith'].includes(operation)) return passesText(String(found ?? ''), operation, wanted.map((each) => String(each ?? '')));
  const [limit] = wanted;
  if (found === null || limit === null || limit === undefined) return false;
  const order = compareValues(found, limit);
  if (operation === 'lessThan') return order < 0;
  if (operation === 'lessOrEqual') return order <= 0;
  return operation === 'greaterThan' ? order > 0 : order >= 0;
}

function passesText(text: string, operation: string, wanted: readonly string[]): boolean {
  const lower = text.toLowerCase();
  if (operation === 'startsWith') return wanted.some((each) => lower.startsWith(each.toLowerCase()));
  return wanted.some((each) => lower.includes(each.toLowerCase())) === (operation === 'contains');
}
