import type { DmlOperation, DmlResult } from '../contract.ts';
import type { SaveEnvironment } from '../dml/environment.ts';
import { readOnlyRecord } from '../dml/draft.ts';
import { storedValue } from '../dml/values.ts';
import type { SObjectType } from '../schema/sobject-type.ts';
import { orderKey, sortBy } from '../soql/execute/order.ts';
import type { Row } from '../store/store.ts';
import { SObject } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import type { FlowElement, FlowFieldValue } from './definition.ts';
import type { InvokeAction } from './flow-action.ts';
import { actionStep } from './flow-action.ts';
import { holds } from './flow-condition.ts';
import type { BulkStep, Interview, StepOutcome } from './interview.ts';

type ElementOf<K extends FlowElement['kind']> = Extract<FlowElement, { kind: K }>;

/** Does one element for all interviews that have come to it: one query, one DML statement or one call of the action. */
export function runBulkStep(steps: readonly BulkStep[], environment: SaveEnvironment, invoke: InvokeAction | undefined): StepOutcome[] {
  const { element } = steps[0]!;
  const interviews = steps.map(({ interview }) => interview);
  switch (element.kind) {
    case 'lookup':
      return lookUp(element, interviews, environment);
    case 'create':
      return create(element, interviews, environment);
    case 'update':
      return update(element, interviews, environment);
    case 'delete':
      return save('delete', interviews.map((interview) => targets(element, interview, environment)), environment);
    case 'action':
      return actionStep(element, interviews, environment, invoke);
  }
}

function lookUp(element: ElementOf<'lookup'>, interviews: readonly Interview[], environment: SaveEnvironment): StepOutcome[] {
  const type = environment.schema.find(element.object)!;
  environment.tx.limits.consume('queries');
  return interviews.map((interview) => {
    const rows = matching(element, type, interview, environment);
    const found = (element.firstOnly ? rows.slice(0, 1) : rows).map((row) => writeable(readOnlyRecord(type, row, environment)));
    environment.tx.limits.consume('queryRows', found.length);
    const [first = null] = found;
    if (element.output !== undefined && (first || element.nullWhenNone || !element.firstOnly || element.outputs.length === 0)) interview.assign(element.output, 'Assign', element.firstOnly ? first : found);
    for (const { to, field } of element.outputs) if (first || element.nullWhenNone) interview.assign(to, 'Assign', first?.get(field) ?? null);
    return {};
  });
}

function writeable(record: SObject): SObject {
  record.readOnly = false;
  return record;
}

/** Rows that an element's filter lets through, in its order. */
function matching(element: ElementOf<'lookup' | 'update' | 'delete'>, type: SObjectType, interview: Interview, environment: SaveEnvironment): Row[] {
  const live = candidates(element, type, interview, environment).filter((row) => row['IsDeleted'] !== true);
  const found = live.filter((row) => holds(element.filter, interview.recordOperands(readOnlyRecord(type, row, environment))));
  if (element.kind !== 'lookup' || element.sortField === undefined) return found;
  const name = element.sortField;
  return sortBy(found, [orderKey({ field: { kind: 'field', path: [name], at: 0 }, descending: element.descending }, (row: Row) => row[name] ?? null)]);
}

/** An equality on an id or a lookup spares reading all rows. */
function candidates({ filter }: ElementOf<'lookup' | 'update' | 'delete'>, type: SObjectType, interview: Interview, { store }: SaveEnvironment): Row[] {
  const key = filter.logic.toLowerCase() === 'and' ? filter.conditions.find(({ operator, left }) => operator === 'EqualTo' && ['id', 'reference'].includes(type.fields.get(left.toLowerCase())?.type ?? '')) : undefined;
  if (!key?.right) return [...store.rows(type.name)];
  const value = interview.value(key.right);
  if (typeof value !== 'string') return [];
  const field = type.fields.get(key.left.toLowerCase())!;
  const row = store.get(type.name, value);
  return field.type === 'id' ? (row ? [row] : []) : store.find(type.name, field.name, value);
}

function create(element: ElementOf<'create'>, interviews: readonly Interview[], environment: SaveEnvironment): StepOutcome[] {
  const records = interviews.map((interview) => {
    if (element.input !== undefined) return recordsIn(interview.read(element.input));
    const record = new SObject(environment.schema.find(element.object!)!);
    setFields(record, element.values, interview);
    return [record];
  });
  const outcomes = save('insert', records, environment);
  interviews.forEach((interview, i) => {
    if (element.idTo !== undefined && outcomes[i]!.failure === undefined) interview.assign(element.idTo, 'Assign', records[i]![0]?.id ?? null);
  });
  return outcomes;
}

function update(element: ElementOf<'update'>, interviews: readonly Interview[], environment: SaveEnvironment): StepOutcome[] {
  const records = interviews.map((interview) => targets(element, interview, environment));
  interviews.forEach((interview, i) => {
    for (const record of records[i]!) setFields(record, element.values, interview);
  });
  // In a flow before the save the record itself is changed; nothing is written for it.
  const beforeSave = interviews[0]!.flow.timing === 'beforeSave';
  if (!beforeSave) return save('update', records, environment);
  const others = records.map((list, i) => list.filter((record) => record !== interviews[i]!.record));
  return save('update', others, environment);
}

/** The records that an update or delete is about: a record or collection, or what a filter finds. */
function targets(element: ElementOf<'update' | 'delete'>, interview: Interview, environment: SaveEnvironment): SObject[] {
  if (element.input === '$Record' && interview.flow.timing === 'beforeSave') return [interview.record];
  if (element.input !== undefined) return recordsIn(interview.read(element.input)).map((record) => (element.input === '$Record' ? withChanges(record, element) : record));
  const type = environment.schema.find(element.object!)!;
  return matching(element, type, interview, environment).map((row) => new SObject(type, [['Id', row['Id']!]]));
}

/** An update of the triggering record writes only what the element or an assignment set. */
function withChanges(record: SObject, element: ElementOf<'update' | 'delete'>): SObject {
  if (element.kind === 'update' && element.values.length) return new SObject(record.type, [['Id', record.id]]);
  return new SObject(record.type, record.fields);
}

function recordsIn(value: unknown): SObject[] {
  if (value instanceof SObject) return [value];
  return Array.isArray(value) ? value.filter((each): each is SObject => each instanceof SObject) : [];
}

function setFields(record: SObject, values: readonly FlowFieldValue[], interview: Interview): void {
  for (const { field: name, value } of values) {
    const field = record.type.fields.get(name.toLowerCase());
    if (field) record.set(field.name, storedValue(field, (value ? interview.value(value) : null) as Value));
  }
}

/** One DML statement for all interviews; each of them fails by its own records. */
function save(operation: DmlOperation, records: readonly (readonly SObject[])[], { tx }: SaveEnvironment): StepOutcome[] {
  const all = records.flat();
  const results = all.length ? tx.data.dml(tx, { operation, records: all, allOrNone: false }) : [];
  let at = 0;
  return records.map((list) => outcomeOf(results.slice(at, (at += list.length))));
}

function outcomeOf(results: readonly DmlResult[]): StepOutcome {
  const error = results.flatMap((result) => result.errors)[0];
  return error ? { failure: `This error occurred when the flow tried to save records: ${error.statusCode}: ${error.message}.` } : {};
}
