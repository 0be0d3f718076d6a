import type { Expression, LiteralNode, Position, TypeNode } from '../syntax/ast.ts';
import { castable } from '../types/assign.ts';
import { isNumeric, type ApexType } from '../types/type.ts';
import { compileAssign, compileStep } from './assignments.ts';
import type { Body } from './body.ts';
import { compileCall } from './calls.ts';
import { commonType, compileAs, guarded, typeOf } from './common.ts';
import { convert, literalAs } from './convert.ts';
import { compileNew, compileNewCollection, compileNewMap } from './create.ts';
import { memberOfEntity, memberOfValue, resolveName, unknownValue } from './names.ts';
import { compileBinary, compileUnary, condition } from './operators.ts';
import { compileSoql, compileSosl } from './queries.ts';
import { compileChain, compileExpression } from './dispatch.ts';
import { closed, quoted, type Compiled, type Entity } from './value.ts';

/** Compiles an expression to a value. */
export function expressionOf(body: Body, node: Expression): Compiled {
  return closed(chainOf(body, node));
}

/** Compiles an expression and keeps its `?.` guards open, because a chain goes on behind it. */
export function chainOf(body: Body, node: Expression): Compiled {
  const entity = entityOf(body, node);
  if (entity.entity === 'value') return entity.value;
  if (entity.entity === 'fields') {
    // `Account.fields` by itself is the object whose getMap gives the fields.
    return { code: `$.typeFields(${body.unit.type(entity.type)})`, type: body.unit.universe.platformType('Schema.SObjectTypeFields', [])!, nonNull: true };
  }
  body.unit.error(node.at, `Variable does not exist: ${entityName(node)}`);
  return unknownValue(body);
}

function entityName(node: Expression): string {
  return node.kind === 'name' || node.kind === 'field' ? node.name : node.kind;
}

/** Compiles an expression that may also name a type or namespace, as the left side of a dot does. */
export function entityOf(body: Body, node: Expression): Entity {
  if (node.kind === 'name') return resolveName(body, node);
  if (node.kind !== 'field') return { entity: 'value', value: compileValue(body, node) };
  const target = entityOf(body, node.target);
  if (target.entity !== 'value') return memberOfEntity(body, target, node);
  return memberOfValue(body, guarded(body, target.value, node.safe), node);
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
      return compileSosl(body, node);
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

