import type { BlockNode, LocalNode, Statement } from '../syntax/ast.ts';
import type { Body } from './body.ts';
import { typeOf } from './common.ts';
import { assigned } from './convert.ts';
import { compileExpression, compileStatement } from './dispatch.ts';

/** Whether control can reach what follows a statement. */
export type Flow = boolean;

/** Statements one after the other in a scope of their own; what follows a jump is an error. */
export function compileBlock(body: Body, node: BlockNode): Flow {
  const { output } = body.unit;
  output.at(node.at.line, '{');
  body.open();
  const flow = compileStatements(body, node.body);
  body.close();
  output.add('}');
  return flow;
}

/** The statements of a block. */
export function compileStatements(body: Body, statements: readonly Statement[]): Flow {
  let flow = true;
  let reported = false;
  for (const statement of statements) {
    if (!flow && !reported) {
      body.unit.error(statement.at, 'Unreachable statement');
      reported = true;
    }
    const reached = compileStatement(body, statement);
    flow &&= reached;
  }
  return flow;
}

/** A branch or loop body; one that is no block gets braces. */
export function compileBranch(body: Body, node: Statement | null): Flow {
  const { output } = body.unit;
  if (node === null) {
    output.add('{}');
    return true;
  }
  if (node.kind === 'block') return compileBlock(body, node);
  output.add('{');
  body.open();
  const flow = compileStatement(body, node);
  body.close();
  output.add('}');
  return flow;
}

/** `T a = x, b;` */
export function compileLocal(body: Body, node: LocalNode): void {
  const type = typeOf(body, node.type);
  for (const declarator of node.declarators) {
    const value = declarator.value === null ? null : compileExpression(body, declarator.value);
    const code = value === null ? 'null' : assigned(body, value, type, declarator.at).code;
    const isAssigned = declarator.value !== null;
    const local = body.declare(declarator.name, type, declarator.at, node.final && (isAssigned ? 'assigned' : 'open'));
    body.unit.output.add(`let ${local.code}=${code};`);
  }
}
