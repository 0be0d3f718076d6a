import type { SObjectType } from '../schema/sobject-type.ts';
import type { Store } from '../store/store.ts';
import type { Value } from '../values/value.ts';

/** Values for the auto number fields of a new row; the counters are rows of their own, so that a rollback gives numbers back. */
export function autoNumbers(type: SObjectType, store: Store, nowMs: number): [string, Value][] {
  const fields = [...type.fields.values()].filter((field) => field.autoNumberFormat !== undefined);
  return fields.map((field) => [field.name, formatted(field.autoNumberFormat!, nextNumber(`${type.name}.${field.name}`, store), nowMs)]);
}

function nextNumber(counter: string, store: Store): number {
  const n = Number(store.get(COUNTERS, counter)?.['Value'] ?? 0) + 1;
  store.put(COUNTERS, { Id: counter, Value: n });
  return n;
}

const COUNTERS = '$AutoNumber';

/** `INV-{YYYY}-{0000}`: the zeros are the least number of digits. */
function formatted(format: string, n: number, nowMs: number): string {
  const iso = new Date(nowMs).toISOString();
  const parts: Readonly<Record<string, string>> = { YYYY: iso.slice(0, 4), YY: iso.slice(2, 4), MM: iso.slice(5, 7), DD: iso.slice(8, 10) };
  return format.replace(/\{(YYYY|YY|MM|DD)\}/g, (_, part: string) => parts[part]!).replace(/\{(0+)\}/, (_, zeros: string) => String(n).padStart(zeros.length, '0'));
}
