import type { ExpressionContext, SoslLiteralAltContext, SoslLiteralContext } from '@apexdevtools/apex-parser';
import { textWithBinds } from './lower.ts';
import type { SoslQuery } from './sosl.ts';
import { parseSosl } from './sosl.ts';

/** The search inside Apex code, without its brackets, and the expressions of its binds. Throws MALFORMED_SEARCH. */
export function lowerSearch(search: SoslLiteralContext | SoslLiteralAltContext): { query: SoslQuery; binds: ExpressionContext[] } {
  const { text, binds } = textWithBinds(search);
  return { query: parseSosl(text.replace(/^\s*\[/, '').replace(/\]\s*$/, '')).query, binds };
}
