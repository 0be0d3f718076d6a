import type { SObjectType } from '../../schema/sobject-type.ts';
import type { SObject } from '../../values/sobject.ts';
import type { ApiContext, ApiRequest, ApiResponse, Route } from '../api.ts';
import { ApiError } from '../api-error.ts';
import { recordOf } from '../json-in.ts';
import { objectOf, objectOfRecord } from './objects.ts';

const MOST_RECORDS = 200;
const MOST_LEVELS = 5;

/** REST API Developer Guide, "sObject Tree": records with their children, all of them or none. */
export const treeRoutes: readonly Route[] = [{ method: 'POST', path: '/composite/tree/:object', answer: createTree }];

/** One record of a tree, and the record that it is a child of. */
interface TreeRecord {
  readonly referenceId: string;
  readonly record: SObject;
  readonly parent: { readonly of: TreeRecord; readonly field: string } | null;
}

type Json = Readonly<Record<string, unknown>>;

function createTree(request: ApiRequest, { object = '' }: Readonly<Record<string, string>>, context: ApiContext): ApiResponse {
  const { records } = (request.body ?? {}) as { records?: Json[] };
  if (!Array.isArray(records)) throw new ApiError(400, 'INVALID_INPUT', 'The request needs a list of records');
  const root = objectOf(object, context);
  const levels: TreeRecord[][] = [];
  for (const json of records) collect(json, root, null, 0, levels, context);
  const all = levels.flat();
  if (all.length > MOST_RECORDS) throw new ApiError(400, 'INVALID_INPUT', `Exceeded maximum number of records: ${MOST_RECORDS}`);
  const failures = context.org.transactGroup(() => insertLevels(levels, request, context), (found) => found.length === 0);
  if (failures.length) return { status: 400, body: { hasErrors: true, results: failures } };
  return { status: 201, body: { hasErrors: false, results: all.map(({ referenceId, record }) => ({ referenceId, id: record.id })) } };
}

function collect(json: Json, type: SObjectType, parent: TreeRecord['parent'], level: number, levels: TreeRecord[][], context: ApiContext): void {
  if (level >= MOST_LEVELS) throw new ApiError(400, 'INVALID_INPUT', `A tree has at most ${MOST_LEVELS} levels`);
  const referenceId = (json['attributes'] as { referenceId?: string } | undefined)?.referenceId;
  if (referenceId === undefined || objectOfRecord(json, context) !== type) throw new ApiError(400, 'INVALID_INPUT', `Records need attributes with the type ${type.name} and a referenceId`);
  const children = Object.entries(json).filter(([, value]) => Array.isArray((value as { records?: unknown } | null)?.records));
  const own = Object.fromEntries(Object.entries(json).filter((entry) => !children.some(([name]) => name === entry[0])));
  const node: TreeRecord = { referenceId, record: recordOf(own, type, 'create', context.org.schema), parent };
  (levels[level] ??= []).push(node);
  for (const [name, value] of children) {
    const relationship = type.childRelationships.find((each) => each.name.toLowerCase() === name.toLowerCase());
    const child = relationship && context.org.schema.find(relationship.childObject);
    if (!relationship || !child) throw new ApiError(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${type.name}`);
    for (const each of (value as { records: Json[] }).records) collect(each, child, { of: node, field: relationship.field }, level + 1, levels, context);
  }
}

/** Parents before children; gives the failures of the first level that has any. */
function insertLevels(levels: readonly TreeRecord[][], request: ApiRequest, context: ApiContext): { referenceId: string; errors: unknown }[] {
  for (const level of levels) {
    for (const { record, parent } of level) if (parent) record.set(parent.field, parent.of.record.id);
    const results = context.transact(request, (tx) => tx.data.dml(tx, { operation: 'insert', records: level.map(({ record }) => record), allOrNone: true }));
    const failures = results.flatMap((result, i) => (result.errors.length ? [{ referenceId: level[i]!.referenceId, errors: result.errors }] : []));
    if (failures.length) return failures;
  }
  return [];
}
