import { fieldByRelationship, fieldOf } from '../../schema/sobject-type.ts';
import type { Expression, Position } from '../syntax/ast.ts';
import { descendsFrom } from '../types/assign.ts';
import { findField } from '../types/members.ts';
import type { ApexType, FieldDecl } from '../types/type.ts';
import type { Body } from './body.ts';
import { visible } from './checks.ts';
import { assigned, convert, singleRow } from './convert.ts';
import { guarded } from './common.ts';
import { compileChain, compileEntity, compileExpression } from './dispatch.ts';
import { fieldApexType, memberOfEntity, storageCode, unknownValue } from './names.ts';
import { binaryOf } from './operators.ts';
import { quoted, type Compiled } from './value.ts';

/** A place that can be assigned to. `prepare` runs first, once, and keeps the parts that would have effects twice. */
interface Place {
  readonly type: ApexType;
  readonly prepare: string;
  readonly read: string;
  write(value: string): string;
}

type AssignNode = Extract<Expression, { kind: 'assign' }>;

/** `target = value` and `target += value`. */
export function compileAssign(body: Body, node: AssignNode): Compiled {
  const place = placeOf(body, node.target);
  const value = compileExpression(body, node.value);
  if (place === undefined) return unknownValue(body);
  if (node.operator === '=') {
    const converted = assigned(body, value, place.type, node.at);
    return { code: sequence(place, place.write(converted.code)), type: place.type };
  }
  const operator = node.operator.slice(0, -1);
  const result = binaryOf(body, operator, { code: place.read, type: place.type }, value, node.at);
  const converted = compoundResult(body, result, place.type, node.at);
  return { code: sequence(place, place.write(converted.code)), type: place.type, nonNull: true };
}

/** `i += d` narrows nothing: an Integer cannot take a Decimal sum. */
function compoundResult(body: Body, result: Compiled, to: ApexType, at: Position): Compiled {
  return convert(body, result, to) ?? assigned(body, result, to, at);
}

function sequence(place: Place, write: string): string {
  return place.prepare === '' ? `(${write})` : `(${place.prepare},${write})`;
}

/** `++x`, `x++` and their like. */
export function compileStep(body: Body, operand: Expression, operator: string, prefix: boolean, at: Position): Compiled {
  const place = placeOf(body, operand);
  if (place === undefined) return unknownValue(body);
  const one: Compiled = { code: '1', type: body.unit.universe.integer, nonNull: true, literal: { kind: 'literal', type: 'Integer', text: '1', at } };
  if (prefix) {
    const next = binaryOf(body, operator[0]!, { code: place.read, type: place.type }, one, at);
    return { code: sequence(place, place.write(next.code)), type: place.type, nonNull: true };
  }
  const before = body.temp();
  const next = binaryOf(body, operator[0]!, { code: before, type: place.type }, one, at);
  const prepare = place.prepare === '' ? '' : `${place.prepare},`;
  return { code: `(${prepare}${before}=${place.read},${place.write(next.code)},${before})`, type: place.type, nonNull: true };
}

function placeOf(body: Body, node: Expression): Place | undefined {
  if (node.kind === 'name') return namedPlace(body, node.name, node.at);
  if (node.kind === 'index') return indexPlace(body, node);
  if (node.kind === 'field') return fieldPlace(body, node);
  body.unit.error(node.at, 'Expression cannot be assigned');
  return undefined;
}

function namedPlace(body: Body, name: string, at: Position): Place | undefined {
  const local = body.find(name);
  if (local !== undefined) {
    if (local.final && !body.assignFinal(local)) body.unit.error(at, `Final variable has already been initialized: ${name}`);
    return simplePlace(local.type, local.code);
  }
  for (let decl = body.decl; decl !== null; decl = decl.outer) {
    const found = findField(decl.self, name, body.unit.universe);
    if (found !== undefined && (found.field.static || (decl === body.decl && !body.isStatic))) {
      return declaredPlace(body, found.field, found.type, 'this', at);
    }
  }
  body.unit.error(at, `Variable does not exist: ${name}`);
  return undefined;
}

function simplePlace(type: ApexType, code: string): Place {
  return { type, prepare: '', read: code, write: (value) => `${code}=${value}` };
}

/** A field or property of a class of the program; `target` may be written twice. */
function declaredPlace(body: Body, field: FieldDecl, type: ApexType, target: string, at: Position): Place {
  checkWritable(body, field, at);
  const storage = storageCode(body, field, target);
  if (storage !== undefined) return simplePlace(type, storage);
  const holder = field.static ? body.unit.class(field.owner) : target;
  const key = field.name.toLowerCase();
  const held = body.temp();
  return {
    type,
    prepare: '',
    read: `${holder}.g_${key}()`,
    write: (value) => `${held}=${value},${holder}.s_${key}(${held}),${held}`,
  };
}

