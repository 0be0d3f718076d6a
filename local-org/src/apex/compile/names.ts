import { objectMember } from './object-members.ts';
import { NAME_TYPE } from '../../schema/name-type.ts';
import { fieldByRelationship, fieldOf, type FieldDefinition } from '../../schema/sobject-type.ts';
import type { FieldNode, NameNode, Position } from '../syntax/ast.ts';
import { findField } from '../types/members.ts';
import type { ApexType, FieldDecl, TypeDecl } from '../types/type.ts';
import type { Universe } from '../types/universe.ts';
import type { Body } from './body.ts';
import { visible } from './checks.ts';
import { singleRow } from './convert.ts';
import { quoted, type Compiled, type Entity } from './value.ts';

/** What a simple name stands for: variable, field, type or namespace, in this order. */
export function resolveName(body: Body, node: NameNode): Entity {
  const value = variable(body, node.name, node.at);
  if (value !== undefined) return { entity: 'value', value };
  const { resolver, universe } = body.unit.program;
  if (/^label$/i.test(node.name) && resolver.userDecl(node.name, body.decl) === undefined) return { entity: 'labels' };
  if (/^sobjecttype$/i.test(node.name)) return { entity: 'sobjectTypes' };
  if (/^page$/i.test(node.name) && resolver.userDecl(node.name, body.decl) === undefined) return { entity: 'pages' };
  const type = resolver.named([node.name], [], body.decl);
  if (type !== undefined) return { entity: 'type', type };
  if (universe.hasNamespace(node.name)) return { entity: 'namespace', name: node.name };
  body.unit.error(node.at, `Variable does not exist: ${node.name}`);
  return { entity: 'value', value: unknownValue(body) };
}

/** The placeholder for what could not be compiled; it fits everywhere, so that one mistake is reported once. */
export function unknownValue(body: Body): Compiled {
  return { code: 'null', type: body.unit.universe.null, unknown: true };
}

/** The variable or field that a simple name stands for. */
export function variable(body: Body, name: string, at: Position): Compiled | undefined {
  const local = body.find(name);
  if (local !== undefined) return { code: local.code, type: local.type, simple: true };
  for (let decl = body.decl; decl !== null; decl = decl.outer) {
    const found = findField(decl.self, name, body.unit.universe);
    if (found === undefined) continue;
    if (!found.field.static && (decl !== body.decl || body.isStatic)) {
      if (decl !== body.decl) continue;
      body.unit.error(at, `Variable does not exist: ${name}`);
      return { code: 'null', type: found.type };
    }
    return fieldAccess(body, found.field, found.type, 'this');
  }
  return undefined;
}

/** Reading a field or property of the program; `target` is the code of the object. */
export function fieldAccess(body: Body, field: FieldDecl, type: ApexType, target: string): Compiled {
  const storage = storageCode(body, field, target);
  if (storage !== undefined) return { code: storage, type, simple: target === 'this' && !field.static };
  const holder = field.static ? body.unit.class(field.owner) : target;
  return { code: `${holder}.g_${field.name.toLowerCase()}()`, type };
}

/** The storage of a field that is read and written directly; undefined for one behind accessors. */
export function storageCode(body: Body, field: FieldDecl, target: string): string | undefined {
  const key = field.name.toLowerCase();
  const inAccessor = body.storageOf === key && body.decl === field.owner;
  if (field.property?.accessors === true && !inAccessor) return undefined;
  return field.static ? staticField(body, field.owner, key) : `${target}.f_${key}`;
}

function staticField(body: Body, owner: TypeDecl, key: string): string {
  const holder = body.unit.class(owner);
  return `(${holder}.$s??$.statics(${holder})).f_${key}`;
}

