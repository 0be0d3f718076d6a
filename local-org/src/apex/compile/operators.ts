import type { Expression, Position } from '../syntax/ast.ts';
import { castable } from '../types/assign.ts';
import { isNumeric, isTextual, type ApexType } from '../types/type.ts';
import type { Body } from './body.ts';
import { checked, convert, literalAs } from './convert.ts';
import { commonType } from './common.ts';
import { compileExpression } from './dispatch.ts';
import { unknownValue } from './names.ts';
import type { Compiled } from './value.ts';

type BinaryNode = Extract<Expression, { kind: 'binary' }>;
type UnaryNode = Extract<Expression, { kind: 'unary' }>;

/** JavaScript of a condition; null there is a NullPointerException. */
export function condition(body: Body, node: Expression): string {
  const value = compileExpression(body, node);
  if (value.type.key !== 'boolean') {
    if (value.type.kind !== 'null') body.unit.error(node.at, `Condition expression must be of type Boolean: ${value.type.name}`);
    return 'false';
  }
  return checked(value);
}

/** A binary operator. */
export function compileBinary(body: Body, node: BinaryNode): Compiled {
  const { operator } = node;
  if (operator === '&&' || operator === '||') return logical(body, node);
  const left = compileExpression(body, node.left);
  const right = compileExpression(body, node.right);
  if (operator === '??') return coalesce(body, left, right, node.at);
  return binaryOf(body, operator, left, right, node.at);
}

/** `left operator right` for compiled operands; also of compound assignments. */
export function binaryOf(body: Body, operator: string, left: Compiled, right: Compiled, at: Position): Compiled {
  switch (operator) {
    case '==':
    case '!=':
    case '<>':
      return equality(body, operator === '==', left, right, at);
    case '===':
    case '!==':
      return { code: `${operator === '!==' ? '!' : ''}$.same(${left.code},${right.code})`, type: body.unit.universe.boolean, nonNull: true };
    case '<':
    case '>':
    case '<=':
    case '>=':
      return relational(body, operator, left, right, at);
    case '+':
      return sum(body, left, right, at);
    case '&':
    case '|':
    case '^':
      return bitwise(body, operator, left, right, at);
    case '<<':
    case '>>':
    case '>>>':
      return shift(body, operator, left, right, at);
    default:
      return arithmetic(body, operator, left, right, at);
  }
}

function logical(body: Body, node: BinaryNode): Compiled {
  const { universe } = body.unit;
  const word = node.operator === '&&' ? 'AND' : 'OR';
  const sides = [node.left, node.right].map((side) => {
    const value = compileExpression(body, side);
    if (value.type.key !== 'boolean' && value.type.kind !== 'null') {
      body.unit.error(side.at, `${word} operator can only be applied to Boolean expressions`);
    }
    return checked(value);
  });
  return { code: `(${sides[0]}${node.operator}${sides[1]})`, type: universe.boolean, nonNull: true };
}

function coalesce(body: Body, left: Compiled, right: Compiled, at: Position): Compiled {
  const { universe } = body.unit;
  const single = left.rows === true && left.type.kind === 'list' && right.type.kind === 'sobject';
  const start = single ? { code: `$.singleOrNull(${left.code})`, type: left.type.args[0]! } : left;
  const type = commonType(body, start, right);
  if (type === undefined) {
    body.unit.error(at, `Incompatible types in coalesce operator: ${left.type.name}, ${right.type.name}`);
    return unknownValue(body);
  }
  const [first, second] = [convert(body, start, type)!, convert(body, right, type)!];
  return { code: `(${first.code}??${second.code})`, type: type.kind === 'null' ? universe.null : type, nonNull: second.nonNull === true };
}

function equality(body: Body, positive: boolean, left: Compiled, right: Compiled, at: Position): Compiled {
  const { universe } = body.unit;
  const test = equalityTest(body, left, right);
  if (test === undefined) {
    body.unit.error(at, `Comparison arguments must be compatible types: ${left.type.name}, ${right.type.name}`);
    return { code: 'false', type: universe.boolean };
  }
  return { code: positive ? test : `!${test}`, type: universe.boolean, nonNull: true };
}

