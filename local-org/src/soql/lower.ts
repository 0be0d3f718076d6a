import type { ExpressionContext, QueryContext } from '@apexdevtools/apex-parser';
import { ApexParseTreeWalker, ApexParserListener } from '@apexdevtools/apex-parser';
import type { BoundExpressionContext } from '@apexdevtools/apex-parser';
import type { SoqlQuery } from './ast.ts';
import { parseSoql } from './parse.ts';

/**
 * The query inside Apex code. Its text is parsed by the parser of dynamic queries, so that the two can never differ;
 * only the bind expressions, which are Apex, are taken from the Apex tree. Throws MALFORMED_QUERY.
 */
export function lowerQuery(query: QueryContext): { query: SoqlQuery; binds: ExpressionContext[] } {
  const bound = boundExpressions(query);
  const { start, stop } = query;
  const source = start.getInputStream();
  let text = '';
  let from = start.start;
  for (const bind of bound) {
    text += textBetween(source, from, bind.start.start - 1);
    text += `:b${' '.repeat(Math.max(0, bind.stop!.stop - bind.start.start - 1))} `;
    from = bind.stop!.stop + 1;
  }
  text += textBetween(source, from, stop!.stop);
  return { query: parseSoql(text).query, binds: bound.map((bind) => bind.expression()) };
}

function textBetween(source: { getText(start: number, stop: number): string }, from: number, to: number): string {
  return to < from ? '' : source.getText(from, to);
}

function boundExpressions(query: QueryContext): BoundExpressionContext[] {
  const found: BoundExpressionContext[] = [];
  let depth = 0;
  class Listener extends ApexParserListener {
    // A query inside a bind expression has binds of its own.
    override enterBoundExpression = (ctx: BoundExpressionContext): void => {
      if (depth === 0) found.push(ctx);
      depth += 1;
    };
    override exitBoundExpression = (): void => {
      depth -= 1;
    };
  }
  ApexParseTreeWalker.DEFAULT.walk(new Listener(), query);
  return found;
}
