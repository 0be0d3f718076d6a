import type { DmlOperation, DmlResult } from '../../contract.ts';
import type { FieldDefinition, SObjectType } from '../../schema/sobject-type.ts';
import { fieldOf } from '../../schema/sobject-type.ts';
import { readOnlyRecord } from '../../dml/draft.ts';
import type { Row } from '../../store/store.ts';
import { asId } from '../../values/id.ts';
import { SObject } from '../../values/sobject.ts';
import type { ApiContext, ApiRequest, ApiResponse, Route } from '../api.ts';
import { NO_CONTENT, ok } from '../api.ts';
import { ApiError, notFound, recordErrors } from '../api-error.ts';
import { recordOf, valueOf } from '../json-in.ts';
import { recordUrl, wholeRecord } from '../json-out.ts';
import { publishEvent } from './events.ts';
import { objectOf } from './objects.ts';

type Params = Readonly<Record<string, string>>;

/** REST API Developer Guide, "sObject Rows" and "sObject Rows by External ID". */
export const recordRoutes: readonly Route[] = [
  { method: 'POST', path: '/sobjects/:object', answer: create },
  { method: 'GET', path: '/sobjects/:object/:id', answer: read },
  { method: 'PATCH', path: '/sobjects/:object/:id', answer: update },
  { method: 'DELETE', path: '/sobjects/:object/:id', answer: remove },
  { method: 'GET', path: '/sobjects/:object/:field/:value', answer: readByKey },
  { method: 'PATCH', path: '/sobjects/:object/:field/:value', answer: upsert },
  { method: 'POST', path: '/sobjects/:object/:field/:value', answer: upsert },
  { method: 'DELETE', path: '/sobjects/:object/:field/:value', answer: removeByKey },
  { method: 'GET', path: '/tooling/sobjects/:object/:id', answer: read },
];

function save(request: ApiRequest, context: ApiContext, operation: DmlOperation, record: SObject, externalIdField?: string): DmlResult {
  const dml = { operation, records: [record], allOrNone: true, ...(externalIdField === undefined ? {} : { externalIdField }) };
  return context.transact(request, (tx) => tx.data.dml(tx, dml)[0]!);
}

function create(request: ApiRequest, { object = '' }: Params, context: ApiContext): ApiResponse {
  const type = objectOf(object, context);
  const record = recordOf(request.body, type, 'create', context.org.schema);
  if (type.kind === 'platformEvent') return publishEvent(request, record, context);
  const result = save(request, context, 'insert', record);
  if (!result.success) return recordErrors(result.errors);
  return { status: 201, body: { id: result.id, success: true, errors: [] }, headers: { location: recordUrl(request.version, type.name, result.id) } };
}

function read(request: ApiRequest, { object = '', id = '' }: Params, context: ApiContext): ApiResponse {
  const type = objectOf(object, context);
  return ok(shown(request, type, existing(type, id, context), context));
}

function shown(request: ApiRequest, type: SObjectType, row: Row, context: ApiContext): unknown {
  return context.transact(request, (tx) => {
    const record = readOnlyRecord(type, row, context.org.data.environment(tx));
    const fields = request.query.get('fields');
    if (fields === null) return wholeRecord(record, request.version);
    const names = new Set(fields.split(',').map((name) => name.trim().toLowerCase()));
    const unknown = [...names].find((name) => !fieldOf(type, name));
    if (unknown !== undefined) throw new ApiError(400, 'INVALID_FIELD', `No such column '${unknown}' on entity '${type.name}'`);
    return wholeRecord(record, request.version, names);
  });
}

function existing(type: SObjectType, id: string, { org }: ApiContext): Row {
  const row = org.data.store.get(type.name, asId(id) ?? '');
  if (!row) throw notFound(asId(id) ? undefined : `Provided external ID field does not exist or is not accessible: ${id}`);
  if (row['IsDeleted'] === true) throw new ApiError(404, 'ENTITY_IS_DELETED', 'entity is deleted');
  return row;
}

function update(request: ApiRequest, { object = '', id = '' }: Params, context: ApiContext): ApiResponse {
  const type = objectOf(object, context);
  const row = existing(type, id, context);
  const record = recordOf(request.body, type, 'update', context.org.schema);
  if (record.id !== null) throw new ApiError(400, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.');
  record.set('Id', row['Id']!);
  const result = save(request, context, 'update', record);
  return result.success ? NO_CONTENT : recordErrors(result.errors);
}

function remove(request: ApiRequest, { object = '', id = '' }: Params, context: ApiContext): ApiResponse {
  const type = objectOf(object, context);
  const row = existing(type, id, context);
  const result = save(request, context, 'delete', new SObject(type, [['Id', row['Id']!]]));
  return result.success ? NO_CONTENT : recordErrors(result.errors);
}

function keyField(type: SObjectType, name: string): FieldDefinition {
  const field = fieldOf(type, name);
  if (!field || (!field.externalId && !field.unique && field.type !== 'id')) throw notFound(`Provided external ID field does not exist or is not accessible: ${name}`);
  return field;
}

function matching(type: SObjectType, field: FieldDefinition, value: string, { org }: ApiContext): Row[] {
  const rows = field.type === 'id' ? [org.data.store.get(type.name, asId(value) ?? '')] : org.data.store.find(type.name, field.name, valueOf(field, value));
  return rows.filter((row) => row !== undefined).filter((row) => row['IsDeleted'] !== true && (!field.caseSensitive || row[field.name] === value));
}

function readByKey(request: ApiRequest, { object = '', field: name = '', value = '' }: Params, context: ApiContext): ApiResponse {
  const type = objectOf(object, context);
  const rows = matching(type, keyField(type, name), value, context);
  if (rows.length > 1) return severalMatch(request, type, rows);
  const [row] = rows;
  if (!row) throw notFound();
  return ok(shown(request, type, row, context));
}

function severalMatch(request: ApiRequest, type: SObjectType, rows: readonly Row[]): ApiResponse {
  return { status: 300, body: rows.map((row) => recordUrl(request.version, type.name, row['Id'] as string)) };
}

function upsert(request: ApiRequest, { object = '', field: name = '', value = '' }: Params, context: ApiContext): ApiResponse {
  const type = objectOf(object, context);
  const field = keyField(type, name);
  const rows = matching(type, field, value, context);
  if (rows.length > 1) return severalMatch(request, type, rows);
  if (rows.length === 0 && request.query.get('updateOnly') === 'true') throw notFound();
  const record = recordOf(request.body, type, rows.length ? 'update' : 'create', context.org.schema);
  if (record.fields.has(field.name)) throw new ApiError(400, 'INVALID_FIELD', `The ${field.name} field should not be specified in the sobject data.`);
  if (field.type === 'id') return update(request, { object, id: value }, context);
  if (rows[0]) record.set('Id', rows[0]['Id']!);
  else record.set(field.name, valueOf(field, value));
  const result = save(request, context, rows[0] ? 'update' : 'insert', record);
  if (!result.success) return recordErrors(result.errors);
  return { status: rows[0] ? 200 : 201, body: { id: result.id, success: true, errors: [], created: !rows[0] } };
}

function removeByKey(request: ApiRequest, { object = '', field: name = '', value = '' }: Params, context: ApiContext): ApiResponse {
  const type = objectOf(object, context);
  const rows = matching(type, keyField(type, name), value, context);
  if (rows.length > 1) return severalMatch(request, type, rows);
  const [row] = rows;
  if (!row) throw notFound();
  return remove(request, { object, id: row['Id'] as string }, context);
}
