import type { DmlOperation, DmlResult } from '../../contract.ts';
import type { SObjectType } from '../../schema/sobject-type.ts';
import { fieldOf } from '../../schema/sobject-type.ts';
import { readOnlyRecord } from '../../dml/draft.ts';
import { asId } from '../../values/id.ts';
import { SObject } from '../../values/sobject.ts';
import type { ApiContext, ApiRequest, ApiResponse, Route } from '../api.ts';
import { ok } from '../api.ts';
import { ApiError, notFound } from '../api-error.ts';
import type { WriteMode } from '../json-in.ts';
import { recordOf } from '../json-in.ts';
import { wholeRecord } from '../json-out.ts';
import { objectOf, objectOfRecord } from './objects.ts';

type Params = Readonly<Record<string, string>>;

const MOST_RECORDS = 200;

/** REST API Developer Guide, "sObject Collections". */
export const collectionRoutes: readonly Route[] = [
  { method: 'POST', path: '/composite/sobjects', answer: (request, _, context) => saveAll(request, context, 'insert', 'create') },
  { method: 'PATCH', path: '/composite/sobjects', answer: (request, _, context) => saveAll(request, context, 'update', 'update') },
  { method: 'DELETE', path: '/composite/sobjects', answer: removeAll },
  { method: 'PATCH', path: '/composite/sobjects/:object/:field', answer: upsertAll },
  { method: 'GET', path: '/composite/sobjects/:object', answer: readAll },
  { method: 'POST', path: '/composite/sobjects/:object', answer: readAll },
];

interface Collection {
  readonly records: readonly unknown[];
  readonly allOrNone: boolean;
}

/** What becomes of one record: a record to save, or the error of one that could not be read. */
type Parsed = { readonly record: SObject } | { readonly error: ApiError };

function collectionOf(request: ApiRequest): Collection {
  const { records, allOrNone } = (request.body ?? {}) as { records?: unknown; allOrNone?: unknown };
  if (!Array.isArray(records)) throw new ApiError(400, 'JSON_PARSER_ERROR', 'The request needs a list of records');
  if (records.length > MOST_RECORDS) throw new ApiError(400, 'EXCEEDED_MAX_SOBJECT_COLLECTION_SIZE', `Exceeded maximum number of records: ${MOST_RECORDS}`);
  return { records, allOrNone: request.forceAllOrNone ?? allOrNone === true };
}

function saveAll(request: ApiRequest, context: ApiContext, operation: DmlOperation, mode: WriteMode): ApiResponse {
  const { records, allOrNone } = collectionOf(request);
  const parsed = records.map((json) => parse(() => withId(recordOf(withoutId(json), objectOfRecord(json, context), mode, context.org.schema), json, mode)));
  return ok(run(request, context, parsed, { operation, allOrNone }));
}

/** Collections of jsforce carry the id as `id` beside the attributes. */
function withoutId(json: unknown): unknown {
  return Object.fromEntries(Object.entries(json as Record<string, unknown>).filter(([name]) => name.toLowerCase() !== 'id'));
}

function withId(record: SObject, json: unknown, mode: WriteMode): SObject {
  const id = Object.entries(json as Record<string, unknown>).find(([name]) => name.toLowerCase() === 'id')?.[1];
  if (id === undefined || id === null) return record;
  if (mode === 'create') throw new ApiError(400, 'INVALID_FIELD_FOR_INSERT_UPDATE', 'cannot specify Id in an insert call', ['Id']);
  record.set('Id', asId(String(id)) ?? String(id));
  return record;
}

function upsertAll(request: ApiRequest, { object = '', field: name = '' }: Params, context: ApiContext): ApiResponse {
  const type = objectOf(object, context);
  const field = fieldOf(type, name);
  if (!field || (!field.externalId && field.type !== 'id')) throw notFound(`Provided external ID field does not exist or is not accessible: ${name}`);
  const { records, allOrNone } = collectionOf(request);
  const parsed = records.map((json) => parse(() => upsertable(json, type, context)));
  return ok(run(request, context, parsed, { operation: 'upsert', allOrNone, externalIdField: field.name }));
}

