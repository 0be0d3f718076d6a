import { DateValue } from '../../values/date.ts';
import { DatetimeValue } from '../../values/datetime.ts';
import { SObject } from '../../values/sobject.ts';
import { TimeValue } from '../../values/time.ts';
import { to18 } from '../../values/id.ts';
import { compareNumbers, toDecimal } from './numbers.ts';
import { SObjectTypeToken, TypeToken, SObjectFieldToken, type Any } from './objects.ts';
import { equals } from './hashing.ts';

/** Compares texts without their case, as `==` and `<` do. */
export function compareTexts(left: string, right: string): number {
  const [one, two] = [left.toLowerCase(), right.toLowerCase()];
  return one < two ? -1 : one > two ? 1 : 0;
}

/** Order of two values that are not null; NaN when there is none. */
export function compareValues(left: Any, right: Any): number {
  const [one, two] = [milliseconds(left), milliseconds(right)];
  if (one !== undefined && two !== undefined) return one - two;
  return compareNumbers(left, right);
}

function milliseconds(value: Any): number | undefined {
  if (value instanceof DateValue) return value.days * 86_400_000;
  return value instanceof DatetimeValue || value instanceof TimeValue ? value.ms : undefined;
}

/** `===`: the same object, or equal values of a primitive type. */
function same(left: Any, right: Any): boolean {
  if (left === right) return true;
  if (left instanceof SObject || right instanceof SObject || left === null || right === null) return false;
  const isValue = milliseconds(left) !== undefined || left instanceof TypeToken || left instanceof SObjectTypeToken || left instanceof SObjectFieldToken;
  if (isValue) return equals(left, right);
  return typeof left !== 'string' && typeof right !== 'string' && isNumeric(left) && isNumeric(right) && compareNumbers(left, right) === 0;
}

function isNumeric(value: Any): boolean {
  return typeof value === 'number' || typeof value === 'bigint' || 'unscaled' in value || 'value' in value;
}

function sameText(left: Any, right: Any): boolean {
  if (left === right) return true;
  if (typeof left !== 'string' || typeof right !== 'string') return false;
  return left.length === right.length && left.toLowerCase() === right.toLowerCase();
}

function sameId(left: string | null, right: string | null): boolean {
  if (left === right) return true;
  return left !== null && right !== null && to18(left) === to18(right);
}

function sameNumber(left: Any, right: Any): boolean {
  if (left === null || right === null) return left === right;
  return compareNumbers(left, right) === 0;
}

/** Days added to a date, days with a fraction to a datetime, milliseconds to a time. */
function shiftMoment(moment: Any, sign: number, amount: Any): Any {
  const by = sign * toDecimal(amount)!.toNumber();
  if (moment instanceof DateValue) return moment.addDays(Math.trunc(by));
  if (moment instanceof TimeValue) return new TimeValue(moment.ms + by);
  return new DatetimeValue((moment as DatetimeValue).ms + Math.round(by * 86_400_000));
}

type Comparison<T> = (left: T | null, right: T | null) => boolean;

function ordered(test: (order: number) => boolean): Comparison<Any> {
  return (left, right) => left !== null && right !== null && test(compareValues(left, right));
}

function orderedTexts(test: (order: number) => boolean): Comparison<string> {
  return (left, right) => left !== null && right !== null && test(compareTexts(left, right));
}

const ltI: Comparison<number> = (left, right) => left !== null && right !== null && left < right;
const gtI: Comparison<number> = (left, right) => left !== null && right !== null && left > right;
const leI: Comparison<number> = (left, right) => left !== null && right !== null && left <= right;
const geI: Comparison<number> = (left, right) => left !== null && right !== null && left >= right;

/** Comparison operators of compiled code; an order in which null takes part is false. */
export const compareFunctions = {
  same,
  sameText,
  sameId,
  sameNumber,
  shiftMoment,
  lt: ordered((order) => order < 0),
  gt: ordered((order) => order > 0),
  le: ordered((order) => order <= 0),
  ge: ordered((order) => order >= 0),
  ltI,
  gtI,
  leI,
  geI,
  ltT: orderedTexts((order) => order < 0),
  gtT: orderedTexts((order) => order > 0),
  leT: orderedTexts((order) => order <= 0),
  geT: orderedTexts((order) => order >= 0),
};
