import type { Position } from '../syntax/ast.ts';

/** The part of an ANTLR rule context that tells where it stands. */
export interface Located {
  readonly start: { readonly line: number; readonly column: number };
  readonly stop?: { readonly line: number } | null | undefined;
}

/** Where a rule starts, both counted from 1. */
export function positionOf(context: Located): Position {
  return { line: context.start.line, column: context.start.column + 1 };
}

/** The line on which a rule ends. */
export function endLineOf(context: Located): number {
  return context.stop?.line ?? context.start.line;
}