function checkWritable(body: Body, field: FieldDecl, at: Position): void {
  const access = field.property?.writeAccess ?? field.access;
  if (!visible(body, field.owner, access, field.testVisible)) body.unit.error(at, `Variable is not visible: ${field.name}`);
  if (field.property !== null && field.property.node.setter === null && body.storageOf !== field.name.toLowerCase() && !initialises(body, field)) {
    body.unit.error(at, `Variable is not visible: ${field.name}`);
  }
  if (field.final && !initialises(body, field)) body.unit.error(at, `Field is not writeable: ${field.owner.name}.${field.name}`);
}

/** Initialisers and constructors of a class give its final fields their values. */
function initialises(body: Body, field: FieldDecl): boolean {
  const ownOrBelow = body.decl !== null && descendsFrom(body.decl.self, field.owner);
  return ownOrBelow && (body.isConstructor || body.returns === null);
}

function indexPlace(body: Body, node: Extract<Expression, { kind: 'index' }>): Place | undefined {
  const target = compileChain(body, node.target);
  if (target.type.kind !== 'list') {
    if (target.type.kind !== 'null') body.unit.error(node.at, `Expression must be a list type: ${target.type.name}`);
    return undefined;
  }
  const index = assigned(body, compileExpression(body, node.index), body.unit.universe.integer, node.index.at);
  const [list, at] = [body.temp(), body.temp()];
  return {
    type: target.type.args[0]!,
    prepare: `${list}=${target.code},${at}=${index.code}`,
    read: `${list}.a_get(${at})`,
    write: (value) => `${list}.put(${at},${value})`,
  };
}

function fieldPlace(body: Body, node: Extract<Expression, { kind: 'field' }>): Place | undefined {
  const entity = compileEntity(body, node.target);
  if (entity.entity !== 'value') return staticPlace(body, node, entity);
  const target = guarded(body, entity.value, node.safe);
  const rows = target.rows === true && target.type.kind === 'list';
  const object = rows ? singleRow(target, target.type.args[0]!) : target;
  if (object.type.kind === 'null') return undefined;
  if (object.type.kind === 'sobject') return recordPlace(body, object, node);
  const found = findField(object.type, node.name, body.unit.universe);
  if (found === undefined || found.field.static) {
    body.unit.error(node.at, `Variable does not exist: ${node.name}`);
    return undefined;
  }
  const { prepare, code } = kept(body, object);
  if (found.field.owner.platform) return platformPlace(found.field, found.type, prepare, code);
  const place = declaredPlace(body, found.field, found.type, code, node.at);
  return { ...place, prepare: prepare };
}

/** The target's code, kept in a temporary when writing it twice could do something twice. */
function kept(body: Body, target: Compiled): { prepare: string; code: string } {
  if (target.simple === true) return { prepare: '', code: target.code };
  const temp = body.temp();
  return { prepare: `${temp}=${target.code}`, code: temp };
}

function platformPlace(field: FieldDecl, type: ApexType, prepare: string, code: string): Place {
  const name = quoted(field.name);
  return { type, prepare, read: `$.getField(${code},${name})`, write: (value) => `$.setField(${code},${name},${value})` };
}

function staticPlace(body: Body, node: Extract<Expression, { kind: 'field' }>, entity: Exclude<ReturnType<typeof compileEntity>, { entity: 'value' }>): Place | undefined {
  const found = entity.entity === 'type' ? findField(entity.type, node.name, body.unit.universe) : undefined;
  if (found === undefined || !found.field.static) {
    memberOfEntity(body, entity, node);
    return undefined;
  }
  if (!found.field.owner.platform) return declaredPlace(body, found.field, found.type, '', node.at);
  const [owner, name] = [quoted(found.field.owner.name), quoted(found.field.name.toLowerCase())];
  return { type: found.type, prepare: '', read: `$.staticField(${owner},${name})`, write: (value) => `$.setStaticField(${owner},${name},${value})` };
}

function recordPlace(body: Body, target: Compiled, node: Extract<Expression, { kind: 'field' }>): Place | undefined {
  const { sobject } = target.type;
  const { universe } = body.unit;
  const isId = /^id$/i.test(node.name);
  const field = sobject === null ? undefined : fieldOf(sobject, node.name);
  const { prepare, code } = kept(body, target);
  if (field !== undefined || isId) {
    const name = field?.name ?? 'Id';
    if (field?.formula !== undefined) body.unit.error(node.at, `Field is not writeable: ${sobject!.name}.${name}`);
    const type = field === undefined ? universe.id : fieldApexType(field, universe);
    return { type, prepare, read: `$.field(${code},${quoted(name)})`, write: (value) => `$.setFieldOf(${code},${quoted(name)},${value})` };
  }
  const lookup = sobject === null ? undefined : fieldByRelationship(sobject, node.name);
  if (lookup !== undefined) {
    const type = (lookup.referenceTo.length === 1 ? universe.sobject(lookup.referenceTo[0]!) : undefined) ?? universe.sobject('SObject')!;
    const name = quoted(lookup.relationshipName!);
    return { type, prepare, read: `$.parent(${code},${name})`, write: (value) => `$.setParent(${code},${name},${value})` };
  }
  body.unit.error(node.at, `Variable does not exist: ${node.name}`);
  return undefined;
}
