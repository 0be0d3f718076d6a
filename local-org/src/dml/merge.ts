import type { DmlResult } from '../contract.ts';
import { SalesforceError } from '../errors.ts';
import { SObject } from '../values/sobject.ts';
import type { SaveEnvironment } from './environment.ts';
import { dmlError } from './errors.ts';
import { runDml } from './run-dml.ts';

const MERGEABLE = new Set(['Account', 'Contact', 'Lead', 'Case']);

/** Records that one merge may take in. */
const MOST = 2;

/**
 * Merges records into a master: what points to them points to the master afterwards, they are deleted and know their
 * master, the master is updated with the caller's values; Apex Developer Guide, "Merging Records". Gives one result per record.
 */
export function mergeRecords(master: SObject, ids: readonly string[], environment: SaveEnvironment): DmlResult[] {
  const { type } = master;
  if (!MERGEABLE.has(type.name)) throw new SalesforceError('INVALID_OPERATION', `Merge is not supported for ${type.name}`);
  const invalid = problemOf(master, ids, environment);
  if (invalid) return ids.map((id) => ({ id, success: false, errors: [invalid] }));
  const { store } = environment;
  const start = store.savepoint;
  for (const id of ids) reparent(id, master.id!, environment);
  const deleted = runDml({ operation: 'delete', records: ids.map((id) => new SObject(type, [['Id', id]])), allOrNone: true }, environment);
  for (const id of ids) store.put(type.name, { ...store.get(type.name, id)!, MasterRecordId: master.id! });
  const [updated] = runDml({ operation: 'update', records: [master], allOrNone: true }, environment);
  const failures = [...deleted, updated!].flatMap((result) => result.errors);
  if (failures.length === 0) return deleted;
  store.rollback(start);
  return ids.map((id) => ({ id, success: false, errors: failures }));
}

function problemOf(master: SObject, ids: readonly string[], { store }: SaveEnvironment) {
  const { type } = master;
  if (ids.length > MOST) return dmlError('INVALID_OPERATION', 'At most two records can be merged into a third');
  if (master.id === null) return dmlError('MISSING_ARGUMENT', 'Id not specified in a merge call');
  if (ids.includes(master.id)) return dmlError('INVALID_OPERATION', 'Records cannot be merged with themselves');
  const gone = [master.id, ...ids].find((id) => (store.get(type.name, id)?.['IsDeleted'] ?? true) === true);
  return gone === undefined ? undefined : dmlError('ENTITY_IS_DELETED', 'entity is deleted');
}

/** Moves everything that points to a record to another. */
function reparent(from: string, to: string, { schema, store }: SaveEnvironment): void {
  for (const { child, field } of schema.referencesTo(schema.ofId(from)!.name)) {
    for (const row of store.find(child.name, field.name, from)) {
      if (row['IsDeleted'] !== true) store.put(child.name, { ...row, [field.name]: to });
    }
  }
}
