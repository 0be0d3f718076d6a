import { FormulaCompileError } from './formula-error.ts';

export interface FormulaToken {
  readonly kind: 'number' | 'text' | 'name' | 'symbol' | 'end';
  readonly text: string;
  readonly at: number;
}

const PATTERN =
  /(?<space>\s+|\/\*[\s\S]*?\*\/)|(?<number>\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|(?<text>"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*')|(?<name>\$?[A-Za-z_][\w]*(?:\s*[.:]\s*[A-Za-z_]\w*)*)|(?<symbol><=|>=|<>|!=|==|&&|\|\||[-+*/^=<>&!(),])/y;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** Splits a formula into tokens; the last is of kind `end`. */
export function tokenizeFormula(source: string): FormulaToken[] {
  const tokens: FormulaToken[] = [];
  let at = 0;
  while (at < source.length) {
    PATTERN.lastIndex = at;
    const groups = PATTERN.exec(source)?.groups;
    if (!groups) throw new FormulaCompileError(`Syntax error. Found '${source[at]}'`, at);
    const [kind, found] = Object.entries(groups).find(([, value]) => value !== undefined) as [FormulaToken['kind'] | 'space', string];
    if (kind !== 'space') tokens.push({ kind, text: kind === 'text' ? unquote(found) : kind === 'name' ? found.replace(/\s/g, '') : found, at });
    at += found.length;
  }
  tokens.push({ kind: 'end', text: '', at });
  return tokens;
}

function unquote(literal: string): string {
  return literal.slice(1, -1).replace(/\\([\s\S])/g, (_, letter: string) => ESCAPES[letter] ?? letter);
}
