import type { DmlError } from '../contract.ts';
import type { FieldDefinition, SObjectType } from '../schema/sobject-type.ts';
import type { Row } from '../store/store.ts';
import type { Value } from '../values/value.ts';
import type { SaveEnvironment } from './environment.ts';
import { dmlError, requiredMissing } from './errors.ts';
import { sameStored } from './same-value.ts';
import { valueError } from './values.ts';

/** What the platform itself has against a row: missing, too long or unknown values, and lookups to nothing. */
export function systemErrors(type: SObjectType, row: Row, old: Row | null, environment: SaveEnvironment): DmlError[] {
  const missing = [...type.fields.values()].filter((field) => isMissing(field, row)).map((field) => field.name);
  if (missing.length) return [requiredMissing(missing)];
  const errors: DmlError[] = [];
  for (const field of type.fields.values()) {
    const value = row[field.name] ?? null;
    if (value === null || field.formula !== undefined || (old && sameStored(value, old[field.name] ?? null))) continue;
    const error = valueError(field, value) ?? referenceError(field, value, environment) ?? currencyError(field, value, environment);
    if (error) errors.push(error);
  }
  return errors;
}

function isMissing(field: FieldDefinition, row: Row): boolean {
  return field.required && field.type !== 'boolean' && field.autoNumberFormat === undefined && (row[field.name] ?? null) === null;
}

function referenceError(field: FieldDefinition, value: Value, { schema, store }: SaveEnvironment): DmlError | undefined {
  if (field.type !== 'reference' || field.referenceTo.length === 0) return undefined;
  const id = String(value);
  const target = schema.ofId(id);
  if (!target || !field.referenceTo.includes(target.name)) {
    // An id that no object claims may still be meant for a parent that the schema does not model.
    if (field.referenceTo.every((name) => !schema.find(name))) return undefined;
    return dmlError('FIELD_INTEGRITY_EXCEPTION', `${field.label}: id value of incorrect type: ${id}`, [field.name]);
  }
  const parent = store.get(target.name, id);
  if (!parent) return dmlError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [field.name]);
  return parent['IsDeleted'] === true ? dmlError('ENTITY_IS_DELETED', 'entity is deleted', [field.name]) : undefined;
}

function currencyError(field: FieldDefinition, value: Value, { store, tx }: SaveEnvironment): DmlError | undefined {
  if (field.name !== 'CurrencyIsoCode' || !tx.schema.multiCurrency) return undefined;
  const active = store.find('CurrencyType', 'IsoCode', value).some((row) => row['IsActive'] === true);
  return active ? undefined : dmlError('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', `${field.label}: bad value for restricted picklist field: ${String(value)}`, [field.name]);
}

const DUPLICATE_USERNAME = dmlError('DUPLICATE_USERNAME', 'Duplicate Username.<br>The username already exists in this or another Salesforce organization. Usernames must be unique across all Salesforce organizations.', ['Username']);

/** DUPLICATE_VALUE for the first unique field whose value another record holds already. */
export function duplicateError(type: SObjectType, row: Row, { store }: SaveEnvironment): DmlError | undefined {
  for (const field of type.fields.values()) {
    const value = row[field.name] ?? null;
    if (!field.unique || value === null) continue;
    const other = store.find(type.name, field.name, value).find((each) => each['Id'] !== row['Id'] && each['IsDeleted'] !== true && (!field.caseSensitive || each[field.name] === value));
    if (other && type.name === 'User' && field.name === 'Username') return DUPLICATE_USERNAME;
    if (other) return dmlError('DUPLICATE_VALUE', `duplicate value found: ${field.name} duplicates value on record with id: ${String(other['Id']).slice(0, 15)}`, []);
  }
  return undefined;
}
