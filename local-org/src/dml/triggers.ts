import type { DmlError, TriggerEvent } from '../contract.ts';
import { TriggerFailure } from '../contract.ts';
import type { SObject } from '../values/sobject.ts';
import type { SaveEnvironment } from './environment.ts';
import { dmlError } from './errors.ts';
import type { Work } from './work.ts';

/** Apex Developer Guide, "Execution Governors and Limits": total stack depth for triggers that fire triggers. */
const MAX_DEPTH = 16;

/** How many triggers are running one inside the other, by transaction. */
const depths = new WeakMap<object, number>();

function nameOf({ timing, operation }: TriggerEvent): string {
  return [timing, operation].map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
}

/**
 * Runs the triggers of an event and moves the errors that `addError` left on the records to the works. An exception that
 * leaves a trigger fails every record of the chunk. `records` are those that carry errors, in the order of `works`.
 */
export function fireTriggers(works: readonly Work[], event: TriggerEvent, records: readonly SObject[], { tx, triggers }: SaveEnvironment): void {
  if (works.length === 0) return;
  const depth = depths.get(tx) ?? 0;
  depths.set(tx, depth + 1);
  try {
    if (depth >= MAX_DEPTH) throw new TriggerFailure(`maximum trigger depth exceeded\n${event.object.name} trigger event ${nameOf(event)}`);
    triggers.fire(tx, event);
  } catch (error) {
    if (!(error instanceof TriggerFailure)) throw error;
    for (const work of works) work.errors.push(dmlError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', error.message));
    return;
  } finally {
    depths.set(tx, depth);
  }
  records.forEach((record, i) => works[i]!.errors.push(...errorsOf(record)));
}

function errorsOf(record: SObject): DmlError[] {
  const errors = record.errors.map(({ message, field }) => dmlError('FIELD_CUSTOM_VALIDATION_EXCEPTION', message, field === null ? [] : [field]));
  record.errors = [];
  return errors;
}
