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

/** A time as ISO 8601, or so long ago as `90m`, `24h` or `7d`; `now` gives milliseconds since the epoch. */
export function readTime(text: string, now: () => number): Date {
  const ago = /^(\d+)([mhd])$/.exec(text);
  if (ago !== null) return new Date(now() - Number(ago[1]) * { m: 60_000, h: 3_600_000, d: 86_400_000 }[ago[2] as 'm' | 'h' | 'd']);
  const time = new Date(/^\d{4}-\d\d-\d\d/.test(text) ? text : Number.NaN);
  if (Number.isNaN(time.getTime())) throw new UsageError(`${JSON.stringify(text)} is no time: give one such as 2026-01-31, 2026-01-31T12:00:00Z or 24h`);
  return time;
}
