import type { DmlRequest } from '../contract.ts';
import { SalesforceError } from '../errors.ts';
import type { FieldDefinition } from '../schema/sobject-type.ts';
import { fieldOf } from '../schema/sobject-type.ts';
import type { Row, Store } from '../store/store.ts';
import type { SObject } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import { dmlError } from './errors.ts';
import type { Work } from './work.ts';
import { newWork } from './work.ts';

/** Decides for each record of an upsert whether it is inserted or updated; Apex Developer Guide, "Upserting Records". */
export function planUpsert(request: DmlRequest, store: Store): Work[] {
  const name = request.externalIdField;
  if (name === undefined || name === 'Id') return request.records.map((record, index) => newWork(index, record, record.id, record.id === null));
  const seen = new Map<string, Work>();
  return request.records.map((record, index) => planByKey(record, index, keyField(record, name), store, seen));
}

function keyField(record: SObject, name: string): FieldDefinition {
  const field = fieldOf(record.type, name);
  if (field) return field;
  throw new SalesforceError('INVALID_FIELD', `No such column '${name}' on sobject of type ${record.type.name}`);
}

function planByKey(record: SObject, index: number, field: FieldDefinition, store: Store, seen: Map<string, Work>): Work {
  const value = record.get(field.name);
  if (value === null || value === '') return failing(index, record, 'MISSING_ARGUMENT', `${field.name} not specified`);
  const key = field.caseSensitive ? String(value) : String(value).toLowerCase();
  const twin = seen.get(key);
  if (twin) return duplicate(twin, index, record, String(value), field);
  const found = store.find(record.type.name, field.name, value).filter((row) => isMatch(row, field, value));
  if (found.length > 1) return failing(index, record, 'DUPLICATE_EXTERNAL_ID', `${field.name}: more than one record found for external id field: [${found.map((row) => String(row['Id'])).join(', ')}]`, [field.name]);
  const work = newWork(index, record, (found[0]?.['Id'] as string | undefined) ?? null, found.length === 0);
  seen.set(key, work);
  return work;
}

function isMatch(row: Row, field: FieldDefinition, value: Value): boolean {
  return row['IsDeleted'] !== true && (!field.caseSensitive || row[field.name] === value);
}

/** Of records with the same key, none is saved. */
function duplicate(twin: Work, index: number, record: SObject, value: string, field: FieldDefinition): Work {
  const message = `Duplicate external id specified: ${value}`;
  if (twin.errors.length === 0) twin.errors.push(dmlError('DUPLICATE_VALUE', message, [field.name]));
  return failing(index, record, 'DUPLICATE_VALUE', message, [field.name]);
}

function failing(index: number, record: SObject, code: string, message: string, fields: readonly string[] = []): Work {
  const work = newWork(index, record, null, true);
  work.errors.push(dmlError(code, message, fields));
  return work;
}
