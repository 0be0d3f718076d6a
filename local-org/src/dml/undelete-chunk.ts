import { DELETED_WITH, without } from './delete-chunk.ts';
import { readOnlyRecord } from './draft.ts';
import type { SaveEnvironment } from './environment.ts';
import { dmlError } from './errors.ts';
import { rollUp } from './roll-up.ts';
import { rulesOf } from './rules/index.ts';
import { duplicateError } from './system-validation.ts';
import { fireTriggers } from './triggers.ts';
import type { Work } from './work.ts';
import { failed } from './work.ts';

/** Brings records back from the recycle bin, with the details that went there with them; only after triggers run. */
export function undeleteChunk(works: readonly Work[], environment: SaveEnvironment): void {
  for (const work of works) restore(work, environment);
  const alive = works.filter((work) => !failed(work));
  if (alive.length === 0) return;
  const type = alive[0]!.type;
  const newRecords = alive.map((work) => readOnlyRecord(type, work.saved!, environment));
  fireTriggers(alive, { object: type, timing: 'after', operation: 'undelete', newRecords, oldRecords: null }, newRecords, environment);
  const kept = alive.filter((work) => !failed(work));
  if (kept.length) rulesOf(type)?.afterSave?.(kept, environment);
  rollUp(kept.filter((work) => !failed(work)), environment);
}

function restore(work: Work, environment: SaveEnvironment): void {
  const { store, schema } = environment;
  const row = work.id === null ? undefined : store.get(work.type.name, work.id);
  if (!row) return void work.errors.push(dmlError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id'));
  if (row['IsDeleted'] !== true) return void work.errors.push(dmlError('UNDELETE_FAILED', 'Entity is not in the recycle bin'));
  const saved = { ...without(row, DELETED_WITH), IsDeleted: false };
  const duplicate = duplicateError(work.type, saved, environment);
  if (duplicate) return void work.errors.push(duplicate);
  store.put(work.type.name, saved);
  work.saved = saved;
  for (const type of schema.all()) {
    for (const detail of store.find(type.name, DELETED_WITH, work.id!)) {
      store.put(type.name, { ...without(detail, DELETED_WITH), IsDeleted: false });
    }
  }
}
