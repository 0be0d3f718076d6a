import { DateValue } from '../../values/date.ts';
import { DatetimeValue } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import { TimeValue } from '../../values/time.ts';
import type { FormulaFunction } from '../arguments.ts';
import { expectCount, expectType, strict } from '../arguments.ts';
import { FormulaRuntimeError } from '../formula-error.ts';

function datePart(part: (date: DateValue) => number): FormulaFunction {
  return strict('number', ['date'], (date: DateValue) => Decimal.fromNumber(part(date)));
}

function timePart(part: (time: TimeValue) => number): FormulaFunction {
  return strict('number', ['time'], (time: TimeValue) => Decimal.fromNumber(part(time)));
}

const date = strict('date', ['number', 'number', 'number'], (year: Decimal, month: Decimal, day: Decimal) => {
  const [y, m, d] = [year, month, day].map((part) => Math.trunc(part.toNumber())) as [number, number, number];
  const made = DateValue.of(y, m, d);
  if (made.month !== m || made.day !== d) throw new FormulaRuntimeError(`${y}-${m}-${d} is not a date`);
  return made;
});

const dateValue: FormulaFunction = (args, call) => {
  expectCount(args, call, 1);
  expectType(args[0]!, call, 'date', 'datetime', 'text');
  return {
    type: 'date',
    run: (context) => {
      const value = args[0]!.run(context);
      if (value === null || value instanceof DateValue) return value;
      if (value instanceof DatetimeValue) return value.dateGmt();
      const parsed = DateValue.tryParse(String(value));
      if (!parsed) throw new FormulaRuntimeError(`'${String(value)}' is not a date`);
      return parsed;
    },
  };
};

const datetimeValue: FormulaFunction = (args, call) => {
  expectCount(args, call, 1);
  expectType(args[0]!, call, 'date', 'datetime', 'text');
  return {
    type: 'datetime',
    run: (context) => {
      const value = args[0]!.run(context);
      if (value === null || value instanceof DatetimeValue) return value;
      if (value instanceof DateValue) return new DatetimeValue(value.days * 86_400_000);
      const parsed = DatetimeValue.tryParse(String(value).trim().replace(' ', 'T'));
      if (!parsed) throw new FormulaRuntimeError(`'${String(value)}' is not a date and time`);
      return parsed;
    },
  };
};

/** Help, ADDMONTHS: from the last day of a month to the last day of the other one. */
const addMonths: FormulaFunction = (args, call) => {
  expectCount(args, call, 2);
  expectType(args[0]!, call, 'date', 'datetime');
  expectType(args[1]!, call, 'number');
  return {
    type: args[0]!.type,
    run: (context) => {
      const [value, months] = [args[0]!.run(context), args[1]!.run(context) as Decimal | null];
      if (value === null || months === null) return null;
      const n = Math.trunc(months.toNumber());
      if (value instanceof DateValue) return shifted(value, n);
      const at = value as DatetimeValue;
      const day = at.dateGmt();
      return new DatetimeValue(shifted(day, n).days * 86_400_000 + (at.ms - day.days * 86_400_000));
    },
  };
};

function shifted(from: DateValue, months: number): DateValue {
  const isLastDay = from.addDays(1).month !== from.month;
  const to = from.addMonths(months);
  return isLastDay ? DateValue.of(to.year, to.month + 1, 1).addDays(-1) : to;
}

/** Monday of the first ISO week has the year's first Thursday in its week. */
function isoWeek(from: DateValue): number {
  const thursday = from.addDays(3 - ((from.weekday + 6) % 7));
  return Math.floor((thursday.days - DateValue.of(thursday.year, 1, 1).days) / 7) + 1;
}

/** Help, "Formula Operators and Functions by Context": date and time functions. Days are those of GMT. */
export const DATE: Readonly<Record<string, FormulaFunction>> = {
  TODAY: (args, call) => {
    expectCount(args, call, 0);
    return { type: 'date', run: (context) => new DatetimeValue(context.now()).dateGmt() };
  },
  NOW: (args, call) => {
    expectCount(args, call, 0);
    return { type: 'datetime', run: (context) => new DatetimeValue(context.now()) };
  },
  TIMENOW: (args, call) => {
    expectCount(args, call, 0);
    return { type: 'time', run: (context) => new TimeValue(context.now()) };
  },
  DATE: date,
  DATEVALUE: dateValue,
  DATETIMEVALUE: datetimeValue,
  TIMEVALUE: strict('time', ['datetime'], (at: DatetimeValue) => new TimeValue(at.ms)),
  ADDMONTHS: addMonths,
  YEAR: datePart((each) => each.year),
  MONTH: datePart((each) => each.month),
  DAY: datePart((each) => each.day),
  WEEKDAY: datePart((each) => each.weekday + 1),
  DAYOFYEAR: datePart((each) => each.days - DateValue.of(each.year, 1, 1).days + 1),
  ISOWEEK: datePart(isoWeek),
  HOUR: timePart((each) => each.hour),
  MINUTE: timePart((each) => each.minute),
  SECOND: timePart((each) => each.second),
  MILLISECOND: timePart((each) => each.millisecond),
};
