import { DateValue } from '../../values/date.ts';
import { DatetimeValue } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import { DoubleValue } from '../../values/double.ts';
import { TimeValue } from '../../values/time.ts';
import type { Value } from '../../values/value.ts';

const COLLATOR = new Intl.Collator('en', { sensitivity: 'base', numeric: false, ignorePunctuation: false });

/** The order of two values that are not null; texts without regard to case. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  const [x, y] = [ordinal(a), ordinal(b)];
  if (x instanceof Decimal || y instanceof Decimal) return toDecimal(x).compareTo(toDecimal(y));
  return x < y ? -1 : x > y ? 1 : 0;
}

function compareTexts(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x === y ? 0 : COLLATOR.compare(x, y) || (x < y ? -1 : 1);
}

function ordinal(value: Value): number | bigint | Decimal | string {
  if (value instanceof DateValue) return value.days;
  if (value instanceof DatetimeValue || value instanceof TimeValue) return value.ms;
  if (value instanceof DoubleValue) return value.value;
  if (value instanceof Decimal) return value;
  if (typeof value === 'boolean') return Number(value);
  return value as number | bigint | string;
}

function toDecimal(value: number | bigint | Decimal | string): Decimal {
  if (value instanceof Decimal) return value;
  return typeof value === 'bigint' ? Decimal.fromBigInt(value) : Decimal.fromNumber(Number(value));
}

/** Texts that are equal to a query have the same key, and so have equal numbers. */
export function equalityKey(value: Value): string {
  if (value === null) return '\0';
  if (typeof value === 'string') return value.toLowerCase();
  if (value instanceof Decimal) return value.stripTrailingZeros().toPlain();
  if (value instanceof DoubleValue) return String(value.value);
  return String(value);
}
