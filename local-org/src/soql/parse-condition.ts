import type { ComparisonOperator, Condition } from './ast.ts';
import type { ParseContext } from './parser.ts';
import { parseFieldExpression } from './parse-field.ts';
import { parseValue } from './parse-value.ts';

const SYMBOL_OPERATORS: Readonly<Record<string, ComparisonOperator>> = {
  '=': '=', '!=': '!=', '<>': '!=', '<': '<', '<=': '<=', '>': '>', '>=': '>=',
};

/** Conditions joined by AND only or by OR only: mixing them without parentheses is an error on the platform too. */
export function parseCondition(context: ParseContext): Condition {
  const { cursor } = context;
  const first = parseNegatable(context);
  const kind = cursor.isWord('AND') ? 'and' : cursor.isWord('OR') ? 'or' : undefined;
  if (!kind) return first;
  const conditions = [first];
  while (cursor.takeWords(kind.toUpperCase())) conditions.push(parseNegatable(context));
  if (cursor.isWord('AND') || cursor.isWord('OR')) throw cursor.unexpected();
  return { kind, conditions };
}

function parseNegatable(context: ParseContext): Condition {
  if (context.cursor.takeWords('NOT')) return { kind: 'not', condition: parseNegatable(context) };
  if (!context.cursor.takeSymbol('(')) return parseComparison(context);
  const condition = parseCondition(context);
  context.cursor.expectSymbol(')');
  return condition;
}

function parseComparison(context: ParseContext): Condition {
  const field = parseFieldExpression(context);
  const operator = parseOperator(context);
  return { kind: 'comparison', field, operator, value: parseValue(context) };
}

function parseOperator({ cursor }: ParseContext): ComparisonOperator {
  const symbol = cursor.current.kind === 'symbol' ? SYMBOL_OPERATORS[cursor.current.text] : undefined;
  if (symbol) {
    cursor.next();
    return symbol;
  }
  if (cursor.takeWords('NOT', 'IN')) return 'NOT IN';
  for (const word of ['LIKE', 'IN', 'INCLUDES', 'EXCLUDES'] as const) if (cursor.takeWords(word)) return word;
  throw cursor.unexpected('an operator');
}
