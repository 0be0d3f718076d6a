import type { OrgSchema } from '../schema/org-schema.ts';
import type { FieldDefinition, SObjectType } from '../schema/sobject-type.ts';
import { fieldByRelationship, fieldOf } from '../schema/sobject-type.ts';
import { DateValue } from '../values/date.ts';
import { DatetimeValue } from '../values/datetime.ts';
import { Decimal } from '../values/decimal.ts';
import { asId } from '../values/id.ts';
import { SObject } from '../values/sobject.ts';
import { TimeValue } from '../values/time.ts';
import type { Value } from '../values/value.ts';
import { ApiError } from './api-error.ts';

/** What a request may do with a record's fields. */
export type WriteMode = 'create' | 'update' | 'upsert';

/** A record from the JSON of a request. Throws ApiError for names and values that do not fit the object. */
export function recordOf(json: unknown, type: SObjectType, mode: WriteMode, schema: OrgSchema): SObject {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) throw new ApiError(400, 'JSON_PARSER_ERROR', 'The HTTP entity body is required, but this request has no entity body.');
  const record = new SObject(type);
  const refused: string[] = [];
  for (const [name, value] of Object.entries(json)) {
    if (name === 'attributes') continue;
    const field = fieldOf(type, name);
    if (field) setField(record, field, value, mode, refused);
    else setParent(record, name, value, schema);
  }
  if (refused.length) {
    const names = refused.join(', ');
    throw new ApiError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', `Unable to create/update fields: ${names}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`, refused);
  }
  return record;
}

function setField(record: SObject, field: FieldDefinition, value: unknown, mode: WriteMode, refused: string[]): void {
  if (field.name === 'Id') {
    if (mode === 'create') throw new ApiError(400, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.');
    record.set('Id', asId(String(value)) ?? String(value));
    return;
  }
  const writeable = mode === 'create' ? field.createable : mode === 'update' ? field.updateable : field.createable || field.updateable;
  if (!writeable) refused.push(field.name);
  else record.set(field.name, valueOf(field, value));
}

/** `"Account": {"Key__c": "x"}`: a parent by its external id. */
function setParent(record: SObject, name: string, value: unknown, schema: OrgSchema): void {
  const lookup = fieldByRelationship(record.type, name);
  const parentType = lookup && schema.find(lookup.referenceTo[0]!);
  if (!lookup || !parentType) throw new ApiError(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${record.type.name}`);
  if (value === null) return;
  const parent = new SObject(parentType);
  for (const [key, each] of Object.entries(value as Record<string, unknown>)) {
    if (key === 'attributes') continue;
    const field = fieldOf(parentType, key);
    if (!field) throw new ApiError(400, 'INVALID_FIELD', `No such column '${key}' on sobject of type ${parentType.name}`);
    if (!field.externalId && field.type !== 'id') throw new ApiError(400, 'INVALID_FIELD', `${parentType.name} does not have an external ID field named ${field.name}`);
    if (field.type === 'id') record.set(lookup.name, String(each));
    else parent.set(field.name, valueOf(field, each));
  }
  if (parent.fields.size) record.parents.set(lookup.relationshipName!, parent);
}

/** A JSON value in the field's type. */
export function valueOf(field: FieldDefinition, value: unknown): Value {
  if (value === null || value === undefined) return null;
  switch (field.type) {
    case 'boolean':
      return typeof value === 'boolean' ? value : fromText(field, value, 'boolean', (text) => (text === 'true' ? true : text === 'false' ? false : undefined));
    case 'integer':
      return typeof value === 'number' && Number.isInteger(value) ? value : fromText(field, value, 'int', (text) => (/^[+-]?\d+$/.test(text) ? Number(text) : undefined));
    case 'double':
    case 'currency':
    case 'percent':
      return typeof value === 'number' ? Decimal.fromNumber(value) : fromText(field, value, field.type === 'currency' ? 'currency' : 'double', (text) => Decimal.tryParse(text));
    case 'date':
      return fromText(field, value, 'date', (text) => DateValue.tryParse(text.slice(0, 10)));
    case 'datetime':
      return fromText(field, value, 'datetime', (text) => DatetimeValue.tryParse(text) ?? dateAsDatetime(text));
    case 'time':
      return fromText(field, value, 'time', (text) => TimeValue.tryParse(text));
    default:
      if (typeof value === 'object') throw wrongType(field.type, value);
      return String(value);
  }
}

function dateAsDatetime(text: string): DatetimeValue | undefined {
  const date = DateValue.tryParse(text);
  return date && new DatetimeValue(date.days * 86_400_000);
}

function fromText<T>(field: FieldDefinition, value: unknown, typeName: string, parse: (text: string) => T | undefined): T | null {
  if (typeof value !== 'string') throw wrongType(typeName, value);
  if (value === '' && field.type !== 'boolean') return null;
  const parsed = parse(value.trim());
  if (parsed === undefined) throw wrongType(typeName, value);
  return parsed;
}

function wrongType(typeName: string, value: unknown): ApiError {
  const kind = typeof value === 'string' ? 'VALUE_STRING' : typeof value === 'number' ? 'VALUE_NUMBER' : typeof value === 'boolean' ? `VALUE_${String(value).toUpperCase()}` : Array.isArray(value) ? 'START_ARRAY' : 'START_OBJECT';
  const shown = typeof value === 'object' ? '' : String(value);
  return new ApiError(400, 'JSON_PARSER_ERROR', `Cannot deserialize instance of ${typeName} from ${kind} value ${shown} or request may be missing a required field at [line:1, column:1]`);
}
