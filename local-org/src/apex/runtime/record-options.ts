import type { SObject } from '../../values/sobject.ts';
import { PlatformObject, type Any } from './objects.ts';

const options = new WeakMap<SObject, PlatformObject>();

/** SObject.setOptions: the DMLOptions with which the record is to be saved. */
export function setRecordOptions(record: SObject, value: Any): void {
  if (value instanceof PlatformObject) options.set(record, value);
}

export function recordOptions(record: SObject): PlatformObject | null {
  return options.get(record) ?? null;
}

/** Whether texts that are too long are to be cut, because a record's options say so. */
export function truncatesRecords(records: readonly SObject[]): boolean {
  return records.some((record) => options.get(record)?.get('AllowFieldTruncation') === true);
}
