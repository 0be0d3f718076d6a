import type { DmlError } from '../contract.ts';
import type { SObjectType } from '../schema/sobject-type.ts';
import type { Row } from '../store/store.ts';
import { DatetimeValue } from '../values/datetime.ts';
import type { SObject } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import { readOnlyRecord } from './draft.ts';
import type { SaveEnvironment } from './environment.ts';
import { sameStored } from './same-value.ts';
import { fireTriggers } from './triggers.ts';
import { newWork } from './work.ts';

/**
 * Writes what the platform sums up into a parent: past the rule that keeps a caller from writing these fields, but not past
 * the parent's validation rules and triggers. Gives what they refuse.
 */
export function updateParent(type: SObjectType, old: Row, totals: Readonly<Record<string, Value>>, environment: SaveEnvironment): readonly DmlError[] {
  const { store, tx, rules, reader } = environment;
  const id = old['Id'] as string;
  const now = new DatetimeValue(Math.floor(tx.now() / 1000) * 1000);
  const next = (): Row => ({ ...store.get(type.name, id)!, ...totals, LastModifiedDate: now, LastModifiedById: tx.user.id, SystemModstamp: now });
  const before = readOnlyRecord(type, next(), environment);
  before.readOnly = false;
  const work = newWork(0, before, id, false);
  const oldRecords = [readOnlyRecord(type, old, environment)];
  fireTriggers([work], { object: type, timing: 'before', operation: 'update', newRecords: [before], oldRecords }, [before], environment);
  const saved = { ...next(), ...changesOf(before, next()) };
  work.errors.push(...rules.errorsOf(type, reader.contextOf(type, saved, { prior: old })));
  if (work.errors.length) return work.errors;
  store.put(type.name, saved);
  const after = [readOnlyRecord(type, store.get(type.name, id)!, environment)];
  fireTriggers([work], { object: type, timing: 'after', operation: 'update', newRecords: after, oldRecords }, after, environment);
  return work.errors;
}

/** What before triggers changed. */
function changesOf(record: SObject, row: Row): Record<string, Value> {
  const changed = [...record.fields].filter(([name, value]) => record.type.fields.get(name.toLowerCase())?.updateable === true && !sameStored(value, row[name] ?? null));
  return Object.fromEntries(changed);
}
