import type { Expression, ForEachNode, ForNode, Statement } from '../syntax/ast.ts';
import { descendsFrom, parentsOf } from '../types/assign.ts';
import type { ApexType } from '../types/type.ts';
import type { Body } from './body.ts';
import { convert } from './convert.ts';
import { typeOf } from './common.ts';
import { compileExpression } from './dispatch.ts';
import { condition } from './operators.ts';
import { compileBranch, compileLocal } from './blocks.ts';
import type { Compiled } from './value.ts';

/** Each pass of a loop counts against the transaction's CPU time. */
const TICK = '$.tick();';

/** A constant condition `true` makes what follows a loop unreachable, unless the loop breaks. */
function endless(node: Expression | null, body: Statement | null): boolean {
  const always = node === null || (node.kind === 'literal' && node.text === 'true');
  return always && !breaks(body);
}

function breaks(node: Statement | null): boolean {
  if (node === null) return false;
  switch (node.kind) {
    case 'break':
      return true;
    case 'block':
      return node.body.some(breaks);
    case 'if':
      return breaks(node.yes) || breaks(node.no);
    case 'switch':
      return node.cases.some((one) => breaks(one.body));
    case 'try':
      return breaks(node.body) || node.catches.some((one) => breaks(one.body)) || breaks(node.finally);
    case 'runAs':
      return breaks(node.body);
    default:
      return false;
  }
}

function loopBody(body: Body, node: Statement | null): void {
  body.loops += 1;
  compileBranch(body, node);
  body.loops -= 1;
}

/** `while` */
export function compileWhile(body: Body, node: Extract<Statement, { kind: 'while' }>): boolean {
  const { output } = body.unit;
  output.add(`while(${condition(body, node.condition)}){${TICK}`);
  loopBody(body, node.body);
  output.add('}');
  return !endless(node.condition, node.body);
}

/** `do … while` */
export function compileDo(body: Body, node: Extract<Statement, { kind: 'do' }>): boolean {
  const { output } = body.unit;
  output.add(`do{${TICK}`);
  loopBody(body, node.body);
  output.add(`}while(${condition(body, node.condition)});`);
  return !endless(node.condition, node.body);
}

/** `for (init; condition; update)` */
export function compileFor(body: Body, node: ForNode): boolean {
  const { output } = body.unit;
  body.open();
  output.add('{');
  if ('kind' in node.init) compileLocal(body, node.init);
  else output.add(node.init.map((one) => `${compileExpression(body, one).code};`).join(''));
  const test = node.condition === null ? '' : condition(body, node.condition);
  const update = node.update.map((one) => compileExpression(body, one).code).join(',');
  output.add(`for(;${test};${update}){${TICK}`);
  loopBody(body, node.body);
  output.add('}}');
  body.close();
  return !endless(node.condition, node.body);
}

/** `for (T x : collection)`; a query may also be read in lists of up to 200 records. */
export function compileForEach(body: Body, node: ForEachNode): boolean {
  const { output, universe } = body.unit;
  const type = typeOf(body, node.type);
  const iterable = compileExpression(body, node.iterable);
  const chunks = iterable.rows === true && type.kind === 'list';
  const element = chunks ? iterable.type : elementType(body, iterable.type);
  if (element === undefined && iterable.type.kind !== 'null') {
    body.unit.error(node.at, `Loop must iterate over a collection type: ${iterable.type.name}`);
  }
  body.open();
  const item = body.temp();
  const value: Compiled = { code: item, type: element ?? universe.null };
  const local = body.declare(node.name, type, node.at);
  const converted = convert(body, value, type) ?? narrowed(body, value, type);
  if (converted === undefined) body.unit.error(node.at, `Loop variable must be of type ${value.type.name}`);
  const source = chunks ? `$.chunks(${iterable.code})` : `$.each(${iterable.code})`;
  output.add(`for(${item} of ${source}){${TICK}let ${local.code}=${converted?.code ?? 'null'};`);
  loopBody(body, node.body);
  output.add('}');
  body.close();
  return true;
}

/** A loop over records of a general list may name their kind. */
function narrowed(body: Body, value: Compiled, type: ApexType): Compiled | undefined {
  if (value.type.kind === 'sobject' && type.kind === 'sobject') return { code: `$.cast(${value.code},${body.unit.type(type)})`, type };
  return undefined;
}

function elementType(body: Body, type: ApexType): ApexType | undefined {
  if (type.kind === 'list' || type.kind === 'set') return type.args[0]!;
  const { universe } = body.unit;
  const iterable = universe.platform('system.iterable')!;
  if (type.decl === iterable) return type.args[0] ?? universe.object;
  if (!descendsFrom(type, iterable)) return undefined;
  for (const parent of parentsOf(type, universe)) {
    const found = elementType(body, parent);
    if (found !== undefined) return found;
  }
  return undefined;
}
