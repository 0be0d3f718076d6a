import type { Row } from '../store/store.ts';
import { DatetimeValue } from '../values/datetime.ts';
import type { Value } from '../values/value.ts';
import { autoNumbers } from './auto-number.ts';
import { addFormulas, makeDraft, readOnlyRecord, rowOf } from './draft.ts';
import type { SaveEnvironment } from './environment.ts';
import { dmlError } from './errors.ts';
import { emptySummaries, rollUp } from './roll-up.ts';
import { rulesOf } from './rules/index.ts';
import { duplicateError, systemErrors } from './system-validation.ts';
import { fireTriggers } from './triggers.ts';
import { truncateTexts } from './truncate.ts';
import type { Work } from './work.ts';
import { failed } from './work.ts';

/**
 * Inserts or updates at most 200 records of one object; Apex Developer Guide, "Triggers and Order of Execution":
 * 1 load the old record, 2 the new values over it, 3 flows before the save and before triggers,
 * 4 system validation and validation rules, 5 save, 6 after triggers, 7 flows after the save, 8 what parents sum up.
 */
export function saveChunk(works: readonly Work[], operation: 'insert' | 'update', environment: SaveEnvironment): void {
  for (const work of works) load(work, operation, environment);
  runBefore(works.filter((work) => !failed(work)), operation, environment);
  for (const work of works) if (!failed(work)) validateAndSave(work, environment);
  const saved = works.filter((work) => !failed(work));
  runAfter(saved, operation, environment);
  environment.flows.run(saved.filter((work) => !failed(work)), 'afterSave', operation, environment);
  const kept = saved.filter((work) => !failed(work));
  if (kept.length) rulesOf(kept[0]!.type)?.afterSave?.(kept, environment);
  rollUp(kept.filter((work) => !failed(work)), environment);
}

function load(work: Work, operation: 'insert' | 'update', environment: SaveEnvironment): void {
  if (operation === 'update') {
    const old = environment.store.get(work.type.name, work.id!);
    if (!old) work.errors.push(dmlError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id'));
    else if (old['IsDeleted'] === true) work.errors.push(dmlError('ENTITY_IS_DELETED', 'entity is deleted'));
    if (failed(work)) return;
    work.old = old!;
  }
  makeDraft(work, environment);
  if (work.old) work.draft!.set('Id', work.id);
  if (!failed(work)) rulesOf(work.type)?.beforeTriggers?.(work, environment);
}

function runBefore(works: readonly Work[], operation: 'insert' | 'update', environment: SaveEnvironment): void {
  if (works.length === 0) return;
  const drafts = works.map((work) => work.draft!);
  for (const draft of drafts) addFormulas(draft, rowOf(draft), environment);
  const type = works[0]!.type;
  environment.flows.run(works, 'beforeSave', operation, environment);
  const oldRecords = operation === 'update' ? works.map((work) => readOnlyRecord(type, work.old!, environment)) : null;
  fireTriggers(works, { object: type, timing: 'before', operation, newRecords: drafts, oldRecords }, drafts, environment);
}

function validateAndSave(work: Work, environment: SaveEnvironment): void {
  const { type, draft, old } = work;
  work.errors.push(...(rulesOf(type)?.complete?.(work, environment) ?? []));
  if (failed(work)) return;
  if (work.truncate) truncateTexts(draft!);
  const row = rowOf(draft!);
  work.errors.push(...systemErrors(type, row, old, environment));
  if (failed(work)) return;
  work.errors.push(...environment.rules.errorsOf(type, environment.reader.contextOf(type, row, { prior: old })));
  if (failed(work)) return;
  const saved = stamped(work, row, environment);
  const duplicate = duplicateError(type, saved, environment);
  if (duplicate) work.errors.push(duplicate);
  else {
    environment.store.put(type.name, saved);
    work.saved = saved;
    work.id = saved['Id'] as string;
  }
}

/** The row with its id, its auto numbers and its system fields. */
function stamped(work: Work, row: Row, { tx, ids, store }: SaveEnvironment): Row {
  const { type, old } = work;
  const now = new DatetimeValue(Math.floor(tx.now() / 1000) * 1000);
  const changed: Record<string, Value> = { LastModifiedDate: now, LastModifiedById: tx.user.id, SystemModstamp: now };
  if (old) return { ...row, Id: old['Id'] as string, ...known(type, changed) };
  const numbers = Object.fromEntries(autoNumbers(type, store, tx.now()));
  const made = known(type, { CreatedDate: now, CreatedById: tx.user.id, IsDeleted: false, ...changed });
  const id = ids.give(type.keyPrefix);
  // A record of a custom object or setting that nobody named is named by its id.
  const name = (type.kind === 'custom' || type.kind === 'customSetting') && row['Name'] === undefined && type.fields.get('name')?.autoNumberFormat === undefined ? { Name: id } : {};
  // An id that a before trigger gave is not kept.
  return { ...name, ...Object.fromEntries(emptySummaries(type)), ...row, ...numbers, ...made, Id: id };
}

function known(type: Work['type'], values: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => type.fields.has(name.toLowerCase())));
}

function runAfter(works: readonly Work[], operation: 'insert' | 'update', environment: SaveEnvironment): void {
  if (works.length === 0) return;
  const type = works[0]!.type;
  const newRecords = works.map((work) => readOnlyRecord(type, work.saved!, environment));
  const oldRecords = operation === 'update' ? works.map((work) => readOnlyRecord(type, work.old!, environment)) : null;
  fireTriggers(works, { object: type, timing: 'after', operation, newRecords, oldRecords }, newRecords, environment);
}
