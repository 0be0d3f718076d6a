import type { LiteralContext } from '@apexdevtools/apex-parser';
import type { LiteralNode } from '../syntax/ast.ts';
import { positionOf } from './position.ts';

const ESCAPES: Readonly<Record<string, string>> = { b: '\b', t: '\t', n: '\n', f: '\f', r: '\r', '"': '"', "'": "'", '\\': '\\' };

/** A literal of an expression or an annotation. */
export function lowerLiteral(context: LiteralContext): LiteralNode {
  const at = positionOf(context);
  const text = context.getText();
  if (context.IntegerLiteral()) return { kind: 'literal', type: 'Integer', text, at };
  if (context.LongLiteral()) return { kind: 'literal', type: 'Long', text: text.slice(0, -1), at };
  if (context.NumberLiteral()) return numberLiteral(text, at);
  if (context.StringLiteral()) return { kind: 'literal', type: 'String', text: unquote(text), at };
  if (context.MultilineStringLiteral()) return { kind: 'literal', type: 'String', text: unquoteMultiline(text), at };
  if (context.BooleanLiteral()) return { kind: 'literal', type: 'Boolean', text: text.toLowerCase(), at };
  return { kind: 'literal', type: 'null', text: 'null', at };
}

/** `1.5` is a Decimal, `1.5d` a Double. */
function numberLiteral(text: string, at: LiteralNode['at']): LiteralNode {
  const isDouble = /d$/i.test(text);
  return { kind: 'literal', type: isDouble ? 'Double' : 'Decimal', text: isDouble ? text.slice(0, -1) : text, at };
}

/** The text between the quotes with its escapes resolved. */
export function unquote(quoted: string): string {
  return unescape(quoted.slice(1, -1));
}

/** `'''` text: what follows the first line break, up to the closing quotes. */
export function unquoteMultiline(quoted: string): string {
  return unescape(quoted.slice(3, -3).replace(/^[ \t]*\r?\n/, ''));
}

function unescape(text: string): string {
  return text.replace(/\\(u([0-9a-fA-F]{4})|.)/gs, (_, one: string, hex: string | undefined) =>
    hex === undefined ? (ESCAPES[one] ?? one) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
