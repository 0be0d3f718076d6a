import type { SoqlValue } from './ast.ts';
import type { ParseContext } from './parser.ts';

/** The right side of a comparison. */
export function parseValue(context: ParseContext): SoqlValue {
  const { cursor } = context;
  if (cursor.isSymbol('(')) return parseParenthesized(context);
  const token = cursor.next();
  switch (token.kind) {
    case 'string':
      return { kind: 'string', value: token.text };
    case 'number':
      return { kind: 'number', text: token.text };
    case 'date':
    case 'datetime':
    case 'time':
      return { kind: token.kind, text: token.text };
    case 'bind':
      context.binds.push(token.text);
      return { kind: 'bind', index: context.binds.length - 1 };
    case 'word':
      return parseWordValue(context, token.text, token.at);
    default:
      throw cursor.error(token.kind === 'end' ? "unexpected token: '<EOF>'" : `unexpected token: '${token.text}'`, token.at);
  }
}

function parseParenthesized(context: ParseContext): SoqlValue {
  const { cursor } = context;
  cursor.expectSymbol('(');
  if (cursor.isWord('SELECT')) {
    const query = context.parseQuery(context);
    cursor.expectSymbol(')');
    return { kind: 'query', query };
  }
  const values = [parseValue(context)];
  while (cursor.takeSymbol(',')) values.push(parseValue(context));
  cursor.expectSymbol(')');
  return { kind: 'list', values };
}

function parseWordValue(context: ParseContext, text: string, at: number): SoqlValue {
  const upper = text.toUpperCase();
  if (upper === 'NULL') return { kind: 'null' };
  if (upper === 'TRUE' || upper === 'FALSE') return { kind: 'boolean', value: upper === 'TRUE' };
  const currency = /^([A-Z]{3})(\d+)$/i.exec(text);
  if (currency) return parseCurrency(context, currency[1]!, currency[2]!);
  const { cursor } = context;
  const plain = DATE_LITERALS.has(upper);
  if (plain) return { kind: 'dateLiteral', name: upper };
  if (COUNTED_DATE_LITERALS.has(upper) && cursor.current.kind === 'bind') return { kind: 'dateLiteral', name: upper, n: Number(cursor.next().text) };
  throw cursor.error(`unexpected token: '${text}'`, at);
}

/** `USD5000.50` arrives as the word `USD5000` and the number `.50`. */
function parseCurrency({ cursor }: ParseContext, code: string, whole: string): SoqlValue {
  const fraction = cursor.current.kind === 'number' && cursor.current.text.startsWith('.') ? cursor.next().text : '';
  return { kind: 'number', text: whole + fraction, currency: code.toUpperCase() };
}

/** SOQL Reference, "Date Formats and Date Literals". */
const DATE_LITERALS: ReadonlySet<string> = new Set([
  'YESTERDAY', 'TODAY', 'TOMORROW', 'LAST_90_DAYS', 'NEXT_90_DAYS',
  ...['WEEK', 'MONTH', 'QUARTER', 'YEAR', 'FISCAL_QUARTER', 'FISCAL_YEAR'].flatMap((unit) => [`LAST_${unit}`, `THIS_${unit}`, `NEXT_${unit}`]),
]);

const COUNTED_DATE_LITERALS: ReadonlySet<string> = new Set(
  ['DAYS', 'WEEKS', 'MONTHS', 'QUARTERS', 'YEARS', 'FISCAL_QUARTERS', 'FISCAL_YEARS'].flatMap((unit) => [`LAST_N_${unit}`, `NEXT_N_${unit}`, `N_${unit}_AGO`]),
);
