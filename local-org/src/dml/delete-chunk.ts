import type { FieldDefinition, SObjectType } from '../schema/sobject-type.ts';
import type { Row } from '../store/store.ts';
import { DatetimeValue } from '../values/datetime.ts';
import { readOnlyRecord } from './draft.ts';
import type { SaveEnvironment } from './environment.ts';
import { dmlError } from './errors.ts';
import { rollUp } from './roll-up.ts';
import { rulesOf } from './rules/index.ts';
import { fireTriggers } from './triggers.ts';
import type { Work } from './work.ts';
import { failed } from './work.ts';

/** Deletes at most 200 records of one object; what they take along fires no triggers. */
export function deleteChunk(works: readonly Work[], environment: SaveEnvironment): void {
  for (const work of works) load(work, environment);
  environment.flows.run(works.filter((work) => !failed(work)), 'beforeDelete', 'delete', environment);
  fire(works, 'before', environment);
  for (const work of works) if (!failed(work)) remove(work, environment);
  fire(works, 'after', environment);
  const kept = works.filter((work) => !failed(work));
  if (kept.length) rulesOf(kept[0]!.type)?.afterDelete?.(kept, environment);
  rollUp(kept.filter((work) => !failed(work)), environment);
}

function load(work: Work, { store }: SaveEnvironment): void {
  const old = work.id === null ? undefined : store.get(work.type.name, work.id);
  if (!old) work.errors.push(dmlError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id'));
  else if (old['IsDeleted'] === true) work.errors.push(dmlError('ENTITY_IS_DELETED', 'entity is deleted'));
  else work.old = old;
}

function fire(works: readonly Work[], timing: 'before' | 'after', environment: SaveEnvironment): void {
  const alive = works.filter((work) => !failed(work));
  if (alive.length === 0) return;
  const type = alive[0]!.type;
  const oldRecords = alive.map((work) => readOnlyRecord(type, work.old!, environment));
  fireTriggers(alive, { object: type, timing, operation: 'delete', newRecords: null, oldRecords }, oldRecords, environment);
}

function remove(work: Work, environment: SaveEnvironment): void {
  const { store } = environment;
  const current = store.get(work.type.name, work.id!)!;
  const refusal = rulesOf(work.type)?.refuseDelete?.(current, environment);
  const blockers = refusal ? [] : restricting(work.type, work.id!, environment);
  if (refusal) work.errors.push(refusal);
  else if (blockers.length) work.errors.push(restricted(work.type, current, blockers));
  else removeRow(work.type, current, work.id!, environment);
}

/** Labels of the objects that hold a record through a lookup which does not let its parent go. */
function restricting(type: SObjectType, id: string, environment: SaveEnvironment): string[] {
  const labels = new Set<string>();
  for (const { child, field } of environment.schema.referencesTo(type.name)) {
    const held = children(child, field, id, environment);
    if (held.length === 0) continue;
    if (field.deleteConstraint === 'Restrict') labels.add(child.labelPlural);
    else if (field.deleteConstraint === 'Cascade') for (const row of held) for (const label of restricting(child, row['Id'] as string, environment)) labels.add(label);
  }
  return [...labels];
}

function restricted(type: SObjectType, row: Row, labels: readonly string[]) {
  const name = String(row['Name'] ?? row['Id']);
  return dmlError('DELETE_FAILED', `Your attempt to delete ${name} could not be completed because it is associated with the following ${labels.join(', ')}: ${name}`, []);
}

function children(child: SObjectType, field: FieldDefinition, id: string, { store }: SaveEnvironment): Row[] {
  return store.find(child.name, field.name, id).filter((row) => row['IsDeleted'] !== true);
}

/** Moves a row and its details to the recycle bin and empties the lookups that point to it. `root` brings them back together. */
function removeRow(type: SObjectType, row: Row, root: string, environment: SaveEnvironment): void {
  const id = row['Id'] as string;
  const emptied: EmptiedLookup[] = [];
  for (const { child, field } of environment.schema.referencesTo(type.name)) {
    if (child.kind === 'customMetadata') continue;
    for (const held of children(child, field, id, environment)) {
      if (field.masterDetail || field.deleteConstraint === 'Cascade') removeRow(child, held, root, environment);
      else environment.store.put(child.name, without(held, field.name));
      if (isRestored(child, field)) emptied.push([child.name, held['Id'] as string, field.name]);
    }
  }
  const { store, tx } = environment;
  if (!type.fields.has('isdeleted')) return store.remove(type.name, id);
  const now = new DatetimeValue(Math.floor(tx.now() / 1000) * 1000);
  // Custom settings and price book entries know no recycle bin.
  if (type.kind === 'customSetting') return store.remove(type.name, id);
  store.put(type.name, { ...row, IsDeleted: true, LastModifiedDate: now, SystemModstamp: now, [DELETED_WITH]: root, [EMPTIED]: JSON.stringify(emptied) });
}

/** A lookup that a deletion emptied: object, id and field. */
export type EmptiedLookup = readonly [object: string, id: string, field: string];

/** Standard lookups that come back with the record they pointed to; SOAP API Developer Guide, "undelete()". Custom ones all do. */
const RESTORED_LOOKUPS: ReadonlySet<string> = new Set(['Account.ParentId', 'Asset.Product2Id', 'Case.ParentId', 'Contact.ReportsToId', 'Quote.OpportunityId']);

function isRestored(child: SObjectType, field: FieldDefinition): boolean {
  return !field.masterDetail && field.deleteConstraint !== 'Cascade' && (field.custom || RESTORED_LOOKUPS.has(`${child.name}.${field.name}`));
}

/** Key of the lookups that the deletion of a record emptied, as JSON; no field of the schema. */
export const EMPTIED = '$emptied';

/** Key of the record whose deletion took this one along; no field of the schema. */
export const DELETED_WITH = '$deletedWith';

/** A row without one of its fields. */
export function without(row: Row, name: string): Row {
  return Object.fromEntries(Object.entries(row).filter(([each]) => each !== name));
}
