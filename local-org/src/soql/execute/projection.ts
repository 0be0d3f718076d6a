import { UnsupportedError } from '../../errors.ts';
import type { FieldDefinition, SObjectType } from '../../schema/sobject-type.ts';
import type { Row } from '../../store/store.ts';
import { SObject } from '../../values/sobject.ts';
import type { Value } from '../../values/value.ts';
import type { SelectItem, SoqlQuery } from '../ast.ts';
import type { QueryScope, ResolvedPath } from '../resolve.ts';
import type { Execution } from './execution.ts';
import { compileExpression, resolved } from './expression.ts';
import { compileTypeOf } from './type-of.ts';

/** Puts one selected thing of a row into the record that the query gives. */
export type Projector = (row: Row, record: SObject) => void;

/** Runs a child sub-query for a parent. */
export type RunChildren = (query: SoqlQuery, scope: QueryScope) => Projector;

/** Fields and parents selected of one object. */
interface Shape {
  readonly fields: Map<string, FieldDefinition>;
  readonly parents: Map<string, { readonly step: FieldDefinition; readonly shape: Shape }>;
}

/** What a query selects, as a function from rows to records. */
export function compileProjection(query: SoqlQuery, scope: QueryScope, execution: Execution, runChildren: RunChildren): (row: Row) => SObject {
  const shape = emptyShape();
  const extras: Projector[] = [];
  for (const item of query.select) addItem(item, shape, extras, scope, execution, runChildren);
  const queried = namesOf(shape, query);
  return (row) => {
    const record = project(scope.type, row, shape, queried, execution);
    for (const extra of extras) extra(row, record);
    return record;
  };
}

function emptyShape(): Shape {
  return { fields: new Map(), parents: new Map() };
}

function addItem(item: SelectItem, shape: Shape, extras: Projector[], scope: QueryScope, execution: Execution, runChildren: RunChildren): void {
  switch (item.kind) {
    case 'field':
      return addPath(shape, resolved(scope, item.path, item.at));
    case 'fields':
      for (const field of scope.type.fields.values()) if (isOfKind(field, item.which)) shape.fields.set(field.name, field);
      return;
    case 'subquery':
      extras.push(runChildren(item.query, scope));
      return;
    case 'typeof':
      extras.push(compileTypeOf(item, scope, execution));
      return;
    case 'function': {
      if (item.name !== 'TOLABEL') throw new UnsupportedError(`the query function ${item.name}() in a SELECT list`);
      const { read, field } = compileExpression(item, scope, execution);
      extras.push((row, record) => record.set(item.alias ?? field.name, read(row)));
    }
  }
}

function isOfKind(field: FieldDefinition, which: 'ALL' | 'CUSTOM' | 'STANDARD'): boolean {
  return field.type !== 'address' && (which === 'ALL' || field.custom === (which === 'CUSTOM'));
}

function addPath(shape: Shape, { steps, field }: ResolvedPath): void {
  let at = shape;
  for (const step of steps) {
    let next = at.parents.get(step.relationshipName!);
    if (!next) at.parents.set(step.relationshipName!, (next = { step, shape: emptyShape() }));
    // The lookup itself comes along with what is read through it.
    at.fields.set(step.name, at.fields.get(step.name) ?? step);
    at = next.shape;
  }
  at.fields.set(field.name, field);
}

/** Names that Apex may read: the selected ones, and always the id. */
function namesOf(shape: Shape, query?: SoqlQuery): ReadonlySet<string> {
  const children = query?.select.flatMap((item) => (item.kind === 'subquery' ? [item.query.from] : [])) ?? [];
  const labels = query?.select.flatMap((item) => (item.kind === 'function' && item.argument?.kind === 'field' ? [item.alias ?? item.argument.path.at(-1)!] : [])) ?? [];
  const types = query?.select.flatMap((item) => (item.kind === 'typeof' ? [item.path.at(-1)!] : [])) ?? [];
  return new Set([...shape.fields.keys(), ...shape.parents.keys(), ...children, ...labels, ...types, 'Id']);
}

function project(type: SObjectType, row: Row, shape: Shape, queried: ReadonlySet<string>, execution: Execution): SObject {
  const record = new SObject(type);
  for (const field of shape.fields.values()) record.set(field.name, shown(field, execution.reader.readNamed({ type, row }, field)));
  if (!record.fields.has('Id') && typeof row['Id'] === 'string') record.set('Id', row['Id']);
  for (const [name, { step, shape: parentShape }] of shape.parents) {
    const parent = execution.reader.parent(row, step);
    record.parents.set(name, parent && project(parent.type, parent.row, parentShape, namesOf(parentShape), execution));
  }
  record.queried = queried;
  return record;
}

function shown(field: FieldDefinition, value: Value): Value {
  return field.type === 'boolean' ? (value ?? false) : value;
}