/** JavaScript that is true when the operands are equal as `==` sees it. */
export function equalityTest(body: Body, left: Compiled, right: Compiled): string | undefined {
  const [from, to] = [left.type, right.type];
  if (from.kind === 'null' || to.kind === 'null') return `(${left.code}===${right.code})`;
  if (from === to && (from.key === 'integer' || from.key === 'boolean' || from.key === 'long' || from.kind === 'enum')) return `(${left.code}===${right.code})`;
  if (from.key === 'id' && to.key === 'id') return `(${left.code}===${right.code})`;
  if (from.key === 'id' || to.key === 'id') {
    return isTextual(from) && isTextual(to) ? `$.sameId(${left.code},${right.code})` : objectTest(body, left, right);
  }
  if (from.key === 'string' || to.key === 'string') {
    const textual = [from, to].every((type) => isTextual(type) || type.key === 'object');
    return textual ? `$.sameText(${left.code},${right.code})` : undefined;
  }
  if (isNumeric(from) && isNumeric(to)) return `$.sameNumber(${left.code},${right.code})`;
  return objectTest(body, left, right);
}

function objectTest(body: Body, left: Compiled, right: Compiled): string | undefined {
  const rows = singleSided(body, left, right);
  if (rows !== undefined) return rows;
  if (!castable(left.type, right.type, body.unit.universe)) return undefined;
  return `$.equal(${left.code},${right.code})`;
}

function singleSided(body: Body, left: Compiled, right: Compiled): string | undefined {
  if (left.rows === true && right.type.kind === 'sobject') return `$.equal(${convert(body, left, right.type)!.code},${right.code})`;
  if (right.rows === true && left.type.kind === 'sobject') return `$.equal(${left.code},${convert(body, right, left.type)!.code})`;
  return undefined;
}

const LESS: Readonly<Record<string, string>> = { '<': 'lt', '>': 'gt', '<=': 'le', '>=': 'ge' };

/** Comparisons with null are false. */
function relational(body: Body, operator: string, left: Compiled, right: Compiled, at: Position): Compiled {
  const { universe } = body.unit;
  const [from, to] = [left.type, right.type];
  const unknown = from.kind === 'null' || to.kind === 'null';
  const numbers = isNumeric(from) && isNumeric(to);
  const texts = isTextual(from) && isTextual(to);
  const times = ['date', 'datetime', 'time'].includes(from.key) && (from === to || (from.key !== 'time' && ['date', 'datetime'].includes(to.key)));
  if (!unknown && !numbers && !texts && !times) {
    body.unit.error(at, `Comparison arguments must be compatible types: ${from.name}, ${to.name}`);
  }
  const fast = from.key === 'integer' && to.key === 'integer';
  if (fast && left.nonNull === true && right.nonNull === true) return { code: `(${left.code}${operator}${right.code})`, type: universe.boolean, nonNull: true };
  const test = texts ? 'T' : fast ? 'I' : '';
  return { code: `$.${LESS[operator]}${test}(${left.code},${right.code})`, type: universe.boolean, nonNull: true };
}

function sum(body: Body, left: Compiled, right: Compiled, at: Position): Compiled {
  const { universe } = body.unit;
  if (left.type.key === 'string' || right.type.key === 'string') {
    return { code: `$.heldText(${textOf(left)}+${textOf(right)})`, type: universe.string, nonNull: true };
  }
  const moment = momentSum(body, '+', left, right);
  if (moment !== undefined) return moment;
  if (isTextual(left.type) || isTextual(right.type)) return { code: `$.heldText(${textOf(left)}+${textOf(right)})`, type: universe.string, nonNull: true };
  return arithmetic(body, '+', left, right, at);
}

/** A value as a part of a concatenation. */
function textOf(value: Compiled): string {
  if (value.type.key === 'string' && value.nonNull === true) return value.code;
  return `$.text(${value.code})`;
}

/** Days are added to a date; to a datetime days too, as a number that may have a fraction; to a time milliseconds. */
function momentSum(body: Body, operator: string, left: Compiled, right: Compiled): Compiled | undefined {
  if (!['date', 'datetime', 'time'].includes(left.type.key) || !isNumeric(right.type)) return undefined;
  return { code: `$.shiftMoment(${checked(left)},${operator === '-' ? '-1' : '1'},${checked(right)})`, type: left.type, nonNull: true };
}

const ARITHMETIC: Readonly<Record<string, string>> = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide' };

function arithmetic(body: Body, operator: string, left: Compiled, right: Compiled, at: Position): Compiled {
  const moment = operator === '-' ? momentSum(body, operator, left, right) : undefined;
  if (moment !== undefined) return moment;
  if (left.type.kind === 'null' || right.type.kind === 'null') return { code: '$.npe()', type: left.type.kind === 'null' ? right.type : left.type };
  if (!isNumeric(left.type) || !isNumeric(right.type)) {
    body.unit.error(at, 'Arithmetic expressions must use numeric arguments');
    return unknownValue(body);
  }
  const type = commonType(body, left, right)!;
  const [one, two] = [convert(body, left, type)!, convert(body, right, type)!];
  return { code: arithmeticCode(operator, type, one, two), type, nonNull: true };
}

