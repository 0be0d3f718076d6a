import type { JSDocableNode, Node } from 'ts-morph';
import type { Span } from '../diagnostics.ts';

/** The place where a node starts. */
export function spanOf(node: Node): Span {
  const { line, column } = node.getSourceFile().getLineAndColumnAtPos(node.getStart());
  return { file: node.getSourceFile().getFilePath().slice(1), line, column };
}

/** The sentence of a doc comment on one line. */
export function descriptionOf(node: JSDocableNode): string | undefined {
  return node.getJsDocs()[0]?.getDescription().trim().replace(/\s*\n\s*/g, ' ');
}