/** `target.name` where the target is a type, a namespace or one of the schema's collections of names. */
export function memberOfEntity(body: Body, target: Exclude<Entity, { entity: 'value' }>, node: FieldNode): Entity {
  switch (target.entity) {
    case 'namespace':
      return memberOfNamespace(body, target.name, node);
    case 'type':
      return memberOfType(body, target.type, node);
    case 'pages':
      return { entity: 'value', value: { code: `$.page(${quoted(node.name)})`, type: platform(body, 'System.PageReference') } };
    case 'labels':
      // `Label.site.x` is a label of the platform.
      if (target.namespace === undefined && /^site$/i.test(node.name)) return { entity: 'labels', namespace: node.name };
      if (target.namespace !== undefined) return { entity: 'value', value: { code: `$.platformLabel(${quoted(node.name)})`, type: body.unit.universe.string } };
      return { entity: 'value', value: label(body, node) };
    case 'sobjectTypes':
      return describedType(body, node);
    case 'fields':
      return { entity: 'value', value: fieldToken(body, target.type, node, target.described) };
    case 'fieldSets':
      return { entity: 'value', value: { code: `$.fieldSet(${body.unit.type(target.type)},${quoted(node.name)})`, type: platform(body, 'Schema.FieldSet') } };
  }
}

function platform(body: Body, name: string): ApexType {
  return body.unit.universe.platformType(name, [])!;
}

function memberOfNamespace(body: Body, namespace: string, node: FieldNode): Entity {
  const { resolver } = body.unit.program;
  if (/^system$/i.test(namespace) && /^label$/i.test(node.name)) return { entity: 'labels' };
  if (/^system$/i.test(namespace) && /^page$/i.test(node.name)) return { entity: 'pages' };
  if (/^schema$/i.test(namespace) && /^sobjecttype$/i.test(node.name)) return { entity: 'sobjectTypes' };
  const type = resolver.named([namespace, node.name], [], body.decl);
  if (type !== undefined) return { entity: 'type', type };
  body.unit.error(node.at, `Variable does not exist: ${node.name}`);
  return { entity: 'value', value: unknownValue(body) };
}

function memberOfType(body: Body, type: ApexType, node: FieldNode): Entity {
  const found = type.kind === 'sobject' ? undefined : staticMember(body, type, node);
  if (found !== undefined) return found;
  if (type.decl !== null && !type.decl.platform) {
    const inner = body.unit.program.resolver.named([...type.decl.name.split('.'), node.name], [], body.decl);
    if (inner !== undefined) return { entity: 'type', type: inner };
  }
  if (type.kind === 'sobject') return memberOfSObjectType(body, type, node);
  // `System.X`, `Schema.X` and `Database.X`: the class has the namespace's name.
  const namespace = type.decl?.platform === true ? type.decl.name.replace(/^System\./, '') : '';
  if (body.unit.universe.hasNamespace(namespace)) return memberOfNamespace(body, namespace, node);
  body.unit.error(node.at, `Variable does not exist: ${node.name}`);
  return { entity: 'value', value: unknownValue(body) };
}

function staticMember(body: Body, type: ApexType, node: FieldNode): Entity | undefined {
  const { decl } = type;
  if (decl?.form === 'enum') {
    const index = decl.constants.findIndex((constant) => constant.toLowerCase() === node.name.toLowerCase());
    if (index < 0) return undefined;
    const code = body.unit.constant('E', `$.enum(${quoted(type.key)},${index})`);
    return { entity: 'value', value: { code, type, simple: true, nonNull: true } };
  }
  const found = findField(type, node.name, body.unit.universe);
  if (found === undefined || !found.field.static) return undefined;
  if (found.field.owner.platform) return { entity: 'value', value: platformStatic(body, found.field, found.type) };
  if (!visible(body, found.field.owner, readAccess(found.field), found.field.testVisible)) {
    body.unit.error(node.at, `Variable is not visible: ${node.name}`);
  }
  return { entity: 'value', value: fieldAccess(body, found.field, found.type, '') };
}

function readAccess(field: FieldDecl): FieldDecl['access'] {
  return field.property?.readAccess ?? field.access;
}