function arithmeticCode(operator: string, type: ApexType, left: Compiled, right: Compiled): string {
  const [one, two] = [checked(left), checked(right)];
  const word = ARITHMETIC[operator]!;
  switch (type.key) {
    case 'integer':
      if (operator === '*') return `Math.imul(${one},${two})`;
      return operator === '/' ? `$.divideInteger(${one},${two})` : `(${one}${operator}${two}|0)`;
    case 'long':
      return operator === '/' ? `$.divideLong(${one},${two})` : `BigInt.asIntN(64,${one}${operator}${two})`;
    case 'double':
      return `$.${word}Double(${one},${two})`;
    default:
      return operator === '/' ? `$.divideDecimal(${one},${two})` : `${one}.${word}(${two})`;
  }
}

function bitwise(body: Body, operator: string, left: Compiled, right: Compiled, at: Position): Compiled {
  const { universe } = body.unit;
  if (left.type.key === 'boolean' && right.type.key === 'boolean') {
    const code = operator === '^' ? `(${checked(left)}!==${checked(right)})` : `!!(${checked(left)}${operator}${checked(right)})`;
    return { code, type: universe.boolean, nonNull: true };
  }
  return integerOperation(body, left, right, at, (one, two, isLong) => (isLong ? `BigInt.asIntN(64,${one}${operator}${two})` : `(${one}${operator}${two})`));
}

function shift(body: Body, operator: string, left: Compiled, right: Compiled, at: Position): Compiled {
  return integerOperation(body, left, right, at, (one, two, isLong) =>
    isLong ? `$.shiftLong(${one},${JSON.stringify(operator)},${two})` : `(${one}${operator}${two}|0)`,
  );
}

function integerOperation(body: Body, left: Compiled, right: Compiled, at: Position, code: (one: string, two: string, isLong: boolean) => string): Compiled {
  const { universe } = body.unit;
  const whole = (type: ApexType): boolean => type.key === 'integer' || type.key === 'long';
  if (!whole(left.type) || !whole(right.type)) {
    body.unit.error(at, 'Bitwise operators can only be applied to Integer, Long or Boolean expressions');
    return unknownValue(body);
  }
  const isLong = left.type.key === 'long' || right.type.key === 'long';
  const type = isLong ? universe.long : universe.integer;
  return { code: code(checked(convert(body, left, type)!), checked(convert(body, right, type)!), isLong), type, nonNull: true };
}

/** `+x`, `-x`, `!x`, `~x` */
export function compileUnary(body: Body, node: UnaryNode): Compiled {
  const { universe } = body.unit;
  if (node.operator === '!') return { code: `!${condition(body, node.operand)}`, type: universe.boolean, nonNull: true };
  const value = minimumInteger(body, node) ?? compileExpression(body, node.operand);
  if (!isNumeric(value.type)) {
    if (value.type.kind !== 'null') body.unit.error(node.at, 'Arithmetic expressions must use numeric arguments');
    return unknownValue(body);
  }
  if (node.operator === '-' && value.literal !== undefined) {
    const text = `-${value.literal.text}`;
    return { ...literalAs(body, text, value.type), type: value.type, literal: { ...value.literal, text } };
  }
  if (node.operator === '+') return { code: checked(value), type: value.type, nonNull: true };
  const operand = checked(value);
  if (node.operator === '~') return { code: value.type.key === 'long' ? `(~${operand})` : `(~${operand}|0)`, type: value.type, nonNull: true };
  return { code: negated(value.type, operand), type: value.type, nonNull: true };
}

/** `-2147483648` is an Integer although 2147483648 is none. */
function minimumInteger(body: Body, node: UnaryNode): Compiled | undefined {
  const { operand } = node;
  if (node.operator !== '-' || operand.kind !== 'literal' || operand.text !== '2147483648') return undefined;
  return { code: '2147483648', type: body.unit.universe.integer, literal: operand };
}

function negated(type: ApexType, operand: string): string {
  if (type.key === 'integer') return `(-${operand}|0)`;
  if (type.key === 'long') return `BigInt.asIntN(64,-${operand})`;
  return type.key === 'double' ? `$.negateDouble(${operand})` : `${operand}.negate()`;
}
