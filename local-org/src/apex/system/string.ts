import type { PlatformBody } from '../runtime/platform-body.ts';
import type { ApexList } from '../runtime/collections.ts';
import { hash } from '../runtime/hashing.ts';
import { heldText } from '../runtime/heap-growth.ts';
import { nullPointer, raise, type Any } from '../runtime/objects.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { DateValue } from '../../values/date.ts';
import type { DatetimeValue } from '../../values/datetime.ts';
import { BlobValue } from '../../values/blob.ts';
import { text, textOf } from '../runtime/text.ts';
import { javaRegex, javaReplacement } from './java-regex.ts';
import { STRING_ESCAPES } from './string-escapes.ts';
import { STRING_TESTS } from './string-tests.ts';
import { formatMessage } from './message-format.ts';

const outOfBounds = (what: string): never => raise('System.StringException', what);

function needed(value: string | null): string {
  return value ?? nullPointer();
}

function substring(self: string, start: number | null, end: number | null = self.length): string {
  if (start === null || end === null) return nullPointer();
  if (start < 0) return outOfBounds(`Starting position out of bounds: ${start}`);
  if (end > self.length) return outOfBounds(`Ending position out of bounds: ${end}`);
  if (start > end) return outOfBounds(start > self.length ? `Starting position out of bounds: ${start}` : `Ending position out of bounds: ${end}`);
  return self.slice(start, end);
}

function abbreviate(self: string, width: number, offset = 0): string {
  if (width < 4) raise('System.StringException', 'Minimum abbreviation width is 4');
  if (self.length <= width) return self;
  const from = Math.min(offset, self.length - (width - 3));
  if (from <= 4) return `${self.slice(0, width - 3)}...`;
  if (width < 7) raise('System.StringException', 'Minimum abbreviation width with offset is 7');
  if (from + width - 3 < self.length) return `...${abbreviate(self.slice(from), width - 3)}`;
  return `...${self.slice(self.length - (width - 3))}`;
}

function center(self: string, size: number, pad = ' '): string {
  const missing = size - self.length;
  if (missing <= 0) return self;
  return self.padStart(self.length + Math.floor(missing / 2), pad).padEnd(size, pad);
}

function difference(self: string, other: string): string {
  const at = indexOfDifference(self, other);
  return at < 0 ? '' : other.slice(at);
}

function indexOfDifference(self: string, other: string): number {
  let at = 0;
  while (at < self.length && at < other.length && self[at] === other[at]) at += 1;
  return at === self.length && at === other.length ? -1 : at;
}

function split(runtime: Runtime, self: string, pattern: string | null, limit = 0): ApexList {
  const regex = javaRegex(needed(pattern), 'g');
  const parts: string[] = [];
  let from = 0;
  for (const match of self.matchAll(regex)) {
    if (limit > 0 && parts.length === limit - 1) break;
    // An empty match at the start makes no part (Java 8).
    if (match[0] === '' && (match.index === 0 || match.index === self.length)) continue;
    parts.push(self.slice(from, match.index));
    from = match.index + match[0].length;
  }
  parts.push(self.slice(from));
  if (limit === 0) while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return runtime.listOf(runtime.program.universe.string, limit === 0 && parts.length === 1 && from > 0 && parts[0] === '' ? [] : parts);
}

