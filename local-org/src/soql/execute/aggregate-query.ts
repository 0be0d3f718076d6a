import { UnsupportedError } from '../../errors.ts';
import { AGGREGATE_RESULT } from '../../schema/org-schema.ts';
import type { FieldDefinition } from '../../schema/sobject-type.ts';
import type { Row } from '../../store/store.ts';
import { SObject } from '../../values/sobject.ts';
import type { Value } from '../../values/value.ts';
import type { FieldExpression, FunctionItem, SelectItem, SoqlQuery } from '../ast.ts';
import { keyOf } from '../check-grouping.ts';
import { AGGREGATES } from '../functions.ts';
import type { QueryScope } from '../resolve.ts';
import type { RunSubquery } from './condition.ts';
import { compileHaving } from './condition.ts';
import type { Execution } from './execution.ts';
import type { CompiledExpression } from './expression.ts';
import { compileExpression } from './expression.ts';
import type { Group } from './group.ts';
import { aggregate, groupRows } from './group.ts';
import { orderKey, sortBy } from './order.ts';

type Column = (group: Group) => Value;

/** Groups rows and gives one AggregateResult per group, in the order that the query asks for. */
export function runAggregate(query: SoqlQuery, scope: QueryScope, rows: readonly Row[], execution: Execution, runSubquery: RunSubquery): SObject[] {
  const items = query.groupBy?.items ?? [];
  const reads = items.map((item) => compileExpression(item, scope, execution).read);
  let groups = groupRows(rows, reads, query.groupBy?.mode ?? 'plain');
  countRows(query, rows, groups, execution);
  const column = (expression: FieldExpression): Column => compileColumn(expression, items, scope, execution);
  if (query.having) groups = filterGroups(groups, query, items, scope, execution, runSubquery);
  const keys = query.orderBy.map((item) => orderKey<Group>(item, column(aliased(item.field, query))));
  const columns = namedColumns(query.select, column);
  return sortBy(groups, keys).map((group) => {
    const record = new SObject(AGGREGATE_RESULT, columns.map(([name, read]) => [name, read(group)] as const));
    record.queried = new Set(record.fields.keys());
    return record;
  });
}

/** Apex Developer Guide, "Working with SOQL Aggregate Functions": COUNT counts one row a group, other functions every row. */
function countRows(query: SoqlQuery, rows: readonly Row[], groups: readonly Group[], execution: Execution): void {
  const onlyCounts = query.select.every((item) => item.kind !== 'function' || !AGGREGATES.has(item.name) || item.name === 'COUNT');
  execution.countRows(onlyCounts ? groups.length : rows.length);
}

/** HAVING tests groups: each is shown to the condition as a row of its own. */
function filterGroups(groups: readonly Group[], query: SoqlQuery, items: readonly FieldExpression[], scope: QueryScope, execution: Execution, runSubquery: RunSubquery): Group[] {
  const compileField = (expression: FieldExpression): CompiledExpression => {
    const read = compileColumn(expression, items, scope, execution);
    return { field: fieldOf(expression, scope, execution), read: (row) => read(row as unknown as Group) };
  };
  const test = compileHaving(query.having!, execution, compileField, runSubquery);
  return groups.filter((group) => test(group as unknown as Row));
}

const COUNTED: Pick<FieldDefinition, 'name' | 'type'> = { name: 'COUNT', type: 'integer' };

function fieldOf(expression: FieldExpression, scope: QueryScope, execution: Execution): FieldDefinition {
  if (expression.kind === 'function' && (!expression.argument || expression.name.startsWith('COUNT'))) return COUNTED as FieldDefinition;
  const inner = expression.kind === 'function' && AGGREGATES.has(expression.name) ? expression.argument! : expression;
  return compileExpression(inner, scope, execution).field;
}

function compileColumn(expression: FieldExpression, items: readonly FieldExpression[], scope: QueryScope, execution: Execution): Column {
  if (expression.kind === 'function' && AGGREGATES.has(expression.name)) return aggregateColumn(expression, scope, execution);
  if (expression.kind === 'function' && expression.name === 'GROUPING') {
    const at = positionOf(expression.argument!, items);
    return (group) => (group.rolledUp.has(at) ? 1 : 0);
  }
  const at = positionOf(expression, items);
  if (at < 0) throw new UnsupportedError('an expression over grouped fields that are not grouped themselves');
  return (group) => group.keys[at]!;
}

function positionOf(expression: FieldExpression, items: readonly FieldExpression[]): number {
  return items.findIndex((item) => keyOf(item) === keyOf(expression));
}

function aggregateColumn({ name, argument }: FunctionItem, scope: QueryScope, execution: Execution): Column {
  if (!argument) return (group) => group.rows.length;
  const { read, field } = compileExpression(argument, scope, execution);
  return (group) => aggregate(name, group.rows.map(read), field);
}

/** ORDER BY may name an alias of the select list. */
function aliased(expression: FieldExpression, query: SoqlQuery): FieldExpression {
  if (expression.kind !== 'field' || expression.path.length !== 1) return expression;
  const wanted = expression.path[0]!.toLowerCase();
  const named = query.select.find((item) => 'alias' in item && item.alias?.toLowerCase() === wanted);
  return named?.kind === 'field' || named?.kind === 'function' ? named : expression;
}

/** Columns without an alias bear their field's name, or `expr0`, `expr1`… for functions. */
function namedColumns(select: readonly SelectItem[], column: (expression: FieldExpression) => Column): (readonly [string, Column])[] {
  let expressions = 0;
  return select.flatMap((item) => {
    if (item.kind !== 'field' && item.kind !== 'function') return [];
    const name = item.alias ?? (item.kind === 'field' ? item.path.at(-1)! : `expr${expressions++}`);
    return [[name, column(item)] as const];
  });
}
