import type { SoqlQuery } from './ast.ts';
import { TokenCursor } from './parser.ts';
import { parseQuery } from './parse-query.ts';

/**
 * Parses the text of a query. `bindNames` are the names after the colons, in the order of the text (`:ids`, `:account.Id`).
 * Throws MALFORMED_QUERY.
 */
export function parseSoql(text: string): { query: SoqlQuery; bindNames: string[] } {
  const context = { cursor: new TokenCursor(text), binds: [] as string[], parseQuery };
  const query = parseQuery(context);
  if (context.cursor.current.kind !== 'end') throw context.cursor.unexpected();
  return { query, bindNames: context.binds };
}