function levenshtein(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [index, sign] of [...left].entries()) {
    const next = [index + 1];
    for (let at = 0; at < right.length; at += 1) {
      next.push(Math.min(row[at + 1]! + 1, next[at]! + 1, row[at]! + (sign === right[at] ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1)!;
}

function characterGroups(self: string, camel: boolean): string[] {
  const kind = (sign: string): string => (/\p{Lu}/u.test(sign) ? 'upper' : /\p{Ll}/u.test(sign) ? 'lower' : /\d/.test(sign) ? 'digit' : /\s/.test(sign) ? 'space' : sign);
  const groups: string[] = [];
  let last = '';
  for (const sign of self) {
    const now = kind(sign);
    if (groups.length > 0 && now === last) groups[groups.length - 1] += sign;
    else if (camel && groups.length > 0 && last === 'upper' && now === 'lower') {
      const before = groups.pop()!;
      if (before.length > 1) groups.push(before.slice(0, -1));
      groups.push(before.at(-1)! + sign);
    } else groups.push(sign);
    last = now;
  }
  return groups;
}

function replaceFirstOrAll(self: string, pattern: string | null, replacement: string | null, flags: string): string {
  return self.replace(javaRegex(needed(pattern), flags), (...args: Any[]) => javaReplacement(needed(replacement), args));
}

function textBefore(self: string, separator: string | null, last: boolean): string {
  if (separator === null || separator === '') return last || separator === null ? self : '';
  const at = last ? self.lastIndexOf(separator) : self.indexOf(separator);
  return at < 0 ? self : self.slice(0, at);
}

function textAfter(self: string, separator: string | null, last: boolean): string {
  if (separator === null) return '';
  if (separator === '') return last ? '' : self;
  const at = last ? self.lastIndexOf(separator) : self.indexOf(separator);
  return at < 0 ? '' : self.slice(at + separator.length);
}

function between(self: string, open: string | null, close = open): string | null {
  if (open === null || close === null) return null;
  const from = self.indexOf(open);
  if (from < 0) return null;
  const to = self.indexOf(close, from + open.length);
  return to < 0 ? null : self.slice(from + open.length, to);
}

/** Position from which a search starts; before the text it is its start. */
const from = (start: number | undefined): number => Math.max(0, start ?? 0);

/** System.String, as commons-lang and java.lang.String define what the Apex Reference only names. */
export function stringBody(runtime: Runtime): PlatformBody {
  const { universe } = runtime.program;
  const integers = (items: number[]): ApexList => runtime.listOf(universe.integer, items);
  const strings = (items: string[]): ApexList => runtime.listOf(universe.string, items);
  return {
    methods: {
      ...STRING_TESTS,
      ...STRING_ESCAPES,
      abbreviate,
      capitalize: (s: string) => s.slice(0, 1).toUpperCase() + s.slice(1),
      center,
      charat: (s: string, at: number) => (at < 0 || at >= s.length ? outOfBounds(`Index out of bounds: ${at}`) : s.charCodeAt(at)),
      codepointat: (s: string, at: number) => s.codePointAt(at) ?? outOfBounds(`Index out of bounds: ${at}`),
      codepointbefore: (s: string, at: number) => Array.from(s.slice(0, at)).at(-1)?.codePointAt(0) ?? outOfBounds(`Index out of bounds: ${at}`),
      codepointcount: (s: string, start: number, end: number) => Array.from(s.slice(start, end)).length,
      compareto: (s: string, other: string) => compareUtf16(s, needed(other)),
      countmatches: (s: string, part: string | null) => (part === null || part === '' ? 0 : s.split(part).length - 1),
      deletewhitespace: (s: string) => s.replace(/\s/g, ''),
      difference: (s: string, other: string) => difference(s, needed(other)),
      getchars: (s: string) => integers(Array.from({ length: s.length }, (_, at) => s.charCodeAt(at))),
      getlevenshteindistance: (s: string, other: string, threshold?: number) => {
        const distance = levenshtein(s, needed(other));
        return threshold !== undefined && distance > threshold ? -1 : distance;
      },
      hashcode: hash,
      indexof: (s: string, part: string, start?: number) => s.indexOf(needed(part), from(start)),
      indexofany: (s: string, signs: string | null) => [...s].findIndex((sign) => signs?.includes(sign) ?? false),
      indexofanybut: (s: string, signs: string | null) => [...s].findIndex((sign) => !(signs?.includes(sign) ?? false)),
      indexofchar: (s: string, code: number, start?: number) => s.indexOf(String.fromCodePoint(code), from(start)),
      indexofdifference: (s: string, other: string) => indexOfDifference(s, needed(other)),
      indexofignorecase: (s: string, part: string, start?: number) => s.toLowerCase().indexOf(needed(part).toLowerCase(), from(start)),
      lastindexof: (s: string, part: string, end?: number) => s.lastIndexOf(needed(part), end),
      lastindexofchar: (s: string, code: number, end?: number) => s.lastIndexOf(String.fromCodePoint(code), end),
      lastindexofignorecase: (s: string, part: string, end?: number) => s.toLowerCase().lastIndexOf(needed(part).toLowerCase(), end),
      left: (s: string, length: number) => s.slice(0, Math.max(0, length)),
      leftpad: (s: string, size: number, pad = ' ') => s.padStart(size, pad),
      length: (s: string) => s.length,
      mid: (s: string, start: number, length: number) => (length < 0 || start > s.length ? '' : s.slice(Math.max(0, start), Math.max(0, start) + length)),
      normalizespace: (s: string) => s.trim().replace(/\s+/g, ' '),
      offsetbycodepoints: (s: string, at: number, count: number) => at + Array.from(s.slice(at)).slice(0, count).join('').length,
      overlay: (s: string, other: string, start: number, end: number) => {
        const [one, two] = [Math.min(start, end), Math.max(start, end)].map((at) => Math.min(Math.max(at, 0), s.length)) as [number, number];
        return s.slice(0, one) + needed(other) + s.slice(two);
      },
      remove: (s: string, part: string | null) => (part === null || part === '' ? s : s.split(part).join('')),
      removeend: (s: string, end: string | null) => (end !== null && end !== '' && s.endsWith(end) ? s.slice(0, -end.length) : s),
      removeendignorecase: (s: string, end: string | null) => (end !== null && end !== '' && s.toLowerCase().endsWith(end.toLowerCase()) ? s.slice(0, -end.length) : s),
      removestart: (s: string, start: string | null) => (start !== null && s.startsWith(start) ? s.slice(start.length) : s),
      removestartignorecase: (s: string, start: string | null) => (start !== null && s.toLowerCase().startsWith(start.toLowerCase()) ? s.slice(start.length) : s),
      repeat: (s: string, first: Any, count?: number) => heldText(count === undefined ? s.repeat(Math.max(0, first)) : Array.from({ length: Math.max(0, count) }, () => s).join(first)),
      replace: (s: string, target: string, replacement: string) => s.split(needed(target)).join(needed(replacement)),
      replaceall: (s: string, pattern: string, replacement: string) => replaceFirstOrAll(s, pattern, replacement, 'g'),
      replacefirst: (s: string, pattern: string, replacement: string) => replaceFirstOrAll(s, pattern, replacement, ''),
      reverse: (s: string) => Array.from(s).toReversed().join(''),
      right: (s: string, length: number) => (length <= 0 ? '' : s.slice(-length)),
      rightpad: (s: string, size: number, pad = ' ') => s.padEnd(size, pad),
      split: (s: string, pattern: string, limit?: number) => split(runtime, s, pattern, limit),
      splitbycharactertype: (s: string) => strings(characterGroups(s, false)),
      splitbycharactertypecamelcase: (s: string) => strings(characterGroups(s, true)),
      striphtmltags: (s: string) => s.replace(/<[^>]*>/g, ''),
      substring,
      substringafter: (s: string, separator: string) => textAfter(s, separator, false),
      substringafterlast: (s: string, separator: string) => textAfter(s, separator, true),
      substringbefore: (s: string, separator: string) => textBefore(s, separator, false),
      substringbeforelast: (s: string, separator: string) => textBefore(s, separator, true),
      substringbetween: between,
      swapcase: (s: string) => [...s].map((sign) => (sign === sign.toLowerCase() ? sign.toUpperCase() : sign.toLowerCase())).join(''),
      tolowercase: (s: string) => s.toLowerCase(),
      touppercase: (s: string) => s.toUpperCase(),
      trim: (s: string) => s.replace(/^[\0- ]+|[\0- ]+$/g, ''),
      uncapitalize: (s: string) => s.slice(0, 1).toLowerCase() + s.slice(1),
    },
    statics: {
      escapesinglequotes: (s: string | null) => needed(s).replaceAll("'", "\\'"),
      format: (pattern: string | null, values: ApexList | null) => formatMessage(needed(pattern), (values?.items ?? []).map((item) => (item === null ? 'null' : textOf(item)))),
      fromchararray: (codes: ApexList | null) => String.fromCharCode(...((codes ?? nullPointer()) as ApexList).items),
      getcommonprefix: (items: ApexList) => commonPrefix(items.items as string[]),
      isblank: (s: string | null) => s === null || s.trim() === '',
      isempty: (s: string | null) => s === null || s === '',
      isnotblank: (s: string | null) => s !== null && s.trim() !== '',
      isnotempty: (s: string | null) => s !== null && s !== '',
      join: (items: Iterable<Any> | null, separator: string | null) => join(runtime, items, separator),
      valueof: (value: Any) => valueOf(value),
      valueofgmt: (value: DatetimeValue | null) => (value ?? nullPointer()).toString(),
    },
  };
}

function compareUtf16(left: string, right: string): number {
  for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
    const step = left.charCodeAt(at) - right.charCodeAt(at);
    if (step !== 0) return step;
  }
  return left.length - right.length;
}

function commonPrefix(items: readonly string[]): string {
  const [first = '', ...rest] = items;
  let length = first.length;
  for (const item of rest) while (!item.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}

function join(runtime: Runtime, items: Iterable<Any> | null, separator: string | null): string {
  if (items === null) return nullPointer();
  return [...runtime.each(items)].map((item) => (item === null ? '' : item instanceof DateValue ? item.toString() : textOf(item))).join(separator ?? '');
}

/** String.valueOf: null gives null; a Blob its content's place holder. */
function valueOf(value: Any): string | null {
  if (value === null) return null;
  if (value instanceof BlobValue) return value.toString();
  return value instanceof DateValue || typeof value !== 'object' ? textOf(value) : text(value);
}
