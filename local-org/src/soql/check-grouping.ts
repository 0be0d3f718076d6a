import type { FieldExpression, SelectItem, SoqlQuery } from './ast.ts';
import { AGGREGATES, isAggregate } from './functions.ts';
import type { QueryProblem } from './problem.ts';
import { invalidField, malformed } from './problem.ts';
import type { QueryScope } from './resolve.ts';
import { isProblem, resolvePath } from './resolve.ts';

/** Rules of GROUP BY and aggregates: every other selected field must be grouped. */
export function checkGrouping(query: SoqlQuery, scope: QueryScope): QueryProblem[] {
  const groups = query.groupBy?.items ?? [];
  const problems = groups.flatMap((item) => checkGroup(item, scope));
  if (!query.groupBy && query.having) problems.push(malformed('HAVING clause requires a GROUP BY clause', 0));
  if (!query.groupBy && !query.select.some(isAggregate)) return problems;
  const bareCount = query.select.some((item) => item.kind === 'function' && item.name === 'COUNT' && !item.argument);
  if (bareCount && (query.select.length > 1 || query.groupBy)) problems.push(malformed("COUNT() must be the only element in the SELECT list and cannot be grouped", query.select[0]!.at));
  const grouped = new Set(groups.map((item) => keyOf(item)));
  problems.push(...query.select.flatMap((item) => checkSelected(item, grouped)), ...query.orderBy.flatMap(({ field }) => checkOrdered(field, grouped, query)));
  const bounded = query.limit !== undefined && !query.groupBy && !bareCount;
  if (bounded) problems.push(malformed('Non-grouped query that uses overall aggregate functions cannot also use LIMIT', query.select[0]!.at));
  return problems;
}

function checkGroup(item: FieldExpression, scope: QueryScope): QueryProblem[] {
  if (item.kind === 'function') return item.argument ? checkPathOf(item.argument, scope) : [];
  const resolved = resolvePath(scope, item.path, item.at);
  if (isProblem(resolved)) return [resolved];
  const { name, type, length = 0 } = resolved.field;
  const ungroupable = ['double', 'currency', 'percent', 'datetime', 'multipicklist', 'address', 'time'].includes(type) || (type === 'textarea' && length > 255);
  return ungroupable ? [invalidField(`field '${name}' can not be grouped in a query call`, item.at)] : [];
}

function checkPathOf(item: FieldExpression, scope: QueryScope): QueryProblem[] {
  if (item.kind === 'function') return item.argument ? checkPathOf(item.argument, scope) : [];
  const resolved = resolvePath(scope, item.path, item.at);
  return isProblem(resolved) ? [resolved] : [];
}

function checkSelected(item: SelectItem, grouped: ReadonlySet<string>): QueryProblem[] {
  if (item.kind === 'subquery' || item.kind === 'fields' || item.kind === 'typeof') return [malformed('Grouped query cannot use child relationships in the SELECT list', item.at)];
  if (item.kind === 'function' && (AGGREGATES.has(item.name) || item.name === 'GROUPING')) return [];
  const shown = item.kind === 'field' ? item.path.join('.') : item.name;
  const key = keyOf(item);
  if (grouped.has(key) || (item.kind === 'function' && item.argument && grouped.has(keyOf(item.argument)))) return [];
  return [malformed(`Field must be grouped or aggregated: ${shown}`, item.at)];
}

/** An order is by what is grouped, by an aggregate or by an alias. */
function checkOrdered(item: FieldExpression, grouped: ReadonlySet<string>, query: SoqlQuery): QueryProblem[] {
  if (item.kind === 'function' && (AGGREGATES.has(item.name) || item.name === 'GROUPING')) return [];
  const isAlias = item.kind === 'field' && item.path.length === 1 && query.select.some((each) => 'alias' in each && each.alias?.toLowerCase() === item.path[0]!.toLowerCase());
  if (isAlias || grouped.has(keyOf(item))) return [];
  return [malformed(`Ordered field must be grouped or aggregated: ${item.kind === 'field' ? item.path.join('.') : item.name}`, item.at)];
}

/** Two expressions with the same key are the same to the grouping. */
export function keyOf(item: FieldExpression): string {
  if (item.kind === 'field') return item.path.join('.').toLowerCase();
  return `${item.name}(${item.argument ? keyOf(item.argument) : ''})`;
}
