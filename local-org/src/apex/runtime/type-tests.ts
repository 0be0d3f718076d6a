import { BlobValue } from '../../values/blob.ts';
import { DateValue } from '../../values/date.ts';
import { DatetimeValue } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import { DoubleValue } from '../../values/double.ts';
import { isId } from '../../values/id.ts';
import { SObject } from '../../values/sobject.ts';
import { TimeValue } from '../../values/time.ts';
import { descendsFrom } from '../types/assign.ts';
import type { ApexType, TypeDecl } from '../types/type.ts';
import { ApexList, ApexMap, ApexSet } from './collections.ts';
import { ApexException, ApexObject, EnumValue, PlatformObject, raise, SObjectFieldToken, SObjectTypeToken, TypeToken, type Any } from './objects.ts';

/** `value instanceof type`; null is an instance of nothing. */
export function instanceOf(value: Any, type: ApexType): boolean {
  if (value === null) return false;
  switch (type.kind) {
    case 'primitive':
      return primitiveTest(value, type.key);
    case 'sobject':
      return value instanceof SObject && (type.sobject === null || value.type === type.sobject);
    case 'list':
      return value instanceof ApexList && elementFits(value.type, type);
    case 'set':
      return value instanceof ApexSet && elementFits(value.type, type);
    case 'map':
      return value instanceof ApexMap && elementFits(value.type, type);
    case 'enum':
      return value instanceof EnumValue && value.type === type;
    default:
      return objectTest(value, type);
  }
}

function primitiveTest(value: Any, key: string): boolean {
  switch (key) {
    case 'object':
      return true;
    case 'string':
      return typeof value === 'string';
    case 'id':
      return typeof value === 'string' && isId(value);
    case 'integer':
      return typeof value === 'number';
    // A narrower number is an instance of each wider type.
    case 'long':
      return typeof value === 'number' || typeof value === 'bigint';
    case 'double':
      return value instanceof DoubleValue || value instanceof Decimal || typeof value === 'number' || typeof value === 'bigint';
    case 'decimal':
      return value instanceof Decimal || value instanceof DoubleValue || typeof value === 'number' || typeof value === 'bigint';
    case 'boolean':
      return typeof value === 'boolean';
    case 'date':
      return value instanceof DateValue;
    case 'datetime':
      return value instanceof DatetimeValue || value instanceof DateValue;
    case 'time':
      return value instanceof TimeValue;
    default:
      return key === 'blob' && value instanceof BlobValue;
  }
}

/** Whether a collection may be used as one of another element type. */
function elementFits(actual: ApexType, wanted: ApexType): boolean {
  return wanted.args.every((arg, index) => typeFits(actual.args[index]!, arg));
}

/** Whether values of one type are values of the other. */
export function typeFits(actual: ApexType, wanted: ApexType): boolean {
  if (actual === wanted || wanted.key === 'object') return true;
  if (actual.kind === 'sobject' && wanted.kind === 'sobject') return wanted.sobject === null || actual.sobject === null;
  if (actual.kind === wanted.kind && actual.args.length > 0 && actual.decl === wanted.decl) return elementFits(actual, wanted);
  if (wanted.decl === null || actual.decl === null || wanted.kind === 'primitive' || actual.kind === 'primitive') return false;
  return descendsFrom(actual, wanted.decl);
}

function objectTest(value: Any, type: ApexType): boolean {
  const { decl } = type;
  if (decl === null) return false;
  if (value instanceof ApexObject) return programTest(value, decl);
  if (decl.key === 'system.iterable') return value instanceof ApexList || value instanceof ApexSet;
  return platformDescends(platformKey(value), decl.key);
}

/** A class of the platform or one that the class files do not show to extend it. */
function platformDescends(actual: string, wanted: string): boolean {
  return actual === wanted || (wanted === 'cache.partition' && /^cache\.(org|session)partition$/.test(actual));
}

function programTest(value: ApexObject, decl: TypeDecl): boolean {
  const own = (value.$decl as TypeDecl | undefined) ?? null;
  if (own !== null && descendsFrom(own.self, decl)) return true;
  if (!(value instanceof ApexException)) return false;
  return decl.key === 'system.exception' || (own === null && value.$platform.toLowerCase() === decl.key);
}

/** The lower-case name of the platform class that a value belongs to. */
export function platformKey(value: Any): string {
  if (value instanceof PlatformObject) return value.className.toLowerCase();
  if (value instanceof BlobValue) return 'system.blob';
  if (value instanceof TypeToken) return 'system.type';
  if (value instanceof SObjectTypeToken) return 'schema.sobjecttype';
  if (value instanceof SObjectFieldToken) return 'schema.sobjectfield';
  if (value instanceof ApexException) return value.$platform.toLowerCase();
  return '';
}

/** The name of a value's type, as messages show it. */
export function typeNameOf(value: Any): string {
  if (typeof value === 'string') return isId(value) && value.length === 18 ? 'Id' : 'String';
  if (typeof value === 'number') return 'Integer';
  if (typeof value === 'bigint') return 'Long';
  if (typeof value === 'boolean') return 'Boolean';
  if (value instanceof Decimal) return 'Decimal';
  if (value instanceof DoubleValue) return 'Double';
  if (value instanceof DateValue) return 'Date';
  if (value instanceof DatetimeValue) return 'Datetime';
  if (value instanceof TimeValue) return 'Time';
  if (value instanceof BlobValue) return 'Blob';
  if (value instanceof SObject) return value.type.name;
  if (value instanceof ApexList || value instanceof ApexSet || value instanceof ApexMap || value instanceof EnumValue) return value.type.name;
  if (value instanceof ApexObject && value.$decl !== undefined) return value.$decl.name;
  const key = platformKey(value);
  return value instanceof PlatformObject ? value.className : value instanceof ApexException ? value.$platform : key;
}

/** `(T) value`, with the conversions that a cast from Object allows. */
export function cast(value: Any, type: ApexType): Any {
  if (value === null) return null;
  if (type.kind === 'primitive') return primitiveCast(value, type);
  if (instanceOf(value, type)) return value;
  return badCast(value, type);
}

function badCast(value: Any, type: ApexType): never {
  return raise('System.TypeException', `Invalid conversion from runtime type ${typeNameOf(value)} to ${type.name}`);
}

function primitiveCast(value: Any, type: ApexType): Any {
  switch (type.key) {
    case 'long':
      return typeof value === 'number' ? BigInt(value) : typeof value === 'bigint' ? value : badCast(value, type);
    case 'decimal':
      if (typeof value === 'number' || typeof value === 'bigint') return Decimal.fromBigInt(BigInt(value));
      if (value instanceof DoubleValue) return Decimal.parse(value.toString());
      return value instanceof Decimal ? value : badCast(value, type);
    case 'double':
      if (typeof value === 'number' || typeof value === 'bigint') return new DoubleValue(Number(value));
      if (value instanceof Decimal) return new DoubleValue(value.toNumber());
      return value instanceof DoubleValue ? value : badCast(value, type);
    case 'datetime':
      if (value instanceof DateValue) return new DatetimeValue(value.days * 86_400_000);
      return value instanceof DatetimeValue ? value : badCast(value, type);
    case 'id':
      return typeof value === 'string' ? (isId(value) ? value : raise('System.StringException', `Invalid id: ${value}`)) : badCast(value, type);
    default:
      return instanceOf(value, type) ? value : badCast(value, type);
  }
}
