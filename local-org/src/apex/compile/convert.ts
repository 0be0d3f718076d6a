import { Decimal } from '../../values/decimal.ts';
import type { Position } from '../syntax/ast.ts';
import { conversionCost } from '../types/assign.ts';
import type { ApexType } from '../types/type.ts';
import type { Body } from './body.ts';
import { quoted, type Compiled } from './value.ts';

/** The value as one of type `to`, for an assignment; reports `Illegal assignment` when it cannot be one. */
export function assigned(body: Body, value: Compiled, to: ApexType, at: Position): Compiled {
  const result = convert(body, value, to);
  if (result !== undefined) return result;
  body.unit.error(at, `Illegal assignment from ${value.type.name} to ${to.name}`);
  return { code: 'null', type: to };
}

/** The value as one of type `to`; undefined when there is no implicit conversion. */
export function convert(body: Body, value: Compiled, to: ApexType): Compiled | undefined {
  const { type } = value;
  if (type === to) return value;
  if (value.rows === true && to.kind === 'sobject' && type.kind === 'list') return singleRow(value, to);
  if (conversionCost(type, to, body.unit.universe) === undefined) return undefined;
  if (type.kind !== 'primitive' || to.kind !== 'primitive') return { ...value, type: to };
  return { ...value, ...converted(body, value, to), type: to };
}

/** A query's rows where one record is wanted. */
export function singleRow(value: Compiled, to: ApexType): Compiled {
  return { code: `$.single(${value.code})`, type: to };
}

function converted(body: Body, value: Compiled, to: ApexType): Pick<Compiled, 'code'> & Partial<Compiled> {
  const from = value.type.key;
  if (value.literal !== undefined && value.literal.type === 'Integer') return literalAs(body, value.literal.text, to);
  switch (to.key) {
    case 'long':
      return { code: `$.toLong(${value.code})`, simple: false };
    case 'double':
      return { code: `$.toDouble(${value.code})`, simple: false };
    case 'decimal':
      return { code: `$.toDecimal(${value.code})`, simple: false };
    case 'id':
      return from === 'string' ? { code: `$.toId(${value.code})`, simple: false } : { code: value.code };
    case 'datetime':
      return { code: `$.dateToDatetime(${value.code})`, simple: false };
    default:
      return { code: value.code };
  }
}

/** A number literal as a constant of another number type. */
export function literalAs(body: Body, text: string, to: ApexType): { code: string; simple: boolean; nonNull: boolean } {
  const { unit } = body;
  if (to.key === 'long') return { code: `${text}n`, simple: true, nonNull: true };
  if (to.key === 'decimal') return { code: unit.constant('D', `$.decimal(${quoted(Decimal.parse(text).toPlain())})`), simple: true, nonNull: true };
  if (to.key === 'double') return { code: unit.constant('F', `$.double(${Number(text)})`), simple: true, nonNull: true };
  return { code: text, simple: true, nonNull: true };
}

/** Code of a value that must not be null: null is a NullPointerException. */
export function checked(value: Compiled): string {
  return value.nonNull === true ? value.code : `(${value.code}??$.npe())`;
}
