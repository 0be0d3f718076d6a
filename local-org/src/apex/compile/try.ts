import type { CatchNode, Statement, TryNode } from '../syntax/ast.ts';
import { isException } from '../types/declare.ts';
import type { Body } from './body.ts';
import { typeOf } from './common.ts';
import { compileExpression } from './dispatch.ts';
import { compileBlock, type Flow } from './blocks.ts';

/** `throw` */
export function compileThrow(body: Body, node: Extract<Statement, { kind: 'throw' }>): void {
  const value = compileExpression(body, node.value);
  const { decl } = value.type;
  if (value.type.kind !== 'null' && (decl === null || !isException(decl))) {
    body.unit.error(node.at, `Throw expression must be of type exception: ${value.type.name}`);
  }
  body.unit.output.add(`throw $.thrown(${value.code});`);
}

/**
 * `try`, `catch` and `finally`. What ends the transaction (a limit, a failed assertion, a feature that is missing) passes
 * every catch, and finally blocks do not run for it.
 */
export function compileTry(body: Body, node: TryNode): Flow {
  const { output } = body.unit;
  const fatal = node.finally === null ? '' : body.temp();
  if (fatal !== '') output.add(`${fatal}=false;`);
  output.add('try');
  let flow = compileBlock(body, node.body);
  const error = body.temp();
  output.add(`catch($e){`);
  if (fatal !== '') output.add(`if($.isFatal($e)){${fatal}=true;throw $e;}`);
  output.add(`${error}=$.caught($e);`);
  for (const one of node.catches) {
    const reached = compileCatch(body, one, error);
    flow ||= reached;
  }
  output.add('throw $e;}');
  if (node.finally === null) return flow;
  output.at(node.finally.at.line, `finally{if(!${fatal})`);
  const completes = compileBlock(body, node.finally);
  output.add('}');
  return flow && completes;
}

function compileCatch(body: Body, node: CatchNode, error: string): Flow {
  const { output, universe } = body.unit;
  const type = typeOf(body, node.type);
  if (type !== universe.object && (type.decl === null || !isException(type.decl))) {
    body.unit.error(node.at, `Catch parameter must be of type exception: ${type.name}`);
  }
  output.at(node.at.line, '');
  body.open();
  const local = body.declare(node.name, type, node.at);
  output.add(`if($.instanceOf(${error},${body.unit.type(type)})){let ${local.code}=${error};`);
  const flow = compileBlock(body, node.body);
  // Control that leaves the block goes on behind the whole statement.
  output.add(flow ? '}else ' : '}');
  body.close();
  return flow;
}
