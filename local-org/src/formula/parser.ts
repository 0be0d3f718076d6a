import type { BinaryOperator, FormulaNode } from './ast.ts';
import { FormulaCompileError } from './formula-error.ts';
import type { FormulaToken } from './lexer.ts';
import { tokenizeFormula } from './lexer.ts';

/** Binary operators from the loosest to the tightest; Help, "Formula Operators and Functions". */
const LEVELS: readonly (readonly string[])[] = [['||'], ['&&'], ['=', '==', '<>', '!='], ['<', '<=', '>', '>='], ['&'], ['+', '-'], ['*', '/'], ['^']];

const SPELLINGS: Readonly<Record<string, BinaryOperator>> = { '==': '=', '!=': '<>' };

/** Parses the text of a formula. Throws FormulaCompileError. */
export function parseFormula(source: string): FormulaNode {
  const parser = new FormulaParser(tokenizeFormula(source));
  return parser.whole();
}

class FormulaParser {
  private readonly tokens: readonly FormulaToken[];
  private position = 0;

  constructor(tokens: readonly FormulaToken[]) {
    this.tokens = tokens;
  }

  whole(): FormulaNode {
    if (this.atEnd()) throw new FormulaCompileError('Syntax error. Formula is empty', 0);
    const node = this.binary(0);
    if (!this.atEnd()) throw this.unexpected(this.current.text === ')' ? "Syntax error. Extra ')'" : undefined);
    return node;
  }

  private atEnd(): boolean {
    return this.current.kind === 'end';
  }

  private get current(): FormulaToken {
    return this.tokens[this.position]!;
  }

  private take(...symbols: readonly string[]): FormulaToken | undefined {
    const token = this.current;
    if (token.kind !== 'symbol' || !symbols.includes(token.text)) return undefined;
    this.position += 1;
    return token;
  }

  private binary(level: number): FormulaNode {
    const operators = LEVELS[level];
    if (!operators) return this.unary();
    let left = this.binary(level + 1);
    for (let token = this.take(...operators); token; token = this.take(...operators)) {
      const operator = SPELLINGS[token.text] ?? (token.text as BinaryOperator);
      left = { kind: 'binary', operator, left, right: this.binary(level + 1), at: token.at };
    }
    return left;
  }

  private unary(): FormulaNode {
    const token = this.take('-', '+', '!');
    if (!token) return this.primary();
    return { kind: 'unary', operator: token.text as '-' | '+' | '!', operand: this.unary(), at: token.at };
  }

  private primary(): FormulaNode {
    const token = this.current;
    if (this.take('(')) {
      const inner = this.binary(0);
      this.close();
      return inner;
    }
    if (token.kind === 'end' || token.kind === 'symbol') throw this.unexpected();
    this.position += 1;
    if (token.kind === 'number') return { kind: 'number', text: token.text, at: token.at };
    if (token.kind === 'text') return { kind: 'text', value: token.text, at: token.at };
    return this.named(token);
  }

  private named(token: FormulaToken): FormulaNode {
    if (this.take('(')) return { kind: 'call', name: token.text.toUpperCase(), args: this.args(), at: token.at };
    const word = token.text.toUpperCase();
    if (word === 'TRUE' || word === 'FALSE') return { kind: 'boolean', value: word === 'TRUE', at: token.at };
    if (word === 'NULL') return { kind: 'null', at: token.at };
    return { kind: 'name', path: token.text.split(/[.:]/), at: token.at };
  }

  private args(): FormulaNode[] {
    if (this.take(')')) return [];
    const args = [this.binary(0)];
    while (this.take(',')) args.push(this.binary(0));
    this.close();
    return args;
  }

  private close(): void {
    if (!this.take(')')) throw this.unexpected(this.current.kind === 'end' ? "Syntax error. Missing ')'" : undefined);
  }

  private unexpected(message?: string): FormulaCompileError {
    return new FormulaCompileError(message ?? `Syntax error. Found '${this.current.text}'`, this.current.at);
  }
}
