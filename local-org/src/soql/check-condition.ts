import { isCatalogueKey } from '../schema/catalogue-key.ts';
import type { FieldDefinition, Schema } from '../schema/sobject-type.ts';
import { isId } from '../values/id.ts';
import type { Condition, SoqlQuery, SoqlValue } from './ast.ts';
import { AGGREGATES } from './functions.ts';
import type { QueryProblem } from './problem.ts';
import { invalidField, malformed } from './problem.ts';
import type { QueryScope } from './resolve.ts';
import { isProblem, resolvePath } from './resolve.ts';

type Comparison = Extract<Condition, { kind: 'comparison' }>;
type CheckSubquery = (query: SoqlQuery, schema: Schema) => QueryProblem[];

/** Problems of a WHERE condition. */
export function checkCondition(condition: Condition, scope: QueryScope, checkSubquery: CheckSubquery): QueryProblem[] {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.conditions.flatMap((each) => checkCondition(each, scope, checkSubquery));
    case 'not':
      return checkCondition(condition.condition, scope, checkSubquery);
    case 'comparison':
      return checkComparison(condition, scope, checkSubquery);
  }
}

function checkComparison(condition: Comparison, scope: QueryScope, checkSubquery: CheckSubquery): QueryProblem[] {
  const { field, value } = condition;
  if (field.kind === 'function') {
    if (AGGREGATES.has(field.name)) return [malformed('Aggregate functions can only be used in a HAVING clause', field.at)];
    return field.argument?.kind === 'field' ? pathProblem(scope, field.argument.path, field.argument.at) : [];
  }
  const resolved = resolvePath(scope, field.path, field.at);
  if (isProblem(resolved)) return [resolved];
  if (value.kind === 'query') return checkSubquery(value.query, scope.schema);
  const unfilterable = cannotFilter(resolved.field);
  if (unfilterable) return [invalidField(`field '${resolved.field.name}' can not be filtered in a query call`, field.at)];
  return [...operatorProblem(condition, resolved.field), ...valuesOf(value).flatMap((each) => valueProblem(resolved.field, each, field.at))];
}

function pathProblem(scope: QueryScope, path: readonly string[], at: number): QueryProblem[] {
  const resolved = resolvePath(scope, path, at);
  return isProblem(resolved) ? [resolved] : [];
}

function cannotFilter({ type, length = 0 }: FieldDefinition): boolean {
  return type === 'address' || type === 'encryptedstring' || (type === 'textarea' && length > 255);
}

function operatorProblem({ operator, field, value }: Comparison, definition: FieldDefinition): QueryProblem[] {
  const problem = (message: string): QueryProblem[] => [{ statusCode: 'INVALID_QUERY_FILTER_OPERATOR', message, at: field.at }];
  const { name, type } = definition;
  const textual = !['boolean', 'integer', 'double', 'currency', 'percent', 'date', 'datetime', 'time', 'id', 'reference'].includes(type);
  if (operator === 'LIKE' && !textual) return [invalidField(`invalid operator on ${type} field`, field.at)];
  if ((operator === 'INCLUDES' || operator === 'EXCLUDES') && type !== 'multipicklist') return problem(`includes/excludes operator is only valid on multipicklist field: ${name}`);
  if (['<', '<=', '>', '>='].includes(operator) && (type === 'boolean' || type === 'multipicklist')) return [invalidField(`invalid operator on ${type} field`, field.at)];
  if ((operator === 'IN' || operator === 'NOT IN') && !['list', 'bind', 'query'].includes(value.kind)) return [malformed('IN operator must be used with an iterable expression', field.at)];
  return [];
}

function valuesOf(value: SoqlValue): readonly SoqlValue[] {
  return value.kind === 'list' ? value.values : [value];
}

function valueProblem(field: FieldDefinition, value: SoqlValue, at: number): QueryProblem[] {
  if (value.kind === 'null' || value.kind === 'bind' || value.kind === 'query') return [];
  const { name, type } = field;
  const expected = expectation(type);
  if (!expected) return [];
  const [kinds, typeName, quoted] = expected;
  if (!kinds.includes(value.kind)) {
    const quotes = quoted ? 'should be enclosed in quotes' : 'should not be enclosed in quotes';
    return [invalidField(`value of filter criterion for field '${name}' must be of type ${typeName} and ${quotes}`, at)];
  }
  const isBadId = (type === 'id' || type === 'reference') && !isCatalogueKey(field) && value.kind === 'string' && value.value !== '' && !isId(value.value);
  return isBadId ? [{ statusCode: 'INVALID_QUERY_FILTER_OPERATOR', message: `invalid ID field: ${value.value}`, at }] : [];
}

function expectation(type: FieldDefinition['type']): readonly [kinds: readonly string[], typeName: string, quoted: boolean] | undefined {
  switch (type) {
    case 'integer':
      return [['number'], 'int', false];
    case 'double':
    case 'currency':
    case 'percent':
      return [['number'], type === 'currency' ? 'currency' : 'double', false];
    case 'boolean':
      return [['boolean'], 'boolean', false];
    case 'date':
      return [['date', 'dateLiteral'], 'date', false];
    case 'datetime':
      return [['datetime', 'dateLiteral'], 'dateTime', false];
    case 'time':
      return [['time'], 'time', false];
    case 'address':
      return undefined;
    case 'id':
    case 'reference':
      return [['string'], 'ID', true];
    default:
      return [['string'], 'string', true];
  }
}
