import { z } from 'zod';
import { messageOf } from '../errors.ts';

/** Values of variables by name, as the environment or a tenants file gives them. */
export type Values = Readonly<Record<string, string | undefined>>;

// 24 to 64 bytes: Standard Webhooks 1.0, "Signature scheme".
export const secret = z
  .string()
  .regex(
    /^whsec_(?:[A-Za-z0-9+/]{4}){7,21}(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$/,
    'must be whsec_ followed by the base64 of 24 to 64 bytes',
  );
export const port = z.coerce
  .number('must be a port number')
  .int('must be a port number')
  .min(0, 'must be a port number')
  .max(65_535, 'must be a port number');
export const url = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  // Addresses are shown in messages and logs.
  .refine((text) => !URL.canParse(text) || (new URL(text).username === '' && new URL(text).password === ''), 'must have no user and password in it')
  .refine((text) => !/[?#]/.test(text), 'must be an address alone, without a query')
  .transform((text) => text.replace(/\/+$/, ''));
/** A text; a blank or a carriage return at its end comes from the file that it was set by, and no key or secret has one. */
export const present = z
  .string()
  .min(1, 'must not be empty')
  .regex(/^\P{Cc}*$/u, 'must not have control characters, such as the carriage return of a file from Windows')
  .refine((text) => !/^\p{Zs}|\p{Zs}$/u.test(text), 'must not have blanks at its ends');

/** A whole number from 1 to `limit`. */
export const count = (limit: number) => wholeNumber(1, limit);

/** A whole number within bounds. */
export const wholeNumber = (least: number, limit: number) =>
  z.coerce
    .number('must be a whole number')
    .int('must be a whole number')
    .min(least, `must be at least ${least}`)
    .max(limit, `must be at most ${limit}`);

/** Why a file cannot be read, in the words of an operator. */
export function unreadable(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'names a file that is not there';
  if (code === 'EACCES' || code === 'EPERM') return 'names a file that this user may not read';
  return code === 'EISDIR' ? 'names a folder, not a file' : `names a file that cannot be read: ${messageOf(error)}`;
}

/** What a schema makes of the values, and a line for each that is wrong; no line repeats a value, which may be a secret. */
export function readVariables<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  values: Values,
): { data: z.infer<z.ZodObject<Shape>> | undefined; known: Values; faults: string[] } {
  // A variable that is set to nothing counts as not set, as in compose files with `NAME=${NAME:-}`.
  const known = Object.fromEntries(
    Object.keys(schema.shape).map((name) => [name, values[name]?.trim() === '' ? undefined : values[name]]),
  );
  const parsed = schema.safeParse(known);
  return { data: parsed.data, known, faults: (parsed.error?.issues ?? []).map((issue) => faultLine(issue, known)) };
}

function faultLine(issue: z.core.$ZodIssue, known: Values): string {
  const name = String(issue.path[0]);
  return `${name}: ${known[name] === undefined ? 'is not set' : issue.message}`;
}
