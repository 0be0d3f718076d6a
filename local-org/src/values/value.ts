import type { BlobValue } from './blob.ts';
import type { DateValue } from './date.ts';
import type { DatetimeValue } from './datetime.ts';
import type { Decimal } from './decimal.ts';
import type { DoubleValue } from './double.ts';
import type { TimeValue } from './time.ts';

/** One value of a primitive Apex type: what a record's field can hold. */
export type Scalar =
  | null
  | boolean
  | number
  | bigint
  | string
  | Decimal
  | DoubleValue
  | DateValue
  | DatetimeValue
  | TimeValue
  | BlobValue;

/** A field's value, or a list of them (a bind of `IN`). */
export type Value = Scalar | readonly Value[];
