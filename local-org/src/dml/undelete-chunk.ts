import type { EmptiedLookup } from './delete-chunk.ts';
import { DELETED_WITH, EMPTIED, without } from './delete-chunk.ts';
import type { Row, Store } from '../store/store.ts';
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
  const saved = liveAgain(row);
  const duplicate = duplicateError(work.type, saved, environment);
  if (duplicate) return void work.errors.push(duplicate);
  store.put(work.type.name, saved);
  work.saved = saved;
  const details = [...schema.all()].flatMap((type) => store.find(type.name, DELETED_WITH, work.id!).map((detail) => ({ type, detail })));
  for (const { type, detail } of details) store.put(type.name, liveAgain(detail));
  // Last, so that lookups between records that came back together are set again, too.
  for (const each of [row, ...details.map(({ detail }) => detail)]) refillLookups(each, store);
}

function liveAgain(row: Row): Row {
  return { ...without(without(row, DELETED_WITH), EMPTIED), IsDeleted: false };
}

/** Only lookups that nobody filled in the meantime point to the record again. */
function refillLookups(row: Row, store: Store): void {
  for (const [object, id, field] of JSON.parse(String(row[EMPTIED] ?? '[]')) as EmptiedLookup[]) {
    const held = store.get(object, id);
    if (held && (held[field] ?? null) === null) store.put(object, { ...held, [field]: row['Id']! });
  }
}
