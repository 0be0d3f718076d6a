import { DateValue } from './date.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** The date that a calendar in this time zone shows at an instant. */
export function localDay(zone: string, ms: number): DateValue {
  if (zone === 'GMT' || zone === 'UTC') return new DateValue(Math.floor(ms / 86_400_000));
  let format = formats.get(zone);
  if (!format) formats.set(zone, (format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })));
  return DateValue.parse(format.format(ms));
}

/** The hour that a clock in this time zone shows at an instant, 0 to 23. */
export function localHour(zone: string, ms: number): number {
  return Number(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(ms));
}
