import { SalesforceError } from '../errors.ts';
import type { SoqlQuery } from './ast.ts';
import type { Token } from './tokens.ts';
import { located, tokenize } from './tokens.ts';

/** A cursor over the tokens of one query. */
export class TokenCursor {
  readonly text: string;
  private readonly tokens: readonly Token[];
  private position = 0;

  constructor(text: string) {
    this.text = text;
    this.tokens = tokenize(text);
  }

  get current(): Token {
    return this.tokens[this.position]!;
  }

  peek(ahead = 1): Token {
    return this.tokens[Math.min(this.position + ahead, this.tokens.length - 1)]!;
  }

  next(): Token {
    const token = this.current;
    if (token.kind !== 'end') this.position += 1;
    return token;
  }

  isSymbol(symbol: string): boolean {
    return this.current.kind === 'symbol' && this.current.text === symbol;
  }

  isWord(...words: string[]): boolean {
    return words.every((word, i) => {
      const token = this.peek(i);
      return token.kind === 'word' && token.text.toUpperCase() === word;
    });
  }

  takeSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false;
    this.next();
    return true;
  }

  takeWords(...words: string[]): boolean {
    if (!this.isWord(...words)) return false;
    this.position += words.length;
    return true;
  }

  expectSymbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) throw this.unexpected(`'${symbol}'`);
  }

  expectWords(...words: string[]): void {
    if (!this.takeWords(...words)) throw this.unexpected(words.join(' '));
  }

  word(): string {
    if (this.current.kind !== 'word') throw this.unexpected('a name');
    return this.next().text;
  }

  /** The platform's error for a token that cannot stand here. */
  unexpected(expected?: string): SalesforceError {
    const { kind, text, at } = this.current;
    const message =
      kind === 'end' ? (expected ? `expecting ${expected}, found '<EOF>'` : 'unexpected end of query') : `unexpected token: '${text}'`;
    return this.error(message, at);
  }

  error(message: string, at: number): SalesforceError {
    return new SalesforceError('MALFORMED_QUERY', located(this.text, at, message));
  }
}

/** What parsing collects besides the tree: the text of each bind, in order. */
export interface ParseContext {
  readonly cursor: TokenCursor;
  readonly binds: string[];
  /** Parses a query inside a query. */
  readonly parseQuery: (context: ParseContext) => SoqlQuery;
}
