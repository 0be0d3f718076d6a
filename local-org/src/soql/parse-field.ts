import type { FieldExpression, FunctionItem } from './ast.ts';
import type { ParseContext } from './parser.ts';

/** A field path, or a function over one. */
export function parseFieldExpression(context: ParseContext): FieldExpression {
  const { cursor } = context;
  const { at } = cursor.current;
  if (cursor.current.kind === 'word' && cursor.peek().kind === 'symbol' && cursor.peek().text === '(') return parseFunction(context);
  return { kind: 'field', path: parsePath(context), at };
}

function parseFunction(context: ParseContext): FunctionItem {
  const { cursor } = context;
  const { text, at } = cursor.next();
  cursor.expectSymbol('(');
  const argument = cursor.isSymbol(')') ? null : parseFieldExpression(context);
  cursor.expectSymbol(')');
  return { kind: 'function', name: text.toUpperCase(), argument, at };
}

/** Names joined by points. */
export function parsePath({ cursor }: ParseContext): string[] {
  const path = [cursor.word()];
  while (cursor.takeSymbol('.')) path.push(cursor.word());
  return path;
}

/** Items separated by commas. */
export function parseList<T>({ cursor }: ParseContext, item: () => T): T[] {
  const items = [item()];
  while (cursor.takeSymbol(',')) items.push(item());
  return items;
}
