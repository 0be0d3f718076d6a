import { SalesforceError } from '../../errors.ts';
import { fieldByRelationship, fieldOf, type FieldDefinition, type SObjectType } from '../../schema/sobject-type.ts';
import { DateValue } from '../../values/date.ts';
import { DatetimeValue } from '../../values/datetime.ts';
import { asId } from '../../values/id.ts';
import { SObject } from '../../values/sobject.ts';
import type { ApexType } from '../types/type.ts';
import { ApexList, useRecordClone } from './collections.ts';
import { toDecimal } from './numbers.ts';
import { nullPointer, raise, SObjectFieldToken, type Any } from './objects.ts';
import { typeNameOf } from './type-tests.ts';

/** Reading a field; one that a query did not select is a SObjectException. */
export function readField(record: SObject, name: string): Any {
  const value = record.fields.get(name);
  if (value !== undefined && value !== null) return value;
  return value === null ? emptyValue(record, name) : unset(record, name);
}

/** A checkbox is never null. */
function emptyValue(record: SObject, name: string): Any {
  return record.type.fields.get(name.toLowerCase())?.type === 'boolean' && record.type.kind !== 'aggregate' ? false : null;
}

function unset(record: SObject, name: string): Any {
  if (record.queried !== null && name !== 'Id' && !record.queried.has(name)) {
    raise('System.SObjectException', `SObject row was retrieved via SOQL without querying the requested field: ${record.type.name}.${name}`);
  }
  return emptyValue(record, name);
}

/** Writing a field of a record that may be written. */
export function writeField(record: SObject, name: string, value: Any): Any {
  if (record.readOnly) raise('System.FinalException', 'Record is read-only');
  if (name === 'Id') checkId(record, value);
  record.fields.set(name, value);
  return value;
}

function checkId(record: SObject, value: Any): void {
  if (typeof value !== 'string' || record.type.keyPrefix === '' || value.startsWith(record.type.keyPrefix)) return;
  raise('System.SObjectException', `Invalid id value for this SObject type: ${value}`);
}

/** Reading a parent; null when there is none. */
export function readParent(record: SObject, relationship: string): SObject | null {
  const parent = record.parents.get(relationship);
  if (parent !== undefined) return parent;
  if (record.queried === null || hasSet(record, relationship)) return null;
  return raise('System.SObjectException', `SObject row was retrieved via SOQL without querying the requested field: ${record.type.name}.${relationship}`);
}

/** The lookup was queried or set, so an empty parent is known to be empty. */
function hasSet(record: SObject, relationship: string): boolean {
  const lookup = fieldByRelationship(record.type, relationship);
  return record.queried!.has(relationship) || (lookup !== undefined && record.fields.get(lookup.name) === null);
}

export function writeParent(record: SObject, relationship: string, parent: SObject | null): SObject | null {
  if (record.readOnly) raise('System.FinalException', 'Record is read-only');
  record.parents.set(relationship, parent);
  return parent;
}

/** Reading children; they are a list that belongs to the record. */
export function readChildren(record: SObject, relationship: string, type: ApexType): ApexList {
  const children = record.children.get(relationship);
  if (children !== undefined) return new ApexList(type, children);
  if (record.queried === null) return new ApexList(type);
  return raise('System.SObjectException', `SObject row was retrieved via SOQL without querying the requested relationship: ${record.type.name}.${relationship}`);
}

/** `new T(a = 1, ^Parent = record)` */
export function newRecord(type: SObjectType, names: readonly string[], values: readonly Any[]): SObject {
  const record = new SObject(type);
  for (const [index, name] of names.entries()) {
    if (name.startsWith('^')) record.parents.set(name.slice(1), values[index]);
    else writeField(record, name, values[index]);
  }
  return record;
}

const TIMESTAMPS = new Set(['CreatedDate', 'CreatedById', 'LastModifiedDate', 'LastModifiedById', 'SystemModstamp']);

