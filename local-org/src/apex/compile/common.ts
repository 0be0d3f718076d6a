import type { Expression, TypeNode } from '../syntax/ast.ts';
import { conversionCost } from '../types/assign.ts';
import { typeText } from '../types/declare.ts';
import { isNumeric, type ApexType } from '../types/type.ts';
import type { Body } from './body.ts';
import { assigned, convert } from './convert.ts';
import { compileExpression } from './dispatch.ts';
import type { Compiled } from './value.ts';

/** Compiles an expression whose value goes to a place of type `to`. */
export function compileAs(body: Body, node: Expression, to: ApexType): Compiled {
  return assigned(body, compileExpression(body, node), to, node.at);
}

/** The target of `.` or `?.`; behind `?.` the rest of the chain is skipped when it is null. */
export function guarded(body: Body, target: Compiled, safe: boolean): Compiled {
  if (!safe) return target;
  const temp = body.temp();
  // A query of one record without rows is null here, not an exception.
  const isRows = target.rows === true && target.type.kind === 'list';
  const code = isRows ? `$.singleOrNull(${target.code})` : target.code;
  const type = isRows ? target.type.args[0]! : target.type;
  return { code: temp, type, nonNull: true, simple: true, guards: [...(target.guards ?? []), { temp, code }] };
}

/** The type that both values can be given to. */
export function commonType(body: Body, left: Compiled, right: Compiled): ApexType | undefined {
  const { universe } = body.unit;
  const costs = [conversionCost(right.type, left.type, universe), conversionCost(left.type, right.type, universe)];
  if (left.type.kind === 'null') return right.type;
  if (right.type.kind === 'null') return left.type;
  if (isNumeric(left.type) && isNumeric(right.type)) return wider(left.type, right.type, universe);
  if (costs[0] !== undefined && (costs[1] === undefined || costs[0] <= costs[1])) return left.type;
  if (costs[1] !== undefined) return right.type;
  if (left.rows === true && convert(body, left, right.type)) return right.type;
  if (right.rows === true && convert(body, right, left.type)) return left.type;
  return sharedAncestor(left.type, right.type, universe);
}

function wider(left: ApexType, right: ApexType, universe: Body['unit']['universe']): ApexType {
  const order = ['integer', 'long', 'double', 'decimal'];
  return order.indexOf(left.key) >= order.indexOf(right.key) ? left : (right ?? universe.decimal);
}

function sharedAncestor(left: ApexType, right: ApexType, universe: Body['unit']['universe']): ApexType | undefined {
  if (left.kind === 'sobject' && right.kind === 'sobject') return universe.sobject('SObject');
  for (let type: ApexType | null | undefined = left; type; type = type.decl?.superType) {
    if (conversionCost(right, type, universe) !== undefined) return type;
  }
  const shared = left.decl?.interfaces.find((one) => conversionCost(right, one, universe) !== undefined);
  if (shared !== undefined) return shared;
  return left.kind === 'primitive' && right.kind === 'primitive' ? undefined : universe.object;
}

/** The type that is written; the type of null, which fits everywhere, with an error when there is none. */
export function typeOf(body: Body, node: TypeNode): ApexType {
  const type = body.unit.program.resolver.resolve(node, body.decl);
  if (type === undefined) body.unit.error(node.at, `Invalid type: ${typeText(node)}`);
  return type ?? body.unit.universe.null;
}
