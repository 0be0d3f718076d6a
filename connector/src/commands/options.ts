import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';
import { messageOf } from '../errors.ts';
import { UsageError } from './command.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<Known extends Options> = ReturnType<typeof parseArgs<{ options: Known; allowPositionals: true; strict: true }>>;

/** Reads a command's options; what it does not know is an error that names it. */
export function readOptions<const Known extends Options>(args: readonly string[], options: Known): Parsed<Known>['values'] {
  const { values, positionals } = readArguments(args, options);
  if (positionals.length > 0) throw new UsageError(`${JSON.stringify(positionals[0])} is not expected here`);
  return values;
}

/** Reads the options of a command that takes arguments besides. */
export function readArguments<const Known extends Options>(args: readonly string[], options: Known): Parsed<Known> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    // What follows is about arguments that begin with a hyphen.
    throw new UsageError(messageOf(error).split('. To specify')[0]);
  }
}

const AGO = /^(\d{1,6})([mhd])$/;
const DATE = /^\d{4}-\d\d-\d\d$/;
const TIME = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?$/;
const MINUTES = { m: 1, h: 60, d: 24 * 60 };

/** A time in the past as ISO 8601, in UTC where it names no offset, or so long ago as `90m`, `24h` or `7d`; `now` gives milliseconds since the epoch. */
export function readTime(text: string, now: () => number): Date {
  const ms = millisecondsOf(text, now());
  if (!Number.isFinite(ms)) throw new UsageError(`${JSON.stringify(text)} is no time: give one such as 2026-01-31, 2026-01-31T12:00:00Z or 24h`);
  if (ms > now()) throw new UsageError(`${JSON.stringify(text)} is still to come: give a time that has been; times without an offset are UTC`);
  return new Date(ms);
}

function millisecondsOf(text: string, now: number): number {
  const [, count, unit] = AGO.exec(text) ?? [];
  if (unit !== undefined) return now - Number(count) * MINUTES[unit as keyof typeof MINUTES] * 60_000;
  const [, day = text, offset] = TIME.exec(text) ?? [];
  // What Date makes of the 31st of February is another day.
  if (!DATE.test(day) || !isDay(day)) return Number.NaN;
  return Date.parse(offset === undefined && day !== text ? `${text}Z` : text);
}

function isDay(date: string): boolean {
  const ms = Date.parse(date);
  return Number.isFinite(ms) && new Date(ms).toISOString().startsWith(date);
}
