import type { Schema, SObjectType } from '../schema/sobject-type.ts';
import type { SelectItem, SoqlQuery } from './ast.ts';
import { checkCondition } from './check-condition.ts';
import { checkGrouping } from './check-grouping.ts';
import { AGGREGATES, DATE_FUNCTIONS, isAggregate, PRESENTATION_FUNCTIONS } from './functions.ts';
import type { QueryProblem } from './problem.ts';
import { invalidField, malformed, noSuchChild, noSuchObject } from './problem.ts';
import type { QueryScope } from './resolve.ts';
import { isProblem, resolvePath, scopeOf } from './resolve.ts';

export type { QueryProblem } from './problem.ts';

/** What is wrong with a query over this schema; empty when it can run. */
export function checkQuery(query: SoqlQuery, schema: Schema): QueryProblem[] {
  const type = schema.find(query.from);
  if (!type) return [noSuchObject(query.from, 0)];
  return checkOver(query, schema, type, false);
}

/** What a query gives: a number, rows without a type of their own, or records of an object. */
export function resultOf(query: SoqlQuery): 'count' | 'aggregate' | { object: string } {
  const [only] = query.select;
  if (query.select.length === 1 && only?.kind === 'function' && only.name === 'COUNT' && !only.argument) return 'count';
  if (query.groupBy || query.select.some(isAggregate)) return 'aggregate';
  return { object: query.from };
}

function checkOver(query: SoqlQuery, schema: Schema, type: SObjectType, nested: boolean): QueryProblem[] {
  const scope = scopeOf(schema, type, query);
  const problems = [...query.select.flatMap((item) => checkItem(item, scope, query, nested)), ...checkRepeated(query)];
  if (query.where) problems.push(...checkCondition(query.where, scope, checkSubquery));
  problems.push(...checkGrouping(query, scope), ...checkOrder(query, scope));
  return problems;
}

/** A field is selected once, and only what is computed has an alias. */
function checkRepeated(query: SoqlQuery): QueryProblem[] {
  const isAggregated = query.groupBy !== undefined || query.select.some(isAggregate);
  const seen = new Set<string>();
  return query.select.flatMap((item) => {
    if (item.kind !== 'field') return [];
    if (item.alias !== undefined && !isAggregated) return [malformed('only aggregate expressions use field aliasing', item.at)];
    const key = item.path.join('.').toLowerCase();
    if (seen.has(key) && !isAggregated) return [invalidField(`duplicate field selected: ${item.path.join('.')}`, item.at)];
    seen.add(key);
    return [];
  });
}

/** A semi-join: one field, over an object of its own. */
function checkSubquery(query: SoqlQuery, schema: Schema): QueryProblem[] {
  const problems = checkQuery(query, schema);
  if (query.select.length !== 1) problems.push(malformed('Semi join sub-selects can only query one field', query.select[1]!.at));
  return problems;
}

function checkItem(item: SelectItem, scope: QueryScope, query: SoqlQuery, nested: boolean): QueryProblem[] {
  switch (item.kind) {
    case 'field':
      return checkPath(scope, item.path, item.at);
    case 'function':
      return checkFunction(item, scope);
    case 'fields':
      return checkFieldsItem(item.which, query, item.at);
    case 'subquery':
      return nested ? [malformed('SOQL statements cannot query aggregate relationships more than 1 level away from the root entity object.', item.at)] : checkChildren(item.query, scope, item.at);
    case 'typeof':
      return checkTypeOf(item, scope);
  }
}

function checkPath(scope: QueryScope, path: readonly string[], at: number): QueryProblem[] {
  const resolved = resolvePath(scope, path, at);
  return isProblem(resolved) ? [resolved] : [];
}

function checkFunction(item: Extract<SelectItem, { kind: 'function' }>, scope: QueryScope): QueryProblem[] {
  const { name, argument, at } = item;
  const known = AGGREGATES.has(name) || DATE_FUNCTIONS.has(name) || PRESENTATION_FUNCTIONS.has(name) || name === 'GROUPING';
  if (!known) return [malformed(`unexpected token: '${name}'`, at)];
  if (!argument) return name === 'COUNT' ? [] : [malformed(`unexpected token: ')'`, at)];
  if (argument.kind === 'function') return checkFunction(argument, scope);
  const resolved = resolvePath(scope, argument.path, argument.at);
  if (isProblem(resolved)) return [resolved];
  const { type } = resolved.field;
  const numeric = type === 'double' || type === 'currency' || type === 'percent' || type === 'integer';
  if ((name === 'SUM' || name === 'AVG') && !numeric) return [malformed(`field ${resolved.field.name} does not support aggregate operator ${name}`, at)];
  if ((name === 'MIN' || name === 'MAX') && type === 'boolean') return [malformed(`field ${resolved.field.name} does not support aggregate operator ${name}`, at)];
  return [];
}

/** SOQL Reference, FIELDS(): the unbounded forms need LIMIT 200 or less. */
function checkFieldsItem(which: 'ALL' | 'CUSTOM' | 'STANDARD', query: SoqlQuery, at: number): QueryProblem[] {
  if (which === 'STANDARD') return [];
  const bounded = query.limit?.kind === 'number' && Number(query.limit.text) <= 200;
  return bounded ? [] : [malformed('The SOQL FIELDS function must have a LIMIT of at most 200', at)];
}

function checkChildren(query: SoqlQuery, scope: QueryScope, at: number): QueryProblem[] {
  const type = childType(scope, query.from);
  return type ? checkOver(query, scope.schema, type, true) : [noSuchChild(query.from, at)];
}

/** The object at the other end of a child relationship; `Account.Contacts` and `a.Contacts` may be written too. */
export function childType(scope: QueryScope, relationship: string): SObjectType | undefined {
  const wanted = relationship.split('.').at(-1)!.toLowerCase();
  const found = scope.type.childRelationships.find((each) => each.name.toLowerCase() === wanted);
  return found && scope.schema.find(found.childObject);
}

function checkTypeOf(item: Extract<SelectItem, { kind: 'typeof' }>, scope: QueryScope): QueryProblem[] {
  const resolved = resolvePath(scope, [...item.path, 'Id'], item.at);
  if (isProblem(resolved)) return [resolved];
  return item.branches.flatMap((branch) => {
    const type = scope.schema.find(branch.object);
    if (!type) return [noSuchObject(branch.object, item.at)];
    return branch.fields.flatMap((path) => checkPath({ ...scope, type, aliases: new Map() }, path, item.at));
  });
}

function checkOrder(query: SoqlQuery, scope: QueryScope): QueryProblem[] {
  if (query.lock === 'update' && query.orderBy.length) return [malformed("unexpected token: 'FOR'", 0)];
  return query.orderBy.flatMap(({ field }) => {
    if (field.kind === 'function') return checkFunction(field, scope);
    const resolved = resolvePath(scope, field.path, field.at);
    if (isProblem(resolved)) return isAlias(query, field.path) ? [] : [resolved];
    const { name, type, length = 0 } = resolved.field;
    const unsortable = type === 'multipicklist' || type === 'address' || (type === 'textarea' && length > 255);
    return unsortable ? [invalidField(`field '${name}' can not be sorted in a query call`, field.at)] : [];
  });
}

function isAlias(query: SoqlQuery, path: readonly string[]): boolean {
  const name = path[0]!.toLowerCase();
  return path.length === 1 && query.select.some((item) => 'alias' in item && item.alias?.toLowerCase() === name);
}

