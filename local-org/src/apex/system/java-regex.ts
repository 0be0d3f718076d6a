import { UnsupportedError } from '../../errors.ts';
import { raise, type Any } from '../runtime/objects.ts';

const cache = new Map<string, RegExp>();

const POSIX: Readonly<Record<string, string>> = {
  Lower: 'a-z', Upper: 'A-Z', ASCII: '\\x00-\\x7F', Alpha: 'a-zA-Z', Digit: '0-9', Alnum: 'a-zA-Z0-9', Punct: '!-\\/:-@\\[-`{-~',
  Graph: '!-~', Print: ' -~', Blank: ' \\t', Cntrl: '\\x00-\\x1F\\x7F', XDigit: '0-9a-fA-F', Space: '\\s',
};

/** The JavaScript expression that means what the Java expression means; a StringException when it is no expression. */
export function javaRegex(pattern: string, flags = ''): RegExp {
  const key = `${flags}/${pattern}`;
  let regex = cache.get(key);
  if (regex === undefined) {
    regex = compile(pattern, flags);
    cache.set(key, regex);
  }
  regex.lastIndex = 0;
  return regex;
}

function compile(pattern: string, flags: string): RegExp {
  const inline = /^\(\?([imsx]+)\)/.exec(pattern);
  const all = new Set(flags);
  if (inline !== null) for (const flag of inline[1]!) all.add(flag);
  if (all.delete('x')) throw new UnsupportedError('the regular expression flag x');
  const body = translate(inline === null ? pattern : pattern.slice(inline[0].length));
  if (/\\p\{/i.test(body) || /\\u\{/.test(body)) all.add('u');
  try {
    return new RegExp(body, [...all].join(''));
  } catch (error) {
    return raise('System.StringException', `Invalid regex: ${(error as Error).message}`);
  }
}

/** What Java writes differently: \Q…\E, possessive quantifiers, POSIX classes, \A, \z, \h. */
function translate(pattern: string): string {
  const groups = new FlagGroups();
  let result = '';
  let inClass = 0;
  for (let at = 0; at < pattern.length; at += 1) {
    const rest = pattern.slice(at);
    const literal = /^\\Q([\s\S]*?)(?:\\E|$)/.exec(rest);
    if (literal !== null) {
      result += literal[1]!.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
      at += literal[0].length - 1;
      continue;
    }
    const posix = /^\\p\{(?:Is)?(\w+)\}/.exec(rest);
    if (posix !== null) {
      const set = POSIX[posix[1]!];
      result += set === undefined ? `\\p{${posix[1]}}` : inClass > 0 ? set : `[${set}]`;
      at += posix[0].length - 1;
      continue;
    }
    if (rest.startsWith('\\')) {
      result += escape(rest.slice(0, 2), inClass > 0);
      at += 1;
      continue;
    }
    if (rest.startsWith('[')) inClass += inClass > 0 && result.at(-1) !== '[' ? 0 : 1;
    if (rest.startsWith(']') && inClass > 0) inClass = 0;
    const flags = inClass === 0 ? /^\(\?([imsx]+)\)/.exec(rest) : null;
    if (flags !== null) {
      result += groups.setFlags(flags[1]!);
      at += flags[0].length - 1;
      continue;
    }
    const possessive = inClass === 0 && /^[*+?}]\+/.test(rest);
    result += inClass === 0 ? groups.next(rest[0]!) : rest[0];
    if (possessive) at += 1;
  }
  return result + groups.end();
}

/**
 * Flags such as (?i) in the middle of an expression hold to the end of the group that they stand in (java.util.regex.Pattern,
 * "Special constructs"); JavaScript only has them on a group of their own, which is closed with the group and at each alternative.
 */
class FlagGroups {
  private readonly open: string[][] = [[]];

  setFlags(flags: string): string {
    if (flags.includes('x')) throw new UnsupportedError('the regular expression flag x');
    this.open.at(-1)!.push(flags);
    return `(?${flags}:`;
  }

  /** What stands for a character outside of classes and escapes. */
  next(char: string): string {
    if (char === '(') this.open.push([]);
    if (char === ')' && this.open.length > 1) return `${')'.repeat(this.open.pop()!.length)})`;
    if (char !== '|') return char;
    const flags = this.open.at(-1)!;
    return `${')'.repeat(flags.length)}|${flags.map((each) => `(?${each}:`).join('')}`;
  }

  end(): string {
    return ')'.repeat(this.open.reduce((sum, flags) => sum + flags.length, 0));
  }
}

function escape(pair: string, inClass: boolean): string {
  switch (pair) {
    case '\\A':
      return '^';
    case '\\z':
    case '\\Z':
      return '$';
    case '\\h':
      return inClass ? ' \\t\\xA0' : '[ \\t\\xA0]';
    case '\\R':
      return '(?:\\r\\n|[\\n\\r])';
    case '\\e':
      return '\\x1B';
    case '\\_':
    case "\\'":
    case '\\"':
    case '\\ ':
    case '\\<':
    case '\\>':
    case '\\#':
    case '\\@':
    case '\\%':
    case '\\&':
    case '\\:':
    case '\\;':
    case '\\,':
    case '\\!':
    case '\\=':
    case '\\~':
    case '\\`':
      return pair[1]!;
    default:
      return pair;
  }
}

/** The text that a Java replacement gives for a match; `args` are those of a String.replace callback. */
export function javaReplacement(replacement: string, args: readonly Any[]): string {
  const named = typeof args.at(-1) === 'object' ? (args.at(-1) as Record<string, string>) : {};
  return replacement.replace(/\\(.)|\$\{(\w+)\}|\$(\d)/gs, (_, literal?: string, name?: string, group?: string) => {
    if (literal !== undefined) return literal;
    if (name !== undefined) return named[name] ?? '';
    return String(args[Number(group)] ?? '');
  });
}
