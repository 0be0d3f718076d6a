import { DateValue } from '../values/date.ts';
import { DatetimeValue } from '../values/datetime.ts';
import { Decimal } from '../values/decimal.ts';
import { TimeValue } from '../values/time.ts';
import type { Value } from '../values/value.ts';
import { decimalOf, expectType, orNull, picklistProblem, sameValue, textOf } from './arguments.ts';
import type { BinaryOperator } from './ast.ts';
import { FormulaCompileError, FormulaRuntimeError } from './formula-error.ts';
import type { CompiledNode, FormulaType } from './formula-type.ts';
import { typeName } from './formula-type.ts';

const DAY_MS = 86_400_000;

/**
 * A binary operator over compiled operands. Nulls follow the platform's three-valued logic: a comparison with null is null,
 * which every condition takes for false; only texts compare as if null were empty
 * (github.com/salesforce/formula-engine, OperatorEquality and OperatorComparison).
 */
export function compileBinary(operator: BinaryOperator, left: CompiledNode, right: CompiledNode, at: number): CompiledNode {
  for (const side of [left, right]) if (side.type === 'picklist' && side.path) throw picklistProblem(side.path.field.name, at);
  switch (operator) {
    case '&&':
    case '||':
      return logical(operator, left, right, at);
    case '=':
    case '<>':
      return equality(operator === '<>', left, right, at);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(operator, left, right, at);
    case '&':
      return concatenation(left, right, at);
    case '+':
    case '-':
      return sum(operator, left, right, at);
    case '*':
    case '/':
    case '^':
      return product(operator, left, right, at);
  }
}

function logical(operator: '&&' | '||', left: CompiledNode, right: CompiledNode, at: number): CompiledNode {
  for (const side of [left, right]) expectType(side, { name: operator, at }, 'boolean');
  if (operator === '&&') return { type: 'boolean', run: (context) => left.run(context) === true && right.run(context) === true };
  return { type: 'boolean', run: (context) => left.run(context) === true || right.run(context) === true };
}

function equality(negated: boolean, left: CompiledNode, right: CompiledNode, at: number): CompiledNode {
  requireSame(left, right, at, negated ? '<>' : '=');
  const asText = isText(left.type) || isText(right.type);
  return {
    type: 'boolean',
    run: (context) => {
      const [a, b] = [left.run(context), right.run(context)];
      if (asText) return (textOf(a) === textOf(b)) !== negated;
      return a === null || b === null ? null : sameValue(a, b) !== negated;
    },
  };
}

function isText(type: FormulaType): boolean {
  return type === 'text' || type === 'picklist' || type === 'multipicklist';
}

function comparison(operator: '<' | '<=' | '>' | '>=', left: CompiledNode, right: CompiledNode, at: number): CompiledNode {
  requireSame(left, right, at, operator);
  return {
    type: 'boolean',
    run: (context) => {
      const [a, b] = [left.run(context), right.run(context)];
      if (a === null || b === null) return null;
      const order = compare(a, b);
      if (operator === '<') return order < 0;
      if (operator === '<=') return order <= 0;
      return operator === '>' ? order > 0 : order >= 0;
    },
  };
}

