import type { Expression, Statement } from '../syntax/ast.ts';
import type { Body } from './body.ts';
import type { Compiled, Entity } from './value.ts';

/** The visitors of the syntax tree. They reach each other through the unit that they work on, because they recurse. */
export interface Compilers {
  expression(body: Body, node: Expression): Compiled;
  chain(body: Body, node: Expression): Compiled;
  entity(body: Body, node: Expression): Entity;
  statement(body: Body, node: Statement): boolean;
}

/** Compiles an expression to a value. */
export function compileExpression(body: Body, node: Expression): Compiled {
  return body.unit.compilers.expression(body, node);
}

/** Compiles an expression and keeps its `?.` guards open, because a chain goes on behind it. */
export function compileChain(body: Body, node: Expression): Compiled {
  return body.unit.compilers.chain(body, node);
}

/** Compiles an expression that may also name a type or namespace, as the left side of a dot does. */
export function compileEntity(body: Body, node: Expression): Entity {
  return body.unit.compilers.entity(body, node);
}

/** Emits a statement on its line; tells whether what follows can be reached. */
export function compileStatement(body: Body, node: Statement): boolean {
  return body.unit.compilers.statement(body, node);
}
