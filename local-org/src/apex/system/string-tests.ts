import { nullPointer } from '../runtime/objects.ts';

const every = (pattern: RegExp) => (s: string): boolean => pattern.test(s);

function needed(value: string | null): string {
  return value ?? nullPointer();
}

/** The methods of String that answer yes or no. */
export const STRING_TESTS = {
  contains: (s: string, part: string) => s.includes(needed(part)),
  containsany: (s: string, signs: string | null) => signs !== null && [...signs].some((sign) => s.includes(sign)),
  containsignorecase: (s: string, part: string) => s.toLowerCase().includes(needed(part).toLowerCase()),
  containsnone: (s: string, signs: string | null) => signs === null || ![...signs].some((sign) => s.includes(sign)),
  containsonly: (s: string, signs: string | null) => signs !== null && [...s].every((sign) => signs.includes(sign)),
  containswhitespace: (s: string) => /\s/.test(s),
  endswith: (s: string, end: string) => s.endsWith(needed(end)),
  endswithignorecase: (s: string, end: string) => s.toLowerCase().endsWith(needed(end).toLowerCase()),
  equalsignorecase: (s: string, other: string | null) => other !== null && s.toLowerCase() === other.toLowerCase(),
  isalllowercase: every(/^\p{Ll}+$/u),
  isalluppercase: every(/^\p{Lu}+$/u),
  isalpha: every(/^\p{L}+$/u),
  isalphaspace: every(/^[\p{L} ]*$/u),
  isalphanumeric: every(/^[\p{L}\p{Nd}]+$/u),
  isalphanumericspace: every(/^[\p{L}\p{Nd} ]*$/u),
  isasciiprintable: every(/^[ -~]*$/),
  isnumeric: every(/^\p{Nd}+$/u),
  isnumericspace: every(/^[\p{Nd} ]*$/u),
  iswhitespace: every(/^\s*$/),
  startswith: (s: string, start: string) => s.startsWith(needed(start)),
  startswithignorecase: (s: string, start: string) => s.toLowerCase().startsWith(needed(start).toLowerCase()),
};
