import { DateValue, daysInMonth } from '../../values/date.ts';
import { DatetimeValue } from '../../values/datetime.ts';
import { TimeValue } from '../../values/time.ts';
import { nullPointer, PlatformObject, raise, type Any } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import { session } from '../runtime/session.ts';
import { currentZone } from '../runtime/user-zone.ts';
import { fromLocal, isZone, toLocal, zoneOffset } from '../runtime/zones.ts';
import { formatDate } from './date-format.ts';

const DAY = 86_400_000;
const text2 = (n: number): string => String(n).padStart(2, '0');

function needed<T>(value: T | null): T {
  return value ?? nullPointer();
}

/** Now, by the clock of the org. */
export function now(): DatetimeValue {
  return new DatetimeValue(session().tx.now());
}

/** Today in the user's time zone. */
export function today(): DateValue {
  return new DateValue(Math.floor(toLocal(currentZone(), session().tx.now()) / DAY));
}

function badDate(value: Any): never {
  return raise('System.TypeException', `Invalid date: ${String(value)}`);
}

function dateOf(value: Any): DateValue {
  if (value === null) return nullPointer();
  if (value instanceof DateValue) return value;
  if (value instanceof DatetimeValue) return new DateValue(Math.floor(toLocal(currentZone(), value.ms) / DAY));
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?$/.exec(String(value));
  if (match === null) return badDate(value);
  return DateValue.tryParse(`${match[1]}-${match[2]}-${match[3]}`) ?? badDate(value);
}

/** A date in the format of the locale en_US. */
function parseDate(value: string | null): DateValue {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(needed(value).trim());
  return (match === null ? undefined : DateValue.tryParse(`${match[3]}-${match[1]}-${match[2]}`)) ?? badDate(value);
}

function monthsBetween(from: DateValue, to: DateValue): number {
  return (to.year - from.year) * 12 + to.month - from.month;
}

/** System.Date */
export const dateBody: PlatformBody = {
  statics: {
    daysinmonth: (year: number, month: number) => daysInMonth(needed(year), needed(month)),
    isleapyear: (year: number) => daysInMonth(needed(year), 2) === 29,
    newinstance: (year: number, month: number, day: number) => DateValue.of(needed(year), needed(month), needed(day)),
    parse: parseDate,
    today,
    valueof: dateOf,
  },
  methods: {
    adddays: (date: DateValue, days: number) => date.addDays(needed(days)),
    addmonths: (date: DateValue, months: number) => date.addMonths(needed(months)),
    addyears: (date: DateValue, years: number) => date.addYears(needed(years)),
    day: (date: DateValue) => date.day,
    dayofyear: (date: DateValue) => date.days - DateValue.of(date.year, 1, 1).days + 1,
    daysbetween: (date: DateValue, other: DateValue) => needed(other).days - date.days,
    format: (date: DateValue) => `${date.month}/${date.day}/${date.year}`,
    issameday: (date: DateValue, other: DateValue) => needed(other).days === date.days,
    month: (date: DateValue) => date.month,
    monthsbetween: (date: DateValue, other: DateValue) => monthsBetween(date, needed(other)),
    tostartofmonth: (date: DateValue) => DateValue.of(date.year, date.month, 1),
    tostartofweek: (date: DateValue) => date.addDays(-date.weekday),
    year: (date: DateValue) => date.year,
  },
};

const local = (value: DatetimeValue): Date => new Date(toLocal(currentZone(), value.ms));
const gmt = (value: DatetimeValue): Date => new Date(value.ms);

function instant(args: readonly Any[], zone: string): DatetimeValue {
  const [first, second] = args;
  if (first === null) return nullPointer();
  if (typeof first === 'bigint') return new DatetimeValue(Number(first));
  if (first instanceof DateValue) return new DatetimeValue(fromLocal(zone, first.days * DAY + (second as TimeValue).ms));
  const [year, month, day, hour = 0, minute = 0, part = 0] = args as number[];
  const ms = DateValue.of(year!, month!, day!).days * DAY + ((hour * 60 + minute) * 60 + part) * 1000;
  return new DatetimeValue(fromLocal(zone, ms));
}

