import type { DmlError } from '../contract.ts';
import type { FieldDefinition, SObjectType } from '../schema/sobject-type.ts';
import { fieldOf } from '../schema/sobject-type.ts';
import type { Row } from '../store/store.ts';
import { SObject } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import type { SaveEnvironment } from './environment.ts';
import { dmlError, notWriteable } from './errors.ts';
import { sameStored } from './same-value.ts';
import { storedValue } from './values.ts';
import type { Work } from './work.ts';

/** Puts the caller's values over the old row, or over the defaults of a new one: the record that before triggers see. */
export function makeDraft(work: Work, environment: SaveEnvironment): void {
  const { type, source, old } = work;
  const draft = new SObject(type);
  for (const [name, value] of Object.entries(old ?? {})) if (type.fields.has(name.toLowerCase())) draft.set(name, value);
  const refused: string[] = [];
  for (const [name, value] of source.fields) {
    const field = fieldOf(type, name);
    if (!field || name === 'Id' || field.formula !== undefined) continue;
    const writeable = old ? field.updateable : field.createable;
    if (writeable) draft.set(field.name, value);
    else if (old && field.createable && !sameStored(storedValue(field, value), old[field.name] ?? null)) refused.push(field.name);
  }
  if (refused.length) work.errors.push(notWriteable(refused));
  work.errors.push(...linkParents(source, draft, environment));
  if (!old) addDefaults(draft, environment);
  work.draft = draft;
}

/** A parent that is given by its external id (`Invoice__r = new Invoice__c(Number__c = 'x')`) becomes the lookup's value. */
function linkParents(source: SObject, draft: SObject, environment: SaveEnvironment): DmlError[] {
  return [...source.parents].flatMap(([relationship, parent]) => {
    const lookup = [...source.type.fields.values()].find((field) => field.relationshipName === relationship);
    if (!parent || !lookup || parent.queried || source.fields.get(lookup.name)) return [];
    const key = [...parent.fields].find(([name]) => fieldOf(parent.type, name)?.externalId === true);
    if (!key) return [];
    return linkParent(draft, lookup, parent.type, key, environment);
  });
}

function linkParent(draft: SObject, lookup: FieldDefinition, type: SObjectType, [name, value]: readonly [string, Value], { store }: SaveEnvironment): DmlError[] {
  const found = value === null ? [] : store.find(type.name, name, value).filter((row) => row['IsDeleted'] !== true);
  if (found.length === 1) {
    draft.set(lookup.name, found[0]!['Id'] as string);
    return [];
  }
  if (found.length > 1) return [dmlError('INVALID_FIELD', `More than 1 record found for the external id field: ${name}`, [lookup.name])];
  return [dmlError('INVALID_FIELD', `Foreign key external ID: ${String(value).toLowerCase()} not found for field ${name} in entity ${type.name}`, [])];
}

function addDefaults(draft: SObject, { tx, reader, formulas, corporateCurrency }: SaveEnvironment): void {
  const { type } = draft;
  for (const field of type.fields.values()) {
    if (draft.fields.has(field.name) || field.formula !== undefined) continue;
    if (field.defaultValue !== undefined) draft.set(field.name, formulas.defaultOf(type, field, reader.contextOf(type, rowOf(draft))));
    else if (field.type === 'boolean') draft.set(field.name, false);
    else if (field.name === 'OwnerId') draft.set('OwnerId', tx.user.id);
    else if (field.name === 'CurrencyIsoCode') draft.set('CurrencyIsoCode', corporateCurrency);
  }
  for (const field of type.fields.values()) if (field.type === 'boolean' && draft.fields.get(field.name) === null) draft.set(field.name, false);
}

/** The row that a draft would become; formula fields are no part of it. */
export function rowOf(draft: SObject): Row {
  const row: Record<string, Value> = {};
  for (const [name, value] of draft.fields) {
    const field = fieldOf(draft.type, name);
    if (!field || field.formula !== undefined) continue;
    const stored = storedValue(field, value);
    if (stored !== null) row[field.name] = stored;
  }
  return row;
}

/** Sets the formula fields of a record that triggers see. */
export function addFormulas(record: SObject, row: Row, { reader }: SaveEnvironment): void {
  for (const field of record.type.fields.values()) if (field.formula !== undefined) record.set(field.name, reader.read(record.type, row, field));
}

/** A stored row as a record that triggers may only read: Trigger.old, and Trigger.new after the save. */
export function readOnlyRecord(type: SObjectType, row: Row, environment: SaveEnvironment): SObject {
  const record = new SObject(type);
  for (const field of type.fields.values()) {
    const value = row[field.name];
    if (value !== undefined) record.set(field.name, value);
  }
  addFormulas(record, row, environment);
  record.readOnly = true;
  return record;
}