function platformStatic(body: Body, field: FieldDecl, type: ApexType): Compiled {
  const isTrigger = field.owner.key === 'system.trigger';
  const record = body.triggerType;
  const shown = isTrigger && record !== null ? ofTriggerType(type, record, body.unit.universe) : type;
  return { code: `$.staticField(${quoted(field.owner.name)},${quoted(field.name.toLowerCase())})`, type: shown };
}

/** Inside a trigger, Trigger.new is a list of the trigger's own records. */
function ofTriggerType(type: ApexType, record: ApexType, universe: Universe): ApexType {
  if (type.kind === 'list') return universe.list(record);
  return type.kind === 'map' ? universe.map(universe.id, record) : type;
}

function memberOfSObjectType(body: Body, type: ApexType, node: FieldNode): Entity {
  const { unit } = body;
  if (/^sobjecttype$/i.test(node.name)) {
    return { entity: 'value', value: { code: `$.sobjectToken(${unit.type(type)})`, type: platform(body, 'Schema.SObjectType'), nonNull: true, tokenOf: type } };
  }
  if (/^fields$/i.test(node.name)) return { entity: 'fields', type, described: false };
  return { entity: 'value', value: fieldToken(body, type, node, false) };
}

/** `Account.Name` as a token, or as its description below `SObjectType.Account.fields`. */
function fieldToken(body: Body, type: ApexType, node: FieldNode, described: boolean): Compiled {
  const field = sobjectField(type, node.name);
  const shown = platform(body, described ? 'Schema.DescribeFieldResult' : 'Schema.SObjectField');
  if (field === undefined) {
    body.unit.error(node.at, `Variable does not exist: ${node.name}`);
    return { code: 'null', type: shown };
  }
  const token = body.unit.constant('A', `$.fieldToken(${quoted(type.key)},${quoted(field.name)})`);
  return { code: described ? `$.describeField(${token})` : token, type: shown, nonNull: true };
}

/** The field of that name, or the one whose relationship has it. */
function sobjectField(type: ApexType, name: string): FieldDefinition | undefined {
  const { sobject } = type;
  return sobject === null ? undefined : (fieldOf(sobject, name) ?? fieldByRelationship(sobject, name));
}

function describedType(body: Body, node: FieldNode): Entity {
  const type = body.unit.universe.sobject(node.name);
  if (type === undefined || type.sobject === null) {
    body.unit.error(node.at, `Variable does not exist: ${node.name}`);
    return { entity: 'value', value: unknownValue(body) };
  }
  const value: Compiled = { code: `$.describeType(${body.unit.type(type)})`, type: platform(body, 'Schema.DescribeSObjectResult'), nonNull: true };
  return { entity: 'value', value: { ...value, describedSObject: type } };
}

function label(body: Body, node: FieldNode): Compiled {
  const type = body.unit.universe.string;
  if (!body.unit.program.labels.has(node.name.toLowerCase())) {
    body.unit.error(node.at, `Variable does not exist: ${node.name}`);
  }
  return { code: `$.label(${quoted(node.name)})`, type, nonNull: true };
}

/** `value.name`: a field of an object, a field or relationship of a record. */
export function memberOfValue(body: Body, target: Compiled, node: FieldNode): Entity {
  if (target.tokenOf !== undefined && /^fields$/i.test(node.name)) return { entity: 'fields', type: target.tokenOf, described: false };
  const described = target.describedSObject;
  if (described !== undefined && /^fields$/i.test(node.name)) return { entity: 'fields', type: described, described: true };
  if (described !== undefined && /^fieldsets$/i.test(node.name)) return { entity: 'fieldSets', type: described };
  return { entity: 'value', value: valueMember(body, target, node) };
}