function badDatetime(value: Any): never {
  return raise('System.TypeException', `Invalid date/time: ${String(value)}`);
}

function datetimeOf(value: Any, zone: string): DatetimeValue {
  if (value === null) return nullPointer();
  if (value instanceof DatetimeValue) return value;
  if (value instanceof DateValue) return new DatetimeValue(fromLocal(zone, value.days * DAY));
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})[ T](\d{1,2}):(\d{2}):(\d{2})/.exec(String(value));
  if (match === null) return badDatetime(value);
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [number, number, number, number, number, number];
  const wrong = month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month) || hour > 23 || minute > 59 || second > 59;
  return wrong ? badDatetime(value) : instant([year, month, day, hour, minute, second], zone);
}

/** A datetime in the format of the locale en_US. */
function parseDatetime(value: string | null): DatetimeValue {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4}),? (\d{1,2}):(\d{2})(?::(\d{2}))? ?([AP]M)$/i.exec(needed(value).trim());
  if (match === null) return badDatetime(value);
  const [month, day, year, hour, minute] = match.slice(1, 6).map(Number) as [number, number, number, number, number];
  const afternoon = /^p/i.test(match[7]!) ? 12 : 0;
  return instant([year, month, day, (hour % 12) + afternoon, minute, Number(match[6] ?? 0)], currentZone());
}

/** The same clock time another day of the user's calendar. */
function shiftDate(value: DatetimeValue, shift: (date: DateValue) => DateValue): DatetimeValue {
  const date = new DateValue(Math.floor(value.ms / DAY));
  return new DatetimeValue(shift(date).days * DAY + (value.ms - date.days * DAY));
}

const add = (unit: number) => (value: DatetimeValue, amount: number): DatetimeValue => new DatetimeValue(value.ms + needed(amount) * unit);
const dateIn = (moment: Date): DateValue => new DateValue(Math.floor(moment.getTime() / DAY));
const timeIn = (moment: Date): TimeValue => new TimeValue(moment.getTime());

function shortFormat(value: DatetimeValue): string {
  const moment = local(value);
  const hour = moment.getUTCHours();
  return `${moment.getUTCMonth() + 1}/${moment.getUTCDate()}/${moment.getUTCFullYear()}, ${hour % 12 || 12}:${text2(moment.getUTCMinutes())} ${hour < 12 ? 'AM' : 'PM'}`;
}

function format(value: DatetimeValue, pattern?: string | null, zone?: string | null): string {
  if (pattern === undefined) return shortFormat(value);
  return formatDate(value.ms, needed(pattern), zone === undefined ? currentZone() : zoneOrGmt(needed(zone)));
}

function zoneOrGmt(zone: string): string {
  return isZone(zone) ? zone : 'GMT';
}

