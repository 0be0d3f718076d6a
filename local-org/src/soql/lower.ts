import type { ExpressionContext, QueryContext, SoslLiteralAltContext, SoslLiteralContext } from '@apexdevtools/apex-parser';
import { ApexParseTreeWalker, ApexParserListener } from '@apexdevtools/apex-parser';
import type { BoundExpressionContext } from '@apexdevtools/apex-parser';
import type { SoqlQuery } from './ast.ts';
import { parseSoql } from './parse.ts';

/**
 * The query inside Apex code. Its text is parsed by the parser of dynamic queries, so that the two can never differ;
 * only the bind expressions, which are Apex, are taken from the Apex tree. Throws MALFORMED_QUERY.
 */
export function lowerQuery(query: QueryContext): { query: SoqlQuery; binds: ExpressionContext[] } {
  const { text, binds } = textWithBinds(query);
  return { query: parseSoql(text).query, binds };
}

/** The parts of Apex that hold a query or a search. */
type QueryTree = QueryContext | SoslLiteralContext | SoslLiteralAltContext;

/** The text of a tree with every bind expression replaced by a bind name of the same width, and those expressions. */
export function textWithBinds(tree: QueryTree): { text: string; binds: ExpressionContext[] } {
  const bound = boundExpressions(tree);
  const { start, stop } = tree;
  const source = start.getInputStream();
  let text = '';
  let from = start.start;
  for (const bind of bound) {
    text += textBetween(source, from, bind.start.start - 1);
    text += `:b${' '.repeat(Math.max(0, bind.stop!.stop - bind.start.start - 1))} `;
    from = bind.stop!.stop + 1;
  }
  text += textBetween(source, from, stop!.stop);
  return { text, binds: bound.map((bind) => bind.expression()) };
}

function textBetween(source: { getText(start: number, stop: number): string }, from: number, to: number): string {
  return to < from ? '' : source.getText(from, to);
}

function boundExpressions(tree: QueryTree): BoundExpressionContext[] {
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
  ApexParseTreeWalker.DEFAULT.walk(new Listener(), tree);
  return found;
}
