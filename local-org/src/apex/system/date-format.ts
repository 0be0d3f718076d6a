import { DateValue } from '../../values/date.ts';
import { raise } from '../runtime/objects.ts';
import { toLocal, zoneOffset } from '../runtime/zones.ts';

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

interface Moment {
  readonly date: Date;
  readonly day: DateValue;
  readonly offset: number;
  readonly zone: string;
  readonly ms: number;
}

/** A moment as java.text.SimpleDateFormat prints it in the locale en_US. */
export function formatDate(ms: number, pattern: string, zone: string): string {
  const date = new Date(toLocal(zone, ms));
  const moment: Moment = { date, day: new DateValue(Math.floor(date.getTime() / 86_400_000)), offset: zoneOffset(zone, ms), zone, ms };
  return pattern.replace(/'((?:[^']|'')*)'|([a-zA-Z])\2*/g, (whole: string, literal?: string) => {
    if (literal !== undefined) return literal === '' ? "'" : literal.replaceAll("''", "'");
    return fieldText(whole[0]!, whole.length, moment);
  });
}

const padded = (value: number, size: number): string => String(value).padStart(size, '0');

function fieldText(letter: string, size: number, moment: Moment): string {
  const { date, day } = moment;
  const hour = date.getUTCHours();
  switch (letter) {
    case 'G':
      return 'AD';
    case 'y':
    case 'Y':
      return size === 2 ? padded(day.year % 100, 2) : padded(day.year, size);
    case 'M':
    case 'L':
      return size >= 4 ? MONTHS[day.month - 1]! : size === 3 ? MONTHS[day.month - 1]!.slice(0, 3) : padded(day.month, size);
    case 'd':
      return padded(day.day, size);
    case 'D':
      return padded(day.days - DateValue.of(day.year, 1, 1).days + 1, size);
    case 'E':
      return size >= 4 ? DAYS[day.weekday]! : DAYS[day.weekday]!.slice(0, 3);
    case 'u':
      return padded(day.weekday || 7, size);
    case 'F':
      return padded(Math.floor((day.day - 1) / 7) + 1, size);
    case 'w':
      return padded(weekOfYear(day), size);
    case 'W':
      return padded(Math.floor((day.day - 1 + DateValue.of(day.year, day.month, 1).weekday) / 7) + 1, size);
    case 'a':
      return hour < 12 ? 'AM' : 'PM';
    case 'H':
      return padded(hour, size);
    case 'k':
      return padded(hour || 24, size);
    case 'K':
      return padded(hour % 12, size);
    case 'h':
      return padded(hour % 12 || 12, size);
    case 'm':
      return padded(date.getUTCMinutes(), size);
    case 's':
      return padded(date.getUTCSeconds(), size);
    case 'S':
      return padded(date.getUTCMilliseconds(), size);
    case 'z':
      return zoneName(moment, size);
    case 'Z':
      return offsetText(moment.offset, '');
    case 'X':
      return moment.offset === 0 ? 'Z' : size === 1 ? offsetText(moment.offset, '').slice(0, 3) : offsetText(moment.offset, size === 3 ? ':' : '');
    default:
      return raise('System.IllegalArgumentException', `Illegal pattern character '${letter}'`);
  }
}

function weekOfYear(day: DateValue): number {
  const first = DateValue.of(day.year, 1, 1);
  return Math.floor((day.days - first.days + first.weekday) / 7) + 1;
}

function zoneName(moment: Moment, size: number): string {
  if (moment.zone === 'GMT' || moment.zone === 'UTC') return size >= 4 ? 'Greenwich Mean Time' : moment.zone;
  const format = new Intl.DateTimeFormat('en-US', { timeZone: moment.zone, timeZoneName: size >= 4 ? 'long' : 'short' });
  return format.formatToParts(moment.ms).find((part) => part.type === 'timeZoneName')?.value ?? moment.zone;
}

function offsetText(offset: number, colon: string): string {
  const minutes = Math.abs(offset) / 60_000;
  return `${offset < 0 ? '-' : '+'}${padded(Math.floor(minutes / 60), 2)}${colon}${padded(minutes % 60, 2)}`;
}
