import type { Expression, LiteralNode, Position, TypeNode } from '../syntax/ast.ts';
import { castable, conversionCost } from '../types/assign.ts';
import { typeText } from '../types/declare.ts';
import { isNumeric, type ApexType } from '../types/type.ts';
import { compileAssign, compileStep } from './assignments.ts';
import type { Body } from './body.ts';
import { compileCall } from './calls.ts';
import { assigned, convert, literalAs } from './convert.ts';
import { compileNew, compileNewCollection, compileNewMap } from './create.ts';
import { memberOfEntity, memberOfValue, resolveName, unknownValue } from './names.ts';
import { compileBinary, compileUnary, condition } from './operators.ts';
import { compileSoql } from './queries.ts';
import { closed, quoted, type Compiled, type Entity } from './value.ts';

/** Compiles an expression to a value. */
export function compileExpression(body: Body, node: Expression): Compiled {
  return closed(compileChain(body, node));
}

/** Compiles an expression whose value goes to a place of type `to`. */
export function compileAs(body: Body, node: Expression, to: ApexType): Compiled {
  return assigned(body, compileExpression(body, node), to, node.at);
}

/** Compiles an expression and keeps its `?.` guards open, because a chain goes on behind it. */
export function compileChain(body: Body, node: Expression): Compiled {
  const entity = compileEntity(body, node);
  if (entity.entity === 'value') return entity.value;
  body.unit.error(node.at, `Variable does not exist: ${entityName(node)}`);
  return unknownValue(body);
}

function entityName(node: Expression): string {
  return node.kind === 'name' || node.kind === 'field' ? node.name : node.kind;
}

