import { DateValue } from '../values/date.ts';
import { DatetimeValue } from '../values/datetime.ts';
import { Decimal } from '../values/decimal.ts';
import { TimeValue } from '../values/time.ts';
import type { Value } from '../values/value.ts';

/** Whether two stored values are the same; texts to the letter. */
export function sameStored(a: Value, b: Value): boolean {
  if (a instanceof Decimal && b instanceof Decimal) return a.equals(b);
  if (a instanceof DateValue && b instanceof DateValue) return a.days === b.days;
  if (a instanceof DatetimeValue && b instanceof DatetimeValue) return a.ms === b.ms;
  if (a instanceof TimeValue && b instanceof TimeValue) return a.ms === b.ms;
  return a === b;
}