/** SObject.clone: without its id unless asked; system fields and auto numbers only on request; deep copies the parents too. */
export function cloneOf(record: SObject, keepId = false, deep = false, keepTimestamps = false, keepAutoNumber = false): SObject {
  const copy = new SObject(record.type);
  for (const [name, value] of record.fields) {
    if (name === 'Id' ? !keepId : TIMESTAMPS.has(name) ? !keepTimestamps : isAutoNumber(record, name) && !keepAutoNumber) continue;
    copy.fields.set(name, value);
  }
  for (const [name, parent] of record.parents) copy.parents.set(name, deep && parent !== null ? cloneOf(parent, true, true, true, true) : parent);
  for (const [name, children] of record.children) copy.children.set(name, deep ? children.map((child) => cloneOf(child, true, true, true, true)) : children);
  copy.queried = record.queried;
  if (record.id !== null) cloneSources.set(copy, record.id);
  clones.add(copy);
  return copy;
}

const cloneSources = new WeakMap<SObject, string>();
const clones = new WeakSet<SObject>();

/** The id of the record that this one is a clone of. */
export function cloneSourceOf(record: SObject): string | null {
  return cloneSources.get(record) ?? null;
}

export function isClone(record: SObject): boolean {
  return clones.has(record);
}

function isAutoNumber(record: SObject, name: string): boolean {
  return record.type.fields.get(name.toLowerCase())?.autoNumberFormat !== undefined;
}

useRecordClone(cloneOf);

/** The field that a name or token means; an SObjectException when the object has none. */
export function fieldNamed(record: SObject, field: Any): FieldDefinition {
  if (field === null) return nullPointer();
  const name = field instanceof SObjectFieldToken ? field.field : String(field);
  const found = fieldOf(record.type, name);
  return found ?? raise('System.SObjectException', `Invalid field ${name} for ${record.type.name}`);
}

/** The value that `put` stores: of the field's own type, or converted to it. */
export function fieldValue(field: FieldDefinition, value: Any): Any {
  if (value === null) return null;
  switch (field.type) {
    case 'double':
    case 'currency':
    case 'percent':
      return isNumeric(value) ? toDecimal(value) : illegal(field, value, 'Decimal');
    case 'integer':
      return typeof value === 'number' ? value : illegal(field, value, 'Integer');
    case 'boolean':
      return typeof value === 'boolean' ? value : illegal(field, value, 'Boolean');
    case 'date':
      return value instanceof DateValue ? value : value instanceof DatetimeValue ? value.dateGmt() : illegal(field, value, 'Date');
    case 'datetime':
      return value instanceof DatetimeValue ? value : value instanceof DateValue ? new DatetimeValue(value.days * 86_400_000) : illegal(field, value, 'Datetime');
    case 'id':
    case 'reference':
      if (field.referenceTo.includes('EntityDefinition') || field.referenceTo.includes('FieldDefinition')) return value;
      return typeof value === 'string' ? (asId(value) ?? raise('System.StringException', `Invalid id: ${value}`)) : illegal(field, value, 'Id');
    case 'base64':
    case 'time':
    case 'address':
      return value;
    default:
      return typeof value === 'string' ? value : illegal(field, value, 'String');
  }
}

function isNumeric(value: Any): boolean {
  return typeof value !== 'string' && typeof value !== 'boolean' && toDecimalOrNull(value) !== null;
}

function toDecimalOrNull(value: Any): Any {
  try {
    return toDecimal(value);
  } catch {
    return null;
  }
}

function illegal(field: FieldDefinition, value: Any, wanted: string): never {
  return raise('System.SObjectException', `Illegal assignment from ${typeNameOf(value)} to ${wanted} for field ${field.name}`);
}

/** An error of the data engine as the Apex exception that a query throws. */
export function queryException(error: unknown): never {
  if (error instanceof SalesforceError) return raise('System.QueryException', error.message);
  throw error;
}
