import type { GroupBy, OrderItem, SelectItem, SoqlQuery, SoqlValue, TypeOfItem } from './ast.ts';
import { parseCondition } from './parse-condition.ts';
import { parseFieldExpression, parseList, parsePath } from './parse-field.ts';
import type { ParseContext } from './parser.ts';
import { parseValue } from './parse-value.ts';

/** Words that end an item, so that they are never taken for an alias. */
const CLAUSES = new Set([
  'FROM', 'WHERE', 'WITH', 'GROUP', 'ORDER', 'LIMIT', 'OFFSET', 'FOR', 'ALL', 'USING', 'UPDATE', 'HAVING', 'ASC', 'DESC', 'NULLS', 'AND', 'OR', 'NOT',
]);

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** One query or sub-query, clauses in the order the language fixes. */
export function parseQuery(context: ParseContext): SoqlQuery {
  const { cursor } = context;
  cursor.expectWords('SELECT');
  const select = parseList(context, () => parseSelectItem(context));
  cursor.expectWords('FROM');
  const query: Mutable<SoqlQuery> = { select, from: parseObjectName(context), orderBy: [], allRows: false };
  parseAliases(context, query);
  if (cursor.takeWords('USING', 'SCOPE')) query.scope = cursor.word();
  if (cursor.takeWords('WHERE')) query.where = parseCondition(context);
  while (cursor.isWord('WITH')) parseWith(context, query);
  if (cursor.takeWords('GROUP', 'BY')) query.groupBy = parseGroupBy(context);
  if (cursor.takeWords('HAVING')) query.having = parseCondition(context);
  if (cursor.takeWords('ORDER', 'BY')) query.orderBy = parseList(context, () => parseOrderItem(context));
  if (cursor.takeWords('LIMIT')) query.limit = parseCount(context);
  if (cursor.takeWords('OFFSET')) query.offset = parseCount(context);
  while (cursor.isWord('FOR')) parseLock(context, query);
  if (cursor.takeWords('ALL', 'ROWS')) query.allRows = true;
  if (cursor.takeWords('UPDATE')) parseList(context, () => cursor.word());
  return query;
}

function parseObjectName(context: ParseContext): string {
  return parsePath(context).join('.');
}

function parseAliases(context: ParseContext, query: Mutable<SoqlQuery>): void {
  const { cursor } = context;
  const alias = parseAlias(context);
  if (alias) query.alias = alias;
  const joins: { path: string[]; alias: string }[] = [];
  while (cursor.takeSymbol(',')) joins.push({ path: parsePath(context), alias: parseAlias(context) ?? cursor.word() });
  if (joins.length) query.joins = joins;
}

function parseAlias({ cursor }: ParseContext): string | undefined {
  if (cursor.takeWords('AS')) return cursor.word();
  const { kind, text } = cursor.current;
  if (kind !== 'word' || CLAUSES.has(text.toUpperCase())) return undefined;
  return cursor.next().text;
}

function parseWith({ cursor }: ParseContext, query: Mutable<SoqlQuery>): void {
  cursor.expectWords('WITH');
  if (cursor.takeWords('SECURITY_ENFORCED')) query.mode = 'securityEnforced';
  else if (cursor.takeWords('USER_MODE')) query.mode = 'user';
  else if (cursor.takeWords('SYSTEM_MODE')) query.mode = 'system';
  else throw cursor.unexpected();
}

function parseLock({ cursor }: ParseContext, query: Mutable<SoqlQuery>): void {
  cursor.expectWords('FOR');
  if (cursor.takeWords('UPDATE')) query.lock = 'update';
  else if (cursor.takeWords('VIEW')) query.lock = 'view';
  else if (cursor.takeWords('REFERENCE')) query.lock = 'reference';
  else throw cursor.unexpected();
}

function parseCount(context: ParseContext): SoqlValue {
  const { kind, text } = context.cursor.current;
  if (kind !== 'bind' && !(kind === 'number' && /^\d+$/.test(text))) throw context.cursor.unexpected('a number');
  return parseValue(context);
}

function parseGroupBy(context: ParseContext): GroupBy {
  const { cursor } = context;
  const mode = cursor.isWord('ROLLUP') ? 'rollup' : cursor.isWord('CUBE') ? 'cube' : 'plain';
  if (mode === 'plain') return { mode, items: parseList(context, () => parseFieldExpression(context)) };
  cursor.next();
  cursor.expectSymbol('(');
  const items = parseList(context, () => parseFieldExpression(context));
  cursor.expectSymbol(')');
  return { mode, items };
}

function parseOrderItem(context: ParseContext): OrderItem {
  const { cursor } = context;
  const field = parseFieldExpression(context);
  const descending = cursor.takeWords('DESC');
  if (!descending) cursor.takeWords('ASC');
  if (cursor.takeWords('NULLS', 'FIRST')) return { field, descending, nulls: 'first' };
  if (cursor.takeWords('NULLS', 'LAST')) return { field, descending, nulls: 'last' };
  return { field, descending };
}

function parseSelectItem(context: ParseContext): SelectItem {
  const { cursor } = context;
  const { at } = cursor.current;
  if (cursor.takeSymbol('(')) {
    const query = parseQuery(context);
    cursor.expectSymbol(')');
    return { kind: 'subquery', query, at };
  }
  if (cursor.isWord('TYPEOF') && cursor.peek().kind === 'word') return parseTypeOf(context);
  if (cursor.isWord('FIELDS') && cursor.peek().text === '(') return parseFieldsItem(context);
  const item = parseFieldExpression(context);
  const alias = parseAlias(context);
  return alias === undefined ? item : { ...item, alias };
}

function parseFieldsItem({ cursor }: ParseContext): SelectItem {
  const { at } = cursor.next();
  cursor.expectSymbol('(');
  const which = cursor.word().toUpperCase();
  if (which !== 'ALL' && which !== 'CUSTOM' && which !== 'STANDARD') throw cursor.error(`unexpected token: '${which}'`, at);
  cursor.expectSymbol(')');
  return { kind: 'fields', which, at };
}

function parseTypeOf(context: ParseContext): TypeOfItem {
  const { cursor } = context;
  const { at } = cursor.next();
  const path = parsePath(context);
  const branches: { object: string; fields: string[][] }[] = [];
  while (cursor.takeWords('WHEN')) {
    const object = cursor.word();
    cursor.expectWords('THEN');
    branches.push({ object, fields: parseList(context, () => parsePath(context)) });
  }
  const otherwise = cursor.takeWords('ELSE') ? parseList(context, () => parsePath(context)) : [];
  cursor.expectWords('END');
  return { kind: 'typeof', path, branches, otherwise, at };
}