function upsertable(json: unknown, type: SObjectType, context: ApiContext): SObject {
  const named = objectOfRecord(json, context);
  if (named !== type) throw new ApiError(400, 'INVALID_INPUT', `Record is of type ${named.name}, not ${type.name}`);
  return recordOf(json, type, 'upsert', context.org.schema);
}

function removeAll(request: ApiRequest, _: Params, context: ApiContext): ApiResponse {
  const ids = (request.query.get('ids') ?? '').split(',').map((id) => id.trim()).filter((id) => id !== '');
  if (ids.length > MOST_RECORDS) throw new ApiError(400, 'EXCEEDED_MAX_SOBJECT_COLLECTION_SIZE', `Exceeded maximum number of records: ${MOST_RECORDS}`);
  const allOrNone = request.forceAllOrNone ?? request.query.get('allOrNone') === 'true';
  const parsed = ids.map((id) => parse(() => recordOfId(id, context)));
  return ok(run(request, context, parsed, { operation: 'delete', allOrNone }));
}

function recordOfId(id: string, { org }: ApiContext): SObject {
  const whole = asId(id);
  const type = whole === undefined ? undefined : org.schema.ofId(whole);
  if (whole === undefined || !type) throw new ApiError(400, 'MALFORMED_ID', `malformed id ${id}`);
  return new SObject(type, [['Id', whole]]);
}

function parse(read: () => SObject): Parsed {
  try {
    return { record: read() };
  } catch (error) {
    if (error instanceof ApiError) return { error };
    throw error;
  }
}

function run(request: ApiRequest, context: ApiContext, parsed: readonly Parsed[], options: { operation: DmlOperation; allOrNone: boolean; externalIdField?: string }): unknown[] {
  const unreadable = parsed.some((each) => 'error' in each);
  if (unreadable && options.allOrNone) return parsed.map((each) => ('error' in each ? unreadableResult(each.error) : rolledBack()));
  const records = parsed.flatMap((each) => ('record' in each ? [each.record] : []));
  const results = context.transact(request, (tx) => tx.data.dml(tx, { ...options, records }));
  const iterator = results.values();
  return parsed.map((each) => ('error' in each ? unreadableResult(each.error) : resultOf(iterator.next().value as DmlResult, options.operation)));
}

function resultOf(result: DmlResult, operation: DmlOperation): unknown {
  if (result.success) return { id: result.id, success: true, errors: [], ...(operation === 'upsert' ? { created: result.created } : {}) };
  if (result.errors.length === 0) return rolledBack();
  return { ...(result.id === null ? {} : { id: result.id }), success: false, errors: result.errors };
}

function unreadableResult(error: ApiError): unknown {
  return { success: false, errors: error.errors.map(({ errorCode, message, fields = [] }) => ({ statusCode: errorCode, message, fields })) };
}

function rolledBack(): unknown {
  const message = 'Record rolled back because not all records were valid and the request was using AllOrNone header';
  return { success: false, errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK', message, fields: [] }] };
}

/** Several records of one object by their ids; null where there is none. */
function readAll(request: ApiRequest, { object = '' }: Params, context: ApiContext): ApiResponse {
  const type = objectOf(object, context);
  const body = (request.body ?? {}) as { ids?: string[]; fields?: string[] };
  const ids = body.ids ?? (request.query.get('ids') ?? '').split(',');
  const fields = body.fields ?? (request.query.get('fields') ?? '').split(',');
  const names = new Set(fields.map((name) => name.trim().toLowerCase()));
  const unknown = [...names].find((name) => !fieldOf(type, name));
  if (unknown !== undefined) throw new ApiError(400, 'INVALID_FIELD', `No such column '${unknown}' on entity '${type.name}'`);
  return ok(
    context.transact(request, (tx) =>
      ids.map((id) => {
        const row = context.org.data.store.get(type.name, asId(id.trim()) ?? '');
        return row && row['IsDeleted'] !== true ? wholeRecord(readOnlyRecord(type, row, context.org.data.environment(tx)), request.version, names) : null;
      }),
    ),
  );
}
