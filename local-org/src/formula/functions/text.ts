import { DatetimeValue } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import type { Value } from '../../values/value.ts';
import type { FormulaFunction } from '../arguments.ts';
import { decimalOf, expectCount, expectType, orNull, strict, textOf } from '../arguments.ts';
import { FormulaRuntimeError } from '../formula-error.ts';
import type { CompiledNode } from '../formula-type.ts';

const text: FormulaFunction = (args, call) => {
  expectCount(args, call, 1);
  expectType(args[0]!, call, 'number', 'date', 'datetime', 'time', 'picklist', 'multipicklist');
  return { type: 'text', run: (context) => printed(args[0]!.run(context)) };
};

function printed(value: Value): string | null {
  if (value === null || typeof value === 'string') return value;
  if (value instanceof Decimal) return value.stripTrailingZeros().toPlain();
  if (value instanceof DatetimeValue) return `${value.toString()}Z`;
  return String(value);
}

/** A function of texts that sees a blank as the empty text. */
function lenient(count: number, compute: (...texts: string[]) => Value, result: CompiledNode['type'] = 'text'): FormulaFunction {
  return (args, call) => {
    expectCount(args, call, count);
    for (const arg of args) expectType(arg, call, 'text');
    return { type: result, run: (context) => compute(...args.map((arg) => textOf(arg.run(context)))) };
  };
}

const left = strict('text', ['text', 'number'], (value: string, count: Decimal) => orNull(value.slice(0, Math.max(0, Math.trunc(count.toNumber())))));

const right = strict('text', ['text', 'number'], (value: string, count: Decimal) => {
  const n = Math.max(0, Math.trunc(count.toNumber()));
  return n === 0 ? null : orNull(value.slice(-n));
});

const mid = strict('text', ['text', 'number', 'number'], (value: string, start: Decimal, count: Decimal) => {
  const from = Math.max(1, Math.trunc(start.toNumber())) - 1;
  return orNull(value.slice(from, from + Math.max(0, Math.trunc(count.toNumber()))));
});

/** Nothing is contained in everything; in a blank text nothing can be looked for, which gives null. */
const contains = lenient(2, (value, part) => (part === '' ? true : value === '' ? null : value.includes(part)), 'boolean');
const begins = lenient(2, (value, part) => (part === '' ? true : value === '' ? null : value.startsWith(part)), 'boolean');

const find: FormulaFunction = (args, call) => {
  expectCount(args, call, 2, 3);
  expectType(args[0]!, call, 'text');
  expectType(args[1]!, call, 'text');
  if (args[2]) expectType(args[2], call, 'number');
  return {
    type: 'number',
    run: (context) => {
      const [part, value] = [textOf(args[0]!.run(context)), textOf(args[1]!.run(context))];
      const from = args[2] ? Math.max(0, (decimalOf(args[2].run(context))?.toNumber() ?? 1) - 1) : 0;
      return Decimal.fromNumber(part === '' ? 0 : value.indexOf(part, from) + 1);
    },
  };
};

function padded(args: readonly CompiledNode[], call: { readonly name: string; readonly at: number }, pad: (value: string, n: number, fill: string) => string): CompiledNode {
  expectCount(args, call, 2, 3);
  expectType(args[0]!, call, 'text');
  expectType(args[1]!, call, 'number');
  if (args[2]) expectType(args[2], call, 'text');
  return {
    type: 'text',
    run: (context) => {
      const n = decimalOf(args[1]!.run(context))?.toNumber() ?? 0;
      const fill = args[2] ? textOf(args[2].run(context)) : ' ';
      return orNull(pad(textOf(args[0]!.run(context)), n, fill).slice(0, Math.max(0, n)));
    },
  };
}

const value = strict('number', ['text'], (written: string) => {
  if (written.trim() === '') return null;
  const parsed = Decimal.tryParse(written.trim());
  if (!parsed) throw new FormulaRuntimeError(`The value '${written}' is not a number`);
  return parsed;
});

const substitute = lenient(3, (whole, part, instead) => (part === '' ? orNull(whole) : orNull(whole.replaceAll(part, () => instead))));

/** Java's regular expressions must match the whole text. */
const regex: FormulaFunction = lenient(2, (whole, pattern) => new RegExp(`^(?:${pattern})$`, 'su').test(whole), 'boolean');

const hyperlink: FormulaFunction = (args, call) => {
  expectCount(args, call, 2, 3);
  for (const arg of args) expectType(arg, call, 'text');
  return {
    type: 'text',
    run: (context) => {
      const [url, label, target] = args.map((arg) => textOf(arg.run(context)));
      return `<a href="${url}" target="${target ?? '_blank'}">${label}</a>`;
    },
  };
};

const image: FormulaFunction = (args, call) => {
  expectCount(args, call, 2, 4);
  expectType(args[0]!, call, 'text');
  expectType(args[1]!, call, 'text');
  return {
    type: 'text',
    run: (context) => {
      const [url, alternative, height, width] = args.map((arg) => textOf(arg.run(context)));
      const sizes = [height === undefined ? '' : ` height="${height}"`, width === undefined ? '' : ` width="${width}"`].join('');
      return `<img src="${url}" alt="${alternative}"${sizes} border="0"/>`;
    },
  };
};

/** INCLUDES and the like work on multi-select picklists, whose text is separated by semicolons. */
const includes: FormulaFunction = (args, call) => {
  expectCount(args, call, 2);
  expectType(args[0]!, call, 'multipicklist');
  expectType(args[1]!, call, 'text');
  return { type: 'boolean', run: (context) => textOf(args[0]!.run(context)).split(';').includes(textOf(args[1]!.run(context))) };
};

/** ISPICKVAL compares the value with a literal text; an empty literal matches a blank field. */
const isPickVal: FormulaFunction = (args, call) => {
  expectCount(args, call, 2);
  expectType(args[0]!, call, 'picklist');
  expectType(args[1]!, call, 'text');
  return { type: 'boolean', run: (context) => textOf(args[0]!.run(context)) === textOf(args[1]!.run(context)) };
};

const isNumber = lenient(1, (whole) => whole !== '' && Decimal.tryParse(whole.trim()) !== undefined, 'boolean');

/** Help, "Formula Operators and Functions by Context": text functions. */
export const TEXT: Readonly<Record<string, FormulaFunction>> = {
  TEXT: text,
  LEN: lenient(1, (whole) => Decimal.fromNumber(whole.length), 'number'),
  LEFT: left,
  RIGHT: right,
  MID: mid,
  CONTAINS: contains,
  BEGINS: begins,
  FIND: find,
  LPAD: (args, call) => padded(args, call, (whole, n, fill) => whole.padStart(n, fill)),
  RPAD: (args, call) => padded(args, call, (whole, n, fill) => whole.padEnd(n, fill)),
  SUBSTITUTE: substitute,
  UPPER: lenient(1, (whole) => orNull(whole.toUpperCase())),
  LOWER: lenient(1, (whole) => orNull(whole.toLowerCase())),
  TRIM: lenient(1, (whole) => orNull(whole.trim())),
  VALUE: value,
  REGEX: regex,
  HYPERLINK: hyperlink,
  IMAGE: image,
  INCLUDES: includes,
  ISPICKVAL: isPickVal,
  ISNUMBER: isNumber,
  BR: strict('text', [], () => '\n'),
  CASESAFEID: lenient(1, (id) => orNull(id)),
};
