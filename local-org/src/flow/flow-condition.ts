import { compareValues, equalityKey } from '../soql/execute/compare.ts';
import { sameStored } from '../dml/same-value.ts';
import type { Value } from '../values/value.ts';
import type { FlowCondition, FlowConditions } from './definition.ts';
import type { FlowValue } from './flow-value.ts';
import { isCollection, shownText } from './flow-value.ts';

/** How a condition gets at its operands. */
export interface Operands {
  left(condition: FlowCondition): FlowValue;
  right(condition: FlowCondition): FlowValue;
  /** The left operand before the save. */
  prior(condition: FlowCondition): FlowValue;
}

/** Whether the conditions hold under their logic; without conditions they do. */
export function holds({ logic, conditions }: FlowConditions, operands: Operands): boolean {
  if (conditions.length === 0) return true;
  const results = (): boolean[] => conditions.map((condition) => passes(condition, operands));
  if (logic.toLowerCase() === 'and') return conditions.every((condition) => passes(condition, operands));
  if (logic.toLowerCase() === 'or') return conditions.some((condition) => passes(condition, operands));
  return evaluateLogic(logic, results());
}

/** A custom logic: numbers of conditions joined by AND, OR and NOT. */
function evaluateLogic(logic: string, results: readonly boolean[]): boolean {
  const tokens = logic.toUpperCase().match(/\d+|AND|OR|NOT|[()]/g) ?? [];
  let at = 0;
  const primary = (): boolean => {
    const token = tokens[at++];
    if (token === 'NOT') return !primary();
    if (token === '(') {
      const inner = either();
      at += 1;
      return inner;
    }
    return results[Number(token) - 1] ?? false;
  };
  const both = (): boolean => {
    let value = primary();
    while (tokens[at] === 'AND') {
      at += 1;
      value = primary() && value;
    }
    return value;
  };
  const either = (): boolean => {
    let value = both();
    while (tokens[at] === 'OR') {
      at += 1;
      value = both() || value;
    }
    return value;
  };
  return either();
}

function passes(condition: FlowCondition, operands: Operands): boolean {
  const left = operands.left(condition);
  const right = operands.right(condition);
  switch (condition.operator) {
    case 'EqualTo':
      return same(left, right);
    case 'NotEqualTo':
      return !same(left, right);
    case 'IsNull':
      return (left === null || left === '') === (right !== false);
    case 'IsBlank':
      return (shownText(left).trim() === '') === (right !== false);
    case 'IsEmpty':
      return (left === null || (isCollection(left) && left.length === 0)) === (right !== false);
    case 'IsChanged':
      return !sameStored(left as Value, operands.prior(condition) as Value) === (right !== false);
    case 'WasSet':
      return (left !== null) === (right !== false);
    case 'In':
    case 'NotIn':
      return (isCollection(right) && right.some((each) => same(left, each))) === (condition.operator === 'In');
    case 'StartsWith':
      return text(left).startsWith(text(right));
    case 'EndsWith':
      return text(left).endsWith(text(right));
    case 'Contains':
      return isCollection(left) ? left.some((each) => same(each, right)) : text(left).includes(text(right));
    default:
      return ordered(condition.operator, left, right);
  }
}

/** Texts are the same whatever their case; an empty one is null. */
function same(left: FlowValue, right: FlowValue): boolean {
  const [a, b] = [left === '' ? null : left, right === '' ? null : right];
  if (a === null || b === null) return (a ?? false) === (b ?? false) && (a === b || typeof (a ?? b) === 'boolean');
  return equalityKey(a as Value) === equalityKey(b as Value);
}

function text(value: FlowValue): string {
  return shownText(value).toLowerCase();
}

function ordered(operator: string, left: FlowValue, right: FlowValue): boolean {
  if (left === null || right === null) return false;
  const order = compareValues(left as Value, right as Value);
  if (operator === 'GreaterThan') return order > 0;
  if (operator === 'GreaterThanOrEqualTo') return order >= 0;
  return operator === 'LessThan' ? order < 0 : order <= 0;
}
