import type { DateValue } from '../../values/date.ts';
import { DatetimeValue } from '../../values/datetime.ts';
import { localDay } from '../../values/local-day.ts';
import type { Value } from '../../values/value.ts';
import type { ComparisonOperator, Condition, SoqlQuery } from '../ast.ts';
import type { QueryScope } from '../resolve.ts';
import { compareValues, equalityKey } from './compare.ts';
import type { DayRange } from './date-literals.ts';
import type { Execution, RowFunction } from './execution.ts';
import { compileExpression } from './expression.ts';
import type { CompiledExpression } from './expression.ts';
import { likePattern } from './like.ts';
import type { Operand } from './operand.ts';
import { operandOf, operandsOf } from './operand.ts';

type Comparison = Extract<Condition, { kind: 'comparison' }>;

/** Runs a semi-join and gives the values of its one column. */
export type RunSubquery = (query: SoqlQuery) => ReadonlySet<string>;

/** How the left side of a comparison is read; HAVING reads groups instead of rows. */
export type CompileField = (field: Comparison['field']) => CompiledExpression;

interface Parts {
  readonly execution: Execution;
  readonly compileField: CompileField;
  readonly runSubquery: RunSubquery;
}

/** A WHERE condition as a test of rows. */
export function compileCondition(condition: Condition, scope: QueryScope, execution: Execution, runSubquery: RunSubquery): RowFunction<boolean> {
  return compile(condition, { execution, runSubquery, compileField: (field) => compileExpression(field, scope, execution) });
}

/** A HAVING condition as a test of groups. */
export function compileHaving(condition: Condition, execution: Execution, compileField: CompileField, runSubquery: RunSubquery): RowFunction<boolean> {
  return compile(condition, { execution, runSubquery, compileField });
}

function compile(condition: Condition, parts: Parts): RowFunction<boolean> {
  switch (condition.kind) {
    case 'and': {
      const tests = condition.conditions.map((each) => compile(each, parts));
      return (row) => tests.every((test) => test(row));
    }
    case 'or': {
      const tests = condition.conditions.map((each) => compile(each, parts));
      return (row) => tests.some((test) => test(row));
    }
    case 'not': {
      const test = compile(condition.condition, parts);
      return (row) => !test(row);
    }
    case 'comparison':
      return compileComparison(condition, parts);
  }
}

function compileComparison(condition: Comparison, parts: Parts): RowFunction<boolean> {
  const { operator, value } = condition;
  const left = parts.compileField(condition.field);
  if (operator === 'IN' || operator === 'NOT IN') return compileIn(operator === 'NOT IN', left, condition, parts);
  if (operator === 'INCLUDES' || operator === 'EXCLUDES') {
    const wanted = operandsOf(value, left.field, parts.execution).map(textOf);
    return (row) => includes(left.read(row), wanted) === (operator === 'INCLUDES');
  }
  if (operator === 'LIKE') return compileLike(left, operandsOf(value, left.field, parts.execution).map(textOf));
  const operand = operandOf(value, left.field, parts.execution);
  if ('range' in operand) return (row) => comparesToRange(left.read(row), operator, operand.range, parts.execution.zone);
  // A boolean that was never set is false.
  if (left.field.type === 'boolean' && operand.value !== null) return (row) => compares(left.read(row) ?? false, operator, operand.value);
  return (row) => compares(left.read(row), operator, operand.value);
}

/** Null equals null only; `!=` lets null through; the other operators do not. */
function compares(value: Value, operator: ComparisonOperator, operand: Value): boolean {
  const [a, b] = [emptyAsNull(value), emptyAsNull(operand)];
  if (a === null || b === null) return operator === '=' ? a === b : operator === '!=' ? a !== b : false;
  const order = compareValues(a, b);
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    default:
      return order >= 0;
  }
}

function emptyAsNull(value: Value): Value {
  return value === '' ? null : value;
}

function comparesToRange(value: Value, operator: ComparisonOperator, { start, end }: DayRange, zone: string): boolean {
  if (value === null) return operator === '!=';
  const day = value instanceof DatetimeValue ? localDay(zone, value.ms).days : (value as DateValue).days;
  switch (operator) {
    case '=':
      return day >= start.days && day < end.days;
    case '!=':
      return day < start.days || day >= end.days;
    case '<':
      return day < start.days;
    case '<=':
      return day < end.days;
    case '>':
      return day >= end.days;
    default:
      return day >= start.days;
  }
}

function compileIn(negated: boolean, left: CompiledExpression, { value }: Comparison, parts: Parts): RowFunction<boolean> {
  if (value.kind === 'query') {
    const keys = parts.runSubquery(value.query);
    // An anti-join lets rows without a value through only by its list, as NOT IN does.
    return (row) => keys.has(equalityKey(left.read(row))) !== negated;
  }
  const operands = operandsOf(value, left.field, parts.execution);
  const keys = new Set(operands.flatMap((operand) => ('value' in operand ? [equalityKey(emptyAsNull(operand.value))] : [])));
  const ranges = operands.flatMap((operand) => ('range' in operand ? [operand.range] : []));
  return (row) => {
    const found = left.read(row);
    const hit = keys.has(equalityKey(emptyAsNull(found))) || ranges.some((range) => comparesToRange(found, '=', range, parts.execution.zone));
    return hit !== negated;
  };
}

function compileLike(left: CompiledExpression, patterns: readonly string[]): RowFunction<boolean> {
  const tests = patterns.map(likePattern);
  return (row) => {
    const value = left.read(row);
    return typeof value === 'string' && tests.some((test) => test.test(value));
  };
}

function textOf(operand: Operand): string {
  return 'value' in operand && operand.value !== null ? String(operand.value) : '';
}

/** INCLUDES ('a;b', 'c'): both a and b, or c. */
function includes(value: Value, wanted: readonly string[]): boolean {
  const has = new Set(typeof value === 'string' ? value.toLowerCase().split(';') : []);
  return wanted.some((choice) => choice.toLowerCase().split(';').every((each) => has.has(each)));
}