/** System.Datetime */
export const datetimeBody: PlatformBody = {
  statics: {
    newinstance: (...args: Any[]) => instant(args, currentZone()),
    newinstancegmt: (...args: Any[]) => instant(args, 'GMT'),
    now,
    parse: parseDatetime,
    valueof: (value: Any) => datetimeOf(value, currentZone()),
    valueofgmt: (value: Any) => datetimeOf(value, 'GMT'),
  },
  methods: {
    adddays: add(DAY),
    addhours: add(3_600_000),
    addminutes: add(60_000),
    addseconds: add(1000),
    addmonths: (value: DatetimeValue, months: number) => shiftDate(value, (date) => date.addMonths(needed(months))),
    addyears: (value: DatetimeValue, years: number) => shiftDate(value, (date) => date.addYears(needed(years))),
    date: (value: DatetimeValue) => dateIn(local(value)),
    dategmt: (value: DatetimeValue) => dateIn(gmt(value)),
    day: (value: DatetimeValue) => local(value).getUTCDate(),
    daygmt: (value: DatetimeValue) => gmt(value).getUTCDate(),
    dayofyear: (value: DatetimeValue) => dayOfYear(dateIn(local(value))),
    dayofyeargmt: (value: DatetimeValue) => dayOfYear(dateIn(gmt(value))),
    format,
    formatgmt: (value: DatetimeValue, pattern: string) => formatDate(value.ms, needed(pattern), 'GMT'),
    formatlong: (value: DatetimeValue) => formatDate(value.ms, 'M/d/yyyy, h:mm:ss a z', currentZone()),
    gettime: (value: DatetimeValue) => BigInt(value.ms),
    hour: (value: DatetimeValue) => local(value).getUTCHours(),
    hourgmt: (value: DatetimeValue) => gmt(value).getUTCHours(),
    issameday: (value: DatetimeValue, other: DatetimeValue) => dateIn(local(value)).days === dateIn(local(needed(other))).days,
    millisecond: (value: DatetimeValue) => local(value).getUTCMilliseconds(),
    millisecondgmt: (value: DatetimeValue) => gmt(value).getUTCMilliseconds(),
    minute: (value: DatetimeValue) => local(value).getUTCMinutes(),
    minutegmt: (value: DatetimeValue) => gmt(value).getUTCMinutes(),
    month: (value: DatetimeValue) => local(value).getUTCMonth() + 1,
    monthgmt: (value: DatetimeValue) => gmt(value).getUTCMonth() + 1,
    second: (value: DatetimeValue) => local(value).getUTCSeconds(),
    secondgmt: (value: DatetimeValue) => gmt(value).getUTCSeconds(),
    time: (value: DatetimeValue) => timeIn(local(value)),
    timegmt: (value: DatetimeValue) => timeIn(gmt(value)),
    year: (value: DatetimeValue) => local(value).getUTCFullYear(),
    yeargmt: (value: DatetimeValue) => gmt(value).getUTCFullYear(),
  },
};

function dayOfYear(date: DateValue): number {
  return date.days - DateValue.of(date.year, 1, 1).days + 1;
}

const addTime = (unit: number) => (time: TimeValue, amount: number): TimeValue => new TimeValue(time.ms + needed(amount) * unit);

/** System.Time */
export const timeBody: PlatformBody = {
  statics: { newinstance: (hour: number, minute: number, second: number, ms: number) => TimeValue.of(needed(hour), needed(minute), needed(second), needed(ms)) },
  methods: {
    addhours: addTime(3_600_000),
    addmilliseconds: addTime(1),
    addminutes: addTime(60_000),
    addseconds: addTime(1000),
    hour: (time: TimeValue) => time.hour,
    millisecond: (time: TimeValue) => time.millisecond,
    minute: (time: TimeValue) => time.minute,
    second: (time: TimeValue) => time.second,
  },
};

/** System.TimeZone: an object that knows its zone's name. */
export function timeZone(id: string): PlatformObject {
  const name = isZone(id) ? id : 'GMT';
  return new PlatformObject('System.TimeZone', [['id', name], ['$text', name]]);
}

const zoneId = (zone: PlatformObject): string => zone.fields.get('id') as string;

/** System.TimeZone */
export const timeZoneBody: PlatformBody = {
  statics: { gettimezone: (id: string) => timeZone(needed(id)) },
  methods: {
    getdisplayname: (zone: PlatformObject) => `(GMT${offsetText(zoneOffset(zoneId(zone), session().tx.now()))}) ${zoneId(zone)}`,
    getid: zoneId,
    getoffset: (zone: PlatformObject, at: DatetimeValue) => zoneOffset(zoneId(zone), needed(at).ms),
    tostring: zoneId,
  },
};

function offsetText(ms: number): string {
  const minutes = Math.abs(ms) / 60_000;
  return `${ms < 0 ? '-' : '+'}${text2(Math.floor(minutes / 60))}:${text2(minutes % 60)}`;
}
