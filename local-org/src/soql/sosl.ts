import { SalesforceError } from '../errors.ts';
import type { SoqlQuery } from './ast.ts';
import { parseSoql } from './parse.ts';

/** A search as plain JSON; binds are numbered through the whole text, the search term first. */
export interface SoslQuery {
  readonly term: { readonly text: string } | { readonly bind: number };
  readonly scope: 'ALL' | 'NAME' | 'EMAIL' | 'PHONE' | 'SIDEBAR';
  /** What is returned of each object, as a query over it. */
  readonly returning: readonly SoqlQuery[];
  readonly limit?: number;
}

const FIND = /^\s*FIND\s+(?:'((?:[^'\\]|\\[\s\S])*)'|\{((?:[^}\\]|\\[\s\S])*)\}|(:\s*[\w.]+))\s*/i;
const SCOPE = /^IN\s+(ALL|NAME|EMAIL|PHONE|SIDEBAR)\s+FIELDS\s*/i;
const LIMIT = /^LIMIT\s+(\d+)\s*$/i;

/** Parses the text of a search; SOQL and SOSL Reference, "SOSL Syntax". Throws MALFORMED_SEARCH. */
export function parseSosl(text: string): { query: SoslQuery; bindNames: string[] } {
  const find = FIND.exec(text);
  if (!find) throw malformed('FIND expects a search term in quotes, in braces or as a bind');
  const bindNames: string[] = [];
  const [whole, quoted, braced, bound] = find;
  if (bound !== undefined) bindNames.push(bound.slice(1).trim());
  let rest = text.slice(whole.length);
  const scope = SCOPE.exec(rest);
  if (scope) rest = rest.slice(scope[0].length);
  const { returning, rest: after } = parseReturning(rest, bindNames);
  const limit = after.trim() === '' ? undefined : LIMIT.exec(after.trim());
  if (limit === null) throw malformed(`unexpected token: '${after.trim().split(/\s/)[0]}'`);
  const term = bound === undefined ? { text: unescape(quoted ?? braced ?? '') } : { bind: 0 };
  const scopeName = (scope?.[1]?.toUpperCase() ?? 'ALL') as SoslQuery['scope'];
  return { query: { term, scope: scopeName, returning, ...(limit ? { limit: Number(limit[1]) } : {}) }, bindNames };
}

function malformed(message: string): SalesforceError {
  return new SalesforceError('MALFORMED_SEARCH', message);
}

function unescape(text: string): string {
  return text.replace(/\\([\s\S])/g, '$1');
}

/** `RETURNING Account(Id, Name WHERE … LIMIT 5), Contact`. */
function parseReturning(text: string, bindNames: string[]): { returning: SoqlQuery[]; rest: string } {
  const head = /^RETURNING\s+/i.exec(text);
  if (!head) return { returning: [], rest: text };
  const returning: SoqlQuery[] = [];
  let rest = text.slice(head[0].length);
  for (;;) {
    const name = /^(\w+)\s*/.exec(rest);
    if (!name) throw malformed('RETURNING expects the name of an object');
    rest = rest.slice(name[0].length);
    const inside = rest.startsWith('(') ? parenthesized(rest) : undefined;
    if (inside !== undefined) rest = rest.slice(inside.length + 2).trimStart();
    returning.push(queryOf(name[1]!, inside, bindNames));
    if (!rest.startsWith(',')) return { returning, rest };
    rest = rest.slice(1).trimStart();
  }
}

/** What stands between the parenthesis that the text begins with and its partner. */
function parenthesized(text: string): string {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/'(?:[^'\\]|\\[\s\S])*'|[()]/g)) {
    if (token === '(') depth += 1;
    else if (token === ')') depth -= 1;
    if (depth === 0) return text.slice(1, index);
  }
  throw malformed("expecting ')', found '<EOF>'");
}

function queryOf(object: string, inside: string | undefined, bindNames: string[]): SoqlQuery {
  const [, fields = '', clauses = ''] = /^([\s\S]*?)(\b(?:WHERE|ORDER\s+BY|LIMIT|OFFSET|USING)\b[\s\S]*)?$/i.exec(inside ?? '')!;
  const { query, bindNames: own } = parseSoql(`SELECT ${fields.trim() || 'Id'} FROM ${object} ${clauses}`);
  const offset = bindNames.length;
  bindNames.push(...own);
  return offset === 0 ? query : shiftBinds(query, offset);
}

function shiftBinds(query: SoqlQuery, offset: number): SoqlQuery {
  return JSON.parse(JSON.stringify(query), (_, value: unknown) => {
    const { kind, index } = (value ?? {}) as { kind?: unknown; index?: number };
    return kind === 'bind' ? { kind, index: index! + offset } : value;
  }) as SoqlQuery;
}
