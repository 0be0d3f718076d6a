import { BlobValue } from '../../values/blob.ts';
import { DateValue } from '../../values/date.ts';
import { DatetimeValue } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import { DoubleValue } from '../../values/double.ts';
import { SObject } from '../../values/sobject.ts';
import { TimeValue } from '../../values/time.ts';
import type { TypeDecl } from '../types/type.ts';
import { ApexList, ApexMap, ApexSet } from './collections.ts';
import { ApexException, ApexObject, EnumValue, PlatformObject, SObjectFieldToken, SObjectTypeToken, TypeToken, type Any } from './objects.ts';
import { currentZone } from './user-zone.ts';
import { toLocal } from './zones.ts';

/** A value as a part of a concatenation. */
export function text(value: Any): string {
  if (typeof value === 'string') return value;
  if (value === null) return 'null';
  if (value instanceof DateValue) return `${value.toString()} 00:00:00`;
  return textOf(value);
}

/** String.valueOf(value) of a value that is not null. */
export function textOf(value: Any): string {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      return objectText(value, new Set());
  }
}

function objectText(value: Any, seen: Set<object>): string {
  if (value instanceof DatetimeValue) return localText(value);
  if (value instanceof Decimal || value instanceof DoubleValue || value instanceof DateValue || value instanceof TimeValue || value instanceof BlobValue) return value.toString();
  if (value instanceof EnumValue) return value.name;
  if (value instanceof TypeToken) return value.type.name;
  if (value instanceof SObjectTypeToken) return value.type.name;
  if (value instanceof SObjectFieldToken) return value.field;
  if (seen.has(value)) return '(already output)';
  seen.add(value);
  const shown = structureText(value, seen);
  seen.delete(value);
  return shown;
}

function inner(value: Any, seen: Set<object>): string {
  if (value === null) return 'null';
  if (value instanceof DateValue) return `${value.toString()} 00:00:00`;
  return typeof value === 'object' ? objectText(value, seen) : textOf(value);
}

function structureText(value: Any, seen: Set<object>): string {
  if (value instanceof ApexList) return `(${value.items.map((item) => inner(item, seen)).join(', ')})`;
  if (value instanceof ApexSet) return `{${value.table.keys().map((item) => inner(item, seen)).join(', ')}}`;
  if (value instanceof ApexMap) return `{${value.table.pairs().map(([key, item]) => `${inner(key, seen)}=${inner(item, seen)}`).join(', ')}}`;
  if (value instanceof SObject) return recordText(value, seen);
  if (value instanceof ApexObject) return programText(value, seen);
  if (value instanceof PlatformObject) return platformText(value, seen);
  return String(value);
}

/** `yyyy-MM-dd HH:mm:ss` in the user's time zone. */
export function localText(value: DatetimeValue): string {
  return new DatetimeValue(toLocal(currentZone(), value.ms)).toString();
}

function recordText(record: SObject, seen: Set<object>): string {
  const fields = [...record.fields].map(([name, value]) => `${name}=${inner(value, seen)}`);
  return `${record.type.name}:{${fields.join(', ')}}`;
}

function programText(value: Any, seen: Set<object>): string {
  if (typeof value.m_tostring === 'function') return (value.m_tostring() as string | null) ?? 'null';
  if (value instanceof ApexException) return exceptionText(value);
  const fields = fieldsOf((value as ApexObject).$decl).map((name) => `${name}=${inner((value as Any)[`f_${name.toLowerCase()}`] ?? null, seen)}`);
  const { name } = (value as ApexObject).$decl;
  const stub = (value as { $stub?: boolean }).$stub === true ? '__sfdc_ApexStub' : '';
  return `${name.slice(name.lastIndexOf('.') + 1)}${stub}:[${fields.join(', ')}]`;
}

function fieldsOf(decl: TypeDecl): string[] {
  const own = [...decl.fields.values()].filter((field) => !field.static).map((field) => field.name);
  const parent = decl.superType?.decl;
  return parent && !parent.platform ? [...fieldsOf(parent), ...own] : own;
}

/** `System.MathException: Divide by 0` */
export function exceptionText(exception: ApexException): string {
  return `${exceptionTypeName(exception)}: ${messageOf(exception)}`;
}

/** `System.MathException`, `Outer.MyException` */
export function exceptionTypeName(exception: ApexException): string {
  return (exception.$decl as TypeDecl | undefined)?.name ?? exception.$platform;
}

/** The message; an exception of the program without one says that a script threw it. */
export function messageOf(exception: ApexException): string {
  return exception.$message ?? 'Script-thrown exception';
}

function platformText(value: PlatformObject, seen: Set<object>): string {
  const shown = value.fields.get('$text');
  if (typeof shown === 'string') return shown;
  const fields = [...value.fields].filter(([name, field]) => !name.startsWith('$') && typeof field !== 'function').map(([name, field]) => `${name}=${inner(field, seen)}`);
  return `${value.className}[${fields.join(';')}]`;
}