/** Compiles an expression that may also name a type or namespace, as the left side of a dot does. */
export function compileEntity(body: Body, node: Expression): Entity {
  if (node.kind === 'name') return resolveName(body, node);
  if (node.kind !== 'field') return { entity: 'value', value: compileValue(body, node) };
  const target = compileEntity(body, node.target);
  if (target.entity !== 'value') return memberOfEntity(body, target, node);
  return memberOfValue(body, guarded(body, target.value, node.safe), node);
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

function compileValue(body: Body, node: Exclude<Expression, { kind: 'name' | 'field' }>): Compiled {
  switch (node.kind) {
    case 'literal':
      return compileLiteral(body, node);
    case 'this':
      return compileThis(body, node.at);
    case 'super':
      return { ...compileThis(body, node.at), type: body.decl?.superType ?? body.unit.universe.object, isSuper: true };
    case 'call':
      return compileCall(body, node);
    case 'index':
      return compileIndex(body, node);
    case 'new':
      return compileNew(body, node);
    case 'newCollection':
      return compileNewCollection(body, node);
    case 'newMap':
      return compileNewMap(body, node);
    case 'binary':
      return compileBinary(body, node);
    case 'unary':
      return node.operator === '++' || node.operator === '--' ? compileStep(body, node.operand, node.operator, true, node.at) : compileUnary(body, node);
    case 'postfix':
      return compileStep(body, node.operand, node.operator, false, node.at);
    case 'assign':
      return compileAssign(body, node);
    case 'ternary':
      return compileTernary(body, node);
    case 'cast':
      return compileCast(body, node);
    case 'instanceof':
      return compileInstanceOf(body, node);
    case 'classRef':
      return compileClassRef(body, node.type, node.at);
    case 'soql':
      return compileSoql(body, node);
    case 'sosl':
      body.unit.error(node.at, 'SOSL is not supported by the local org');
      return unknownValue(body);
  }
}

function compileLiteral(body: Body, node: LiteralNode): Compiled {
  const { universe } = body.unit;
  const fixed = { nonNull: true, simple: true, literal: node };
  switch (node.type) {
    case 'null':
      return { code: 'null', type: universe.null, simple: true };
    case 'Boolean':
      return { code: node.text, type: universe.boolean, ...fixed };
    case 'String':
      return { code: quoted(node.text), type: universe.string, ...fixed };
    case 'Integer':
      return integerLiteral(body, node);
    default: {
      const type = universe.primitive(node.type);
      return { ...literalAs(body, node.text, type), type, literal: node };
    }
  }
}

function integerLiteral(body: Body, node: LiteralNode): Compiled {
  if (Number(node.text) > 2147483647) body.unit.error(node.at, `Illegal integer`);
  return { code: String(Number(node.text)), type: body.unit.universe.integer, nonNull: true, simple: true, literal: node };
}

function compileThis(body: Body, at: Position): Compiled {
  if (body.isStatic || body.decl === null) {
    body.unit.error(at, 'this cannot be referenced in a static context');
    return unknownValue(body);
  }
  return { code: 'this', type: body.decl.self, nonNull: true, simple: true };
}

function compileIndex(body: Body, node: Extract<Expression, { kind: 'index' }>): Compiled {
  const target = compileChain(body, node.target);
  if (target.type.kind !== 'list') {
    if (target.type.kind !== 'null') body.unit.error(node.at, `Expression must be a list type: ${target.type.name}`);
    return unknownValue(body);
  }
  const index = compileAs(body, node.index, body.unit.universe.integer);
  const guards = target.guards ? { guards: target.guards } : {};
  return { code: `${target.code}.a_get(${index.code})`, type: target.type.args[0]!, ...guards };
}

function compileTernary(body: Body, node: Extract<Expression, { kind: 'ternary' }>): Compiled {
  const test = condition(body, node.condition);
  const yes = compileExpression(body, node.yes);
  const no = compileExpression(body, node.no);
  const type = commonType(body, yes, no);
  if (type === undefined) {
    body.unit.error(node.at, `Incompatible types in ternary operator: ${yes.type.name}, ${no.type.name}`);
    return unknownValue(body);
  }
  const [left, right] = [convert(body, yes, type)!, convert(body, no, type)!];
  return { code: `(${test}?${left.code}:${right.code})`, type, nonNull: left.nonNull === true && right.nonNull === true };
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

function compileCast(body: Body, node: Extract<Expression, { kind: 'cast' }>): Compiled {
  const to = typeOf(body, node.type);
  const value = compileExpression(body, node.operand);
  const { universe } = body.unit;
  if (value.rows === true && to.kind === 'sobject') return convert(body, value, to) ?? unknownValue(body);
  if (isNumeric(value.type) && isNumeric(to)) return numberCast(body, value, to);
  const upcast = convert(body, value, to);
  if (upcast !== undefined && !isNarrowing(value.type, to)) return upcast;
  if (!castable(value.type, to, universe)) {
    body.unit.error(node.at, `Incompatible types since an instance of ${value.type.name} is never an instance of ${to.name}`);
  }
  return { code: `$.cast(${value.code},${body.unit.type(to)})`, type: to };
}

/** Lists of SObject are assigned to lists of one kind without a check, but a cast checks. */
function isNarrowing(from: ApexType, to: ApexType): boolean {
  return from.kind === to.kind && from.args.some((arg, index) => arg.kind === 'sobject' && arg.sobject === null && to.args[index]!.sobject !== null);
}

function numberCast(body: Body, value: Compiled, to: ApexType): Compiled {
  const implicit = convert(body, value, to);
  if (implicit !== undefined) return implicit;
  return { code: `$.castNumber(${value.code},${quoted(to.key)})`, type: to };
}

function compileInstanceOf(body: Body, node: Extract<Expression, { kind: 'instanceof' }>): Compiled {
  const value = compileExpression(body, node.operand);
  const type = typeOf(body, node.type);
  const { universe } = body.unit;
  if (value.type !== universe.object && value.type.kind !== 'null' && !castable(value.type, type, universe)) {
    body.unit.error(node.at, `Incompatible types since an instance of ${value.type.name} is never an instance of ${type.name}`);
  }
  return { code: `$.instanceOf(${value.code},${body.unit.type(type)})`, type: universe.boolean, nonNull: true };
}

function compileClassRef(body: Body, node: TypeNode | null, _at: Position): Compiled {
  const type = node === null ? body.unit.universe.void : typeOf(body, node);
  const shown = body.unit.universe.platformType('System.Type', [])!;
  return { code: `$.typeToken(${body.unit.type(type)})`, type: shown, nonNull: true };
}

