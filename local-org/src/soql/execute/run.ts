import { SalesforceError } from '../../errors.ts';
import type { SObjectType } from '../../schema/sobject-type.ts';
import type { Row } from '../../store/store.ts';
import type { SObject } from '../../values/sobject.ts';
import type { Value } from '../../values/value.ts';
import type { SoqlQuery } from '../ast.ts';
import { resultOf } from '../check.ts';
import type { QueryScope } from '../resolve.ts';
import { scopeOf } from '../resolve.ts';
import { runAggregate } from './aggregate-query.ts';
import { candidates } from './candidates.ts';
import { equalityKey } from './compare.ts';
import { compileCondition } from './condition.ts';
import type { Execution, RowFunction } from './execution.ts';
import type { CompiledExpression } from './expression.ts';
import { compileExpression } from './expression.ts';
import { countOf } from './operand.ts';
import { BY_DEVELOPER_NAME, orderKey, sortBy } from './order.ts';
import type { Projector } from './projection.ts';
import { compileProjection } from './projection.ts';

const MOST_OFFSET = 2000;

/** Rows of a query and, for `SELECT COUNT()`, their number. */
export interface QueryOutput {
  readonly records: SObject[];
  readonly size: number;
}

/** Runs a query that was checked before. */
export function runQuery(query: SoqlQuery, execution: Execution): QueryOutput {
  const type = execution.schema.find(query.from)!;
  const scope = scopeOf(execution.schema, type, query);
  const runSubquery = (inner: SoqlQuery): ReadonlySet<string> => semiJoin(inner, execution);
  const rows = matching(query, scope, execution);
  const result = resultOf(query);
  if (result === 'count') {
    execution.countRows(1);
    return { records: [], size: page(rows, query, execution).length };
  }
  if (result === 'aggregate') {
    const records = page(runAggregate(query, scope, rows, execution, runSubquery), query, execution);
    return { records, size: records.length };
  }
  const records = recordsOf(rows, query, scope, execution);
  return { records, size: records.length };
}

function matching(query: SoqlQuery, scope: QueryScope, execution: Execution): Row[] {
  const test = query.where && compileCondition(query.where, scope, execution, (inner) => semiJoin(inner, execution));
  const found: Row[] = [];
  const allRows = execution.allRows || query.allRows;
  for (const row of candidates(query.where, scope, execution)) {
    if ((row['IsDeleted'] === true && !allRows) || execution.isVisible?.(scope.type, row) === false) continue;
    if (!test || test(row)) found.push(row);
  }
  return found;
}

function recordsOf(rows: readonly Row[], query: SoqlQuery, scope: QueryScope, execution: Execution): SObject[] {
  const paged = page(sorted(rows, query, scope, execution), query, execution);
  execution.countRows(paged.length);
  const project = compileProjection(query, scope, execution, (inner, outer) => childProjector(inner, outer, execution));
  return paged.map(project);
}

function sorted(rows: readonly Row[], query: SoqlQuery, scope: QueryScope, execution: Execution): Row[] {
  const keys = query.orderBy.map((item) => orderKey<Row>(item, sortable(compileExpression(item.field, scope, execution))));
  if (scope.type.kind === 'customMetadata') keys.push(BY_DEVELOPER_NAME);
  return sortBy(rows, keys);
}

/** Picklists are ordered as their values are, not by the alphabet; values that are not in the set come last. */
function sortable({ field, path, read }: CompiledExpression): RowFunction<Value> {
  if (field.type !== 'picklist' || !path || field.picklistValues.length === 0) return read;
  const ranks = new Map(field.picklistValues.map(({ value }, i) => [value, i] as const));
  return (row) => {
    const value = read(row);
    return value === null ? null : (ranks.get(String(value)) ?? ranks.size);
  };
}

function page<T>(items: readonly T[], query: SoqlQuery, execution: Execution): T[] {
  const offset = countOf(query.offset, execution) ?? 0;
  if (offset > MOST_OFFSET) throw new SalesforceError('NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${MOST_OFFSET}`);
  const limit = countOf(query.limit, execution) ?? Infinity;
  return items.slice(offset, offset + limit);
}

function semiJoin(query: SoqlQuery, execution: Execution): ReadonlySet<string> {
  const type = execution.schema.find(query.from)!;
  const scope = scopeOf(execution.schema, type, query);
  const item = query.select[0]!;
  if (item.kind !== 'field') return new Set();
  const { read } = compileExpression(item, scope, execution);
  const rows = page(sorted(matching(query, scope, execution), query, scope, execution), query, execution);
  return new Set(rows.map(read).filter((value) => value !== null).map(equalityKey));
}

/** Children of a row: the rows of the child object whose lookup points to it. */
function childProjector(query: SoqlQuery, parent: QueryScope, execution: Execution): Projector {
  const name = query.from.split('.').at(-1)!.toLowerCase();
  const relationship = parent.type.childRelationships.find((each) => each.name.toLowerCase() === name)!;
  const type: SObjectType = parent.schema.find(relationship.childObject)!;
  const scope = scopeOf(parent.schema, type, query);
  const test = query.where && compileCondition(query.where, scope, execution, (inner) => semiJoin(inner, execution));
  const project = compileProjection(query, scope, execution, () => () => undefined);
  return (row, record) => {
    const children = execution.store.find(type.name, relationship.field, row['Id'] as string);
    const seen = execution.isVisible ? children.filter((child) => execution.isVisible!(type, child)) : children;
    const kept = seen.filter((child) => (child['IsDeleted'] !== true || execution.allRows || query.allRows) && (!test || test(child)));
    const paged = page(sorted(kept, query, scope, execution), query, execution);
    execution.countRows(paged.length);
    record.children.set(relationship.name, paged.map(project));
  };
}
