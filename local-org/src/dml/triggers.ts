import type { DmlError, TriggerEvent } from '../contract.ts';
import { TriggerFailure } from '../contract.ts';
import type { SObject } from '../values/sobject.ts';
import type { SaveEnvironment } from './environment.ts';
import { dmlError } from './errors.ts';
import type { Work } from './work.ts';

/**
 * Runs the triggers of an event and moves the errors that `addError` left on the records to the works. An exception that
 * leaves a trigger fails every record of the chunk. `records` are those that carry errors, in the order of `works`.
 */
export function fireTriggers(works: readonly Work[], event: TriggerEvent, records: readonly SObject[], { tx, triggers }: SaveEnvironment): void {
  if (works.length === 0) return;
  try {
    triggers.fire(tx, event);
  } catch (error) {
    if (!(error instanceof TriggerFailure)) throw error;
    for (const work of works) work.errors.push(dmlError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', error.message));
    return;
  }
  records.forEach((record, i) => works[i]!.errors.push(...errorsOf(record)));
}

function errorsOf(record: SObject): DmlError[] {
  const errors = record.errors.map(({ message, field }) => dmlError('FIELD_CUSTOM_VALIDATION_EXCEPTION', message, field === null ? [] : [field]));
  record.errors = [];
  return errors;
}
