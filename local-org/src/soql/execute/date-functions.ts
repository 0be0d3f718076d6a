import { DateValue } from '../../values/date.ts';
import { DatetimeValue } from '../../values/datetime.ts';
import { localDay, localHour } from '../../values/local-day.ts';
import type { Value } from '../../values/value.ts';

/** What a date function of SOQL makes of a date or datetime; SOQL Reference, "Date Functions". */
export function applyDateFunction(name: string, value: Value, zone: string): Value {
  if (value === null) return null;
  const day = value instanceof DatetimeValue ? localDay(zone, value.ms) : (value as DateValue);
  if (name === 'DAY_ONLY') return day;
  if (name === 'HOUR_IN_DAY') return value instanceof DatetimeValue ? localHour(zone, value.ms) : 0;
  return PARTS[name]!(day);
}

const dayOfYear = (day: DateValue): number => day.days - DateValue.of(day.year, 1, 1).days + 1;
const quarter = (day: DateValue): number => Math.floor((day.month - 1) / 3) + 1;

const PARTS: Readonly<Record<string, (day: DateValue) => number>> = {
  CALENDAR_MONTH: (day) => day.month,
  CALENDAR_QUARTER: quarter,
  CALENDAR_YEAR: (day) => day.year,
  FISCAL_MONTH: (day) => day.month,
  FISCAL_QUARTER: quarter,
  FISCAL_YEAR: (day) => day.year,
  DAY_IN_MONTH: (day) => day.day,
  DAY_IN_WEEK: (day) => day.weekday + 1,
  DAY_IN_YEAR: dayOfYear,
  WEEK_IN_MONTH: (day) => Math.floor((day.day - 1) / 7) + 1,
  WEEK_IN_YEAR: (day) => Math.floor((dayOfYear(day) - 1) / 7) + 1,
};