function valueMember(body: Body, target: Compiled, node: FieldNode): Compiled {
  const { universe } = body.unit;
  if (target.type.kind === 'null') return unknownValue(body);
  if (target.rows === true && target.type.kind === 'list') {
    // `[SELECT …].Name` reads the only row; with `?.` no row is null.
    return valueMember(body, { ...singleRow(target, target.type.args[0]!), ...(target.guards ? { guards: target.guards } : {}) }, node);
  }
  if (target.type.kind === 'sobject') return recordMember(body, target, node);
  const found = findField(target.type, node.name, universe);
  if (found === undefined || found.field.static) {
    body.unit.error(node.at, `Variable does not exist: ${node.name}`);
    return unknownValue(body);
  }
  const guards = target.guards ? { guards: target.guards } : {};
  if (found.field.owner.platform) return { code: `$.getField(${target.code},${quoted(found.field.name)})`, type: found.type, ...guards };
  if (!visible(body, found.field.owner, readAccess(found.field), found.field.testVisible)) {
    body.unit.error(node.at, `Variable is not visible: ${node.name}`);
  }
  return { ...fieldAccess(body, found.field, found.type, target.code), ...guards };
}

function recordMember(body: Body, target: Compiled, node: FieldNode): Compiled {
  const { universe, schema } = body.unit.program;
  const guards = target.guards ? { guards: target.guards } : {};
  const { sobject } = target.type;
  if (sobject === null) {
    if (/^id$/i.test(node.name)) return { code: `$.field(${target.code},"Id")`, type: universe.id, ...guards };
    body.unit.error(node.at, `Variable does not exist: ${node.name}`);
    return unknownValue(body);
  }
  const field = fieldOf(sobject, node.name);
  if (field !== undefined) {
    return {
      code: `$.${target.viaParent === true ? 'fieldThrough' : 'field'}(${target.code},${quoted(field.name)})`,
      type: fieldApexType(field, universe),
      recordField: { record: target.code, field: field.name },
      ...guards,
    };
  }
  const lookup = fieldByRelationship(sobject, node.name);
  if (lookup !== undefined) {
    const parent = lookup.referenceTo.length === 1 ? universe.sobject(lookup.referenceTo[0]!) : universe.ofSObject(NAME_TYPE);
    const read = target.viaParent === true ? 'parentThrough' : 'parent';
    return { code: `$.${read}(${target.code},${quoted(lookup.relationshipName!)})`, type: parent ?? universe.sobject('SObject')!, viaParent: true, ...guards };
  }
  const child = sobject.childRelationships.find((one) => one.name.toLowerCase() === node.name.toLowerCase());
  const childType = child && schema.find(child.childObject);
  if (child !== undefined && childType !== undefined) {
    const type = universe.list(universe.ofSObject(childType));
    return { code: `$.children(${target.code},${quoted(child.name)},${body.unit.type(type)})`, type, ...guards };
  }
  const object = objectMember(sobject, node.name, universe);
  if (object !== undefined) return { code: `$.objectMember(${quoted(sobject.name)},${quoted(node.name)})`, type: object, ...guards };
  body.unit.error(node.at, `Variable does not exist: ${node.name}`);
  return unknownValue(body);
}

/** A metadata relationship to an object or field holds a name, not an id. */
export function namesMetadata(field: FieldDefinition): boolean {
  return field.referenceTo.some((target) => target === 'EntityDefinition' || target === 'FieldDefinition');
}

/** The Apex type of a record's field. */
export function fieldApexType(field: FieldDefinition, universe: Universe): ApexType {
  switch (field.type) {
    case 'id':
      return universe.id;
    case 'reference':
      return namesMetadata(field) ? universe.string : universe.id;
    case 'boolean':
      return universe.boolean;
    case 'integer':
      return universe.integer;
    case 'double':
    case 'currency':
    case 'percent':
      return universe.decimal;
    case 'date':
      return universe.date;
    case 'datetime':
      return universe.datetime;
    case 'time':
      return universe.time;
    case 'base64':
      return universe.blob;
    case 'address':
      return universe.platformType('System.Address', []) ?? universe.object;
    default:
      return universe.string;
  }
}
