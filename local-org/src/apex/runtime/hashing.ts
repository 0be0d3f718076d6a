import { BlobValue } from '../../values/blob.ts';
import { DateValue } from '../../values/date.ts';
import { DatetimeValue } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import { DoubleValue } from '../../values/double.ts';
import { SObject } from '../../values/sobject.ts';
import { TimeValue } from '../../values/time.ts';
import { compareNumbers, isNumber } from './numbers.ts';
import { ApexObject, EnumValue, SObjectFieldToken, SObjectTypeToken, TypeToken, type Any } from './objects.ts';

/** What a collection offers to the general equality; the collections themselves import it. */
export interface Structural {
  $equals(other: Any): boolean;
  $hash(): number;
}

/** `==` of objects: records by their fields, collections by their elements, objects by their `equals` if they have one. */
export function equals(left: Any, right: Any): boolean {
  if (left === right) return true;
  if (left === null || right === null || typeof left !== typeof right) return mixedNumbers(left, right);
  if (typeof left !== 'object') return false;
  if (isNumber(left)) return isNumber(right) && compareNumbers(left, right) === 0;
  if (left instanceof SObject) return right instanceof SObject && equalRecords(left, right);
  if (typeof left.$equals === 'function') return (left as Structural).$equals(right);
  if (left instanceof ApexObject) return equalObjects(left as Any, right);
  return equalTokens(left, right);
}

function mixedNumbers(left: Any, right: Any): boolean {
  return left !== null && right !== null && isNumber(left) && isNumber(right) && compareNumbers(left, right) === 0;
}

function equalObjects(left: Any, right: Any): boolean {
  return typeof left.m_equals$object === 'function' ? left.m_equals$object(right) === true : false;
}

function equalTokens(left: Any, right: Any): boolean {
  if (left instanceof DateValue) return right instanceof DateValue ? left.days === right.days : right instanceof DatetimeValue && right.ms === left.days * 86_400_000;
  if (left instanceof DatetimeValue) return right instanceof DatetimeValue ? seconds(left) === seconds(right) : right instanceof DateValue && equalTokens(right, left);
  if (left instanceof TimeValue) return right instanceof TimeValue && left.ms === right.ms;
  if (left instanceof BlobValue) return right instanceof BlobValue && left.toBase64() === right.toBase64();
  if (left instanceof TypeToken) return right instanceof TypeToken && left.type === right.type;
  if (left instanceof SObjectTypeToken) return right instanceof SObjectTypeToken && left.type === right.type;
  if (left instanceof SObjectFieldToken) return right instanceof SObjectFieldToken && left.type === right.type && left.field === right.field;
  return false;
}

/** Two instants of the same second are equal. */
function seconds(value: DatetimeValue): number {
  return Math.floor(value.ms / 1000);
}

function equalRecords(left: SObject, right: SObject): boolean {
  if (left.type !== right.type) return false;
  for (const [name, value] of left.fields) if (!equals(value, right.fields.get(name) ?? null)) return false;
  for (const [name, value] of right.fields) if (value !== null && !left.fields.has(name)) return false;
  for (const [name, parent] of left.parents) if (!equals(parent, right.parents.get(name) ?? null)) return false;
  return true;
}

let identities = 0;
const identityOf = new WeakMap<object, number>();

/** A number that equal values share. Texts have that of java.lang.String. */
export function hash(value: Any): number {
  switch (typeof value) {
    case 'string':
      return textHash(value);
    case 'number':
      return value | 0;
    case 'boolean':
      return value ? 1231 : 1237;
    case 'bigint':
      return Number(BigInt.asIntN(32, value ^ (value >> 32n)));
    default:
      return value === null ? 0 : objectHash(value);
  }
}

function textHash(text: string): number {
  let result = 0;
  for (let index = 0; index < text.length; index += 1) result = (Math.imul(31, result) + text.charCodeAt(index)) | 0;
  return result;
}

function objectHash(value: Any): number {
  if (value instanceof Decimal) return textHash(value.stripTrailingZeros().toPlain());
  if (value instanceof DoubleValue) return textHash(String(value.value));
  if (value instanceof DateValue) return value.days;
  if (value instanceof DatetimeValue) return seconds(value) | 0;
  if (value instanceof TimeValue) return value.ms;
  if (value instanceof SObject) return recordHash(value);
  if (value instanceof TypeToken || value instanceof SObjectTypeToken) return textHash(value.type.key);
  if (value instanceof SObjectFieldToken) return textHash(`${value.type.key}.${value.field}`);
  if (value instanceof EnumValue) return textHash(value.name);
  if (value instanceof BlobValue) return textHash(value.toBase64());
  if (typeof value.$hash === 'function') return (value as Structural).$hash();
  if (typeof value.m_hashcode === 'function') return value.m_hashcode() as number;
  return identity(value);
}

function recordHash(record: SObject): number {
  let result = textHash(record.type.name);
  // The order in which fields were set makes no difference.
  for (const [name, value] of record.fields) if (value !== null) result = (result + Math.imul(textHash(name), 31) * 17 + hash(value)) | 0;
  return result;
}

function identity(value: object): number {
  const known = identityOf.get(value);
  if (known !== undefined) return known;
  identities += 1;
  identityOf.set(value, identities);
  return identities;
}
