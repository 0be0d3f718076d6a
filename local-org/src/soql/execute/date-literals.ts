import { DateValue } from '../../values/date.ts';

/** The days that a date literal covers: from `start` up to but not including `end`. */
export interface DayRange {
  readonly start: DateValue;
  readonly end: DateValue;
}

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

/**
 * The days of a date literal; SOQL Reference, "Date Formats and Date Literals". Weeks begin on Sunday, fiscal years with the
 * calendar's; `today` is that of the user's time zone.
 */
export function rangeOf(name: string, n: number | undefined, today: DateValue): DayRange {
  const simple = SIMPLE[name];
  if (simple) return span('DAY', today, simple[0], simple[1]);
  const [, direction, unit] = /^(LAST|THIS|NEXT)_(WEEK|MONTH|QUARTER|YEAR)$/.exec(name.replace('FISCAL_', '')) ?? [];
  if (direction) return relative(direction, unit as Unit, today);
  return counted(name.replace('FISCAL_', ''), n ?? 0, today);
}

/** First and last day, counted from today. */
const SIMPLE: Readonly<Record<string, readonly [number, number]>> = {
  YESTERDAY: [-1, -1],
  TODAY: [0, 0],
  TOMORROW: [1, 1],
  LAST_90_DAYS: [-89, 0],
  NEXT_90_DAYS: [1, 90],
};

function relative(direction: string, unit: Unit, today: DateValue): DayRange {
  const offset = direction === 'LAST' ? -1 : direction === 'NEXT' ? 1 : 0;
  return span(unit, today, offset, offset);
}

/** LAST_N_DAYS and the like include today; the others leave the current unit out. */
function counted(name: string, n: number, today: DateValue): DayRange {
  const ago = /^N_(DAY|WEEK|MONTH|QUARTER|YEAR)S_AGO$/.exec(name);
  if (ago) return span(ago[1] as Unit, today, -n, -n);
  const [, direction, unit] = /^(LAST|NEXT)_N_(DAY|WEEK|MONTH|QUARTER|YEAR)S$/.exec(name)!;
  if (direction === 'NEXT') return span(unit as Unit, today, 1, n);
  return unit === 'DAY' ? span('DAY', today, -n, 0) : span(unit as Unit, today, -n, -1);
}

function span(unit: Unit, today: DateValue, first: number, last: number): DayRange {
  return { start: startOf(unit, today, first), end: startOf(unit, today, last + 1) };
}

function startOf(unit: Unit, today: DateValue, offset: number): DateValue {
  switch (unit) {
    case 'DAY':
      return today.addDays(offset);
    case 'WEEK':
      return today.addDays(-today.weekday + offset * 7);
    case 'MONTH':
      return DateValue.of(today.year, today.month + offset, 1);
    case 'QUARTER':
      return DateValue.of(today.year, Math.floor((today.month - 1) / 3) * 3 + 1 + offset * 3, 1);
    case 'YEAR':
      return DateValue.of(today.year + offset, 1, 1);
  }
}