function compare(a: Value, b: Value): number {
  if (a instanceof Decimal && b instanceof Decimal) return a.compareTo(b);
  const [x, y] = [ordinal(a), ordinal(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

function ordinal(value: Value): number | string {
  if (value instanceof DateValue) return value.days;
  if (value instanceof DatetimeValue || value instanceof TimeValue) return value.ms;
  return typeof value === 'boolean' ? Number(value) : String(value);
}

function requireSame(left: CompiledNode, right: CompiledNode, at: number, operator: string): void {
  const [a, b] = [left.type, right.type];
  if (a === 'null' || b === 'null' || a === b || (isText(a) && isText(b))) return;
  throw new FormulaCompileError(`Incorrect parameter type for operator '${operator}'. Expected ${typeName(a)}, received ${typeName(b)}`, at);
}

function concatenation(left: CompiledNode, right: CompiledNode, at: number): CompiledNode {
  for (const side of [left, right]) expectOperand(side, '&', at, 'text');
  return { type: 'text', run: (context) => orNull(textOf(left.run(context)) + textOf(right.run(context))) };
}

function sum(operator: '+' | '-', left: CompiledNode, right: CompiledNode, at: number): CompiledNode {
  if (operator === '+' && (left.type === 'text' || right.type === 'text')) {
    for (const side of [left, right]) expectOperand(side, '+', at, 'text');
    return concatenation(left, right, at);
  }
  const type = sumType(operator, left.type, right.type);
  if (!type) {
    const wrong = ['number', 'date', 'datetime', 'time', 'null'].includes(left.type) ? right : left;
    throw new FormulaCompileError(`Incorrect parameter type for operator '${operator}'. Expected Number, Date, DateTime, received ${typeName(wrong.type)}`, at);
  }
  return {
    type,
    run: (context) => {
      const [a, b] = [left.run(context), right.run(context)];
      if (a === null || b === null) return null;
      return add(a, b, operator === '-');
    },
  };
}

function sumType(operator: '+' | '-', left: FormulaType, right: FormulaType): FormulaType | undefined {
  const [a, b] = [left === 'null' ? 'number' : left, right === 'null' ? 'number' : right];
  if (a === 'number' && b === 'number') return 'number';
  const timed = (type: FormulaType): boolean => type === 'date' || type === 'datetime' || type === 'time';
  if (timed(a) && b === 'number') return a;
  if (operator === '+' && a === 'number' && timed(b)) return b;
  return operator === '-' && timed(a) && a === b ? 'number' : undefined;
}

/** A date and a number make a date so many days away; two dates give the days between them. */
function add(a: Value, b: Value, minus: boolean): Value {
  if (a instanceof Decimal && !(b instanceof Decimal)) return add(b, a, minus);
  if (a instanceof Decimal) return minus ? a.subtract(b as Decimal) : a.add(b as Decimal);
  if (b instanceof Decimal) return shift(a, minus ? b.negate() : b);
  if (a instanceof DateValue) return Decimal.fromNumber(a.days - (b as DateValue).days);
  if (a instanceof DatetimeValue) return Decimal.fromNumber(a.ms - (b as DatetimeValue).ms).divide(Decimal.fromNumber(DAY_MS));
  return Decimal.fromNumber((a as TimeValue).ms - (b as TimeValue).ms);
}

function shift(from: Value, by: Decimal): Value {
  if (from instanceof DateValue) return from.addDays(Math.trunc(by.toNumber()));
  if (from instanceof DatetimeValue) return new DatetimeValue(from.ms + Math.round(by.toNumber() * DAY_MS));
  return new TimeValue((from as TimeValue).ms + Math.trunc(by.toNumber()));
}

function product(operator: '*' | '/' | '^', left: CompiledNode, right: CompiledNode, at: number): CompiledNode {
  for (const side of [left, right]) expectOperand(side, operator, at, 'number');
  return {
    type: 'number',
    run: (context) => {
      const [a, b] = [decimalOf(left.run(context)), decimalOf(right.run(context))];
      if (a === null || b === null) return null;
      if (operator === '*') return a.multiply(b);
      return operator === '/' ? quotient(a, b) : power(a, b);
    },
  };
}

function quotient(a: Decimal, b: Decimal): Decimal {
  if (b.isZero()) throw new FormulaRuntimeError('Division by zero');
  return a.divide(b);
}

function power(base: Decimal, exponent: Decimal): Decimal {
  const n = exponent.toNumber();
  if (Number.isInteger(n) && n >= 0 && n <= 100) return base.pow(n);
  const result = base.toNumber() ** n;
  if (!Number.isFinite(result)) throw new FormulaRuntimeError('The result is not a number');
  return Decimal.fromNumber(result);
}

function expectOperand(node: CompiledNode, operator: string, at: number, type: FormulaType): void {
  if (node.type === 'null' || node.type === type) return;
  throw new FormulaCompileError(`Incorrect parameter type for operator '${operator}'. Expected ${typeName(type)}, received ${typeName(node.type)}`, at);
}
