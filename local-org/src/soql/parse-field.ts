import type { FieldExpression, FunctionItem, SoqlValue } from './ast.ts';
import type { ParseContext } from './parser.ts';
import { parseValue } from './parse-value.ts';

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
  const from = text.toUpperCase() === 'DISTANCE' ? { from: parsePlace(context) } : {};
  cursor.expectSymbol(')');
  return { kind: 'function', name: text.toUpperCase(), argument, ...from, at };
}

/** The rest of DISTANCE: `, GEOLOCATION(37.7, -122.4), 'mi'`. */
function parsePlace(context: ParseContext): NonNullable<FunctionItem['from']> {
  const { cursor } = context;
  cursor.expectSymbol(',');
  if (!cursor.takeWords('GEOLOCATION')) throw cursor.unexpected('GEOLOCATION');
  cursor.expectSymbol('(');
  const latitude = parseCoordinate(context);
  cursor.expectSymbol(',');
  const longitude = parseCoordinate(context);
  cursor.expectSymbol(')');
  cursor.expectSymbol(',');
  const unit = cursor.current.kind === 'string' ? cursor.current.text.toLowerCase() : '';
  if (unit !== 'mi' && unit !== 'km') throw cursor.unexpected("'mi' or 'km'");
  cursor.next();
  return { latitude, longitude, unit };
}

function parseCoordinate(context: ParseContext): SoqlValue {
  const value = parseValue(context);
  if (value.kind === 'number' || value.kind === 'bind') return value;
  throw context.cursor.unexpected('a number');
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
