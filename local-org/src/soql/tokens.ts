import { SalesforceError } from '../errors.ts';

export type TokenKind = 'word' | 'number' | 'string' | 'date' | 'datetime' | 'time' | 'symbol' | 'bind' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** Text as written; of a string its value, of a bind what follows the colon. */
  readonly text: string;
  readonly at: number;
}

const PATTERN = new RegExp(
  [
    String.raw`(?<space>\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)`,
    String.raw`(?<datetime>\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:?\d\d))`,
    String.raw`(?<date>\d{4}-\d\d-\d\d)`,
    String.raw`(?<time>\d\d:\d\d:\d\d(?:\.\d+)?[Zz]?)`,
    String.raw`(?<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)`,
    String.raw`(?<word>[A-Za-z_][A-Za-z0-9_]*(?:%[A-Za-z0-9_]*)?)`,
    String.raw`(?<string>'(?:[^'\\]|\\[\s\S])*')`,
    String.raw`(?<bind>:\s*[A-Za-z_0-9][A-Za-z0-9_.]*)`,
    String.raw`(?<symbol><=|>=|!=|<>|[=<>(),.])`,
  ].join('|'),
  'y',
);

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n', N: '\n', r: '\r', R: '\r', t: '\t', T: '\t', b: '\b', B: '\b', f: '\f', F: '\f', '"': '"', "'": "'", '\\': '\\',
};

/** Splits a query into tokens; the last one is of kind `end`. Throws MALFORMED_QUERY for a character that no token begins with. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    PATTERN.lastIndex = at;
    const match = PATTERN.exec(text);
    if (!match?.groups) throw unexpectedCharacter(text, at);
    const [kind, found] = Object.entries(match.groups).find(([, value]) => value !== undefined) as [string, string];
    if (kind !== 'space') tokens.push({ kind: kind as TokenKind, text: valueOf(kind, found), at });
    at += found.length;
  }
  tokens.push({ kind: 'end', text: '<EOF>', at });
  return tokens;
}

function valueOf(kind: string, found: string): string {
  if (kind === 'string') return unescape(found.slice(1, -1));
  if (kind === 'bind') return found.slice(1).trim();
  return found;
}

/** `\%` and `\_` stay: they mean something to LIKE only. */
function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|([\s\S]))/g, (whole, hex: string | undefined, letter: string | undefined) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    return ESCAPES[letter ?? ''] ?? whole;
  });
}

function unexpectedCharacter(text: string, at: number): SalesforceError {
  return new SalesforceError('MALFORMED_QUERY', located(text, at, `line 1:${at} no viable alternative at character '${text[at]}'`));
}

/** A message with the platform's picture of where in the query it arose. */
export function located(text: string, at: number, message: string): string {
  const row = text.slice(0, at).split('\n').length;
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const from = Math.max(0, at - 30);
  const shown = text.slice(from, Math.min(text.length, at + 30)).replace(/\s/g, ' ');
  return `\n${shown}\n${' '.repeat(at - from)}^\nERROR at Row:${row}:Column:${at - lineStart + 1}\n${message}`;
}
