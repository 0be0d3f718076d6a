import { objectMember } from './object-members.ts';
import { fieldByRelationship, fieldOf } from '../../schema/sobject-type.ts';
import type { Expression, NewCollectionNode, NewMapNode, NewNode } from '../syntax/ast.ts';
import { chooseOverload, constructorsOf } from '../types/members.ts';
import type { ApexType } from '../types/type.ts';
import type { Body } from './body.ts';
import { visible } from './checks.ts';
import { assigned, convert } from './convert.ts';
import { compileAs, typeOf } from './common.ts';
import { compileExpression } from './dispatch.ts';
import { fieldApexType, unknownValue } from './names.ts';
import type { Compiled } from './value.ts';

/** `new T(…)` */
export function compileNew(body: Body, node: NewNode): Compiled {
  const type = typeOf(body, node.type);
  if (type.kind === 'null') return unknownValue(body);
  if (type.kind === 'sobject') return newRecord(body, node, type);
  if (type.kind === 'interface' || type.kind === 'enum' || (type.decl?.abstract === true && !type.decl.platform)) {
    const what = type.kind === 'class' ? 'Abstract classes' : `Type`;
    body.unit.error(node.at, what === 'Type' ? `Type cannot be constructed: ${type.name}` : `${what} cannot be constructed: ${type.name}`);
    return { code: 'null', type };
  }
  const args = node.args.map((arg) => compileExpression(body, arg));
  if (args.some((arg) => arg.unknown === true)) return { code: 'null', type };
  const candidates = constructorsOf(type, body.unit.universe);
  const single = args.map((arg) => (arg.rows === true && arg.type.kind === 'list' ? arg.type.args[0]! : arg.type));
  const chosen = chooseOverload(candidates, args.map((arg) => arg.type), body.unit.universe) ?? chooseOverload(candidates, single, body.unit.universe);
  if (chosen === undefined) {
    body.unit.error(node.at, `Constructor not defined: [${type.name}].<Constructor>(${args.map((arg) => arg.type.name).join(', ')})`);
    return { code: 'null', type };
  }
  const values = args.map((arg, index) => convert(body, arg, chosen.params[index]!)!.code);
  if (type.decl!.platform) return { code: newPlatform(body, type, values), type, nonNull: true };
  if (!visible(body, chosen.decl.owner, chosen.decl.access, chosen.decl.testVisible)) {
    body.unit.error(node.at, `Constructor is not visible: [${type.name}].<Constructor>(${chosen.params.map((param) => param.name).join(', ')})`);
  }
  const made = `$.make(${body.unit.class(type.decl!)})`;
  return { code: `${made}.${chosen.decl.mangled}(${values.join(',')})`, type, nonNull: true };
}

function newPlatform(body: Body, type: ApexType, values: readonly string[]): string {
  return `$.construct(${[body.unit.type(type), ...values].join(',')})`;
}

/** `new Account(Name = 'x', Owner = user)` */
function newRecord(body: Body, node: NewNode, type: ApexType): Compiled {
  const { unit } = body;
  const names: string[] = [];
  const values: string[] = [];
  for (const arg of node.args) {
    const part = recordArgument(body, arg, type);
    if (part === undefined) continue;
    names.push(part.name);
    values.push(part.value);
  }
  if (type.sobject === null) unit.error(node.at, 'Type cannot be constructed: SObject');
  const list = unit.constant('N', JSON.stringify(names));
  return { code: `$.newRecord(${unit.type(type)},${list},[${values.join(',')}])`, type, nonNull: true };
}

/** Relationship names carry a mark, so that the runtime need not look them up. */
function recordArgument(body: Body, arg: Expression, type: ApexType): { name: string; value: string } | undefined {
  const { universe } = body.unit;
  if (arg.kind !== 'assign' || arg.operator !== '=' || arg.target.kind !== 'name') {
    body.unit.error(arg.at, `Invalid constructor argument: ${type.name} takes name = value pairs`);
    return undefined;
  }
  const { name, at } = arg.target;
  const { sobject } = type;
  if (sobject === null) return undefined;
  const field = fieldOf(sobject, name);
  if (field !== undefined) {
    if (field.formula !== undefined) body.unit.error(at, `Field is not writeable: ${sobject.name}.${field.name}`);
    return { name: field.name, value: compileAs(body, arg.value, fieldApexType(field, universe)).code };
  }
  const lookup = fieldByRelationship(sobject, name);
  if (lookup !== undefined) {
    const parent = (lookup.referenceTo.length === 1 ? universe.sobject(lookup.referenceTo[0]!) : undefined) ?? universe.sobject('SObject')!;
    return { name: `^${lookup.relationshipName!}`, value: compileAs(body, arg.value, parent).code };
  }
  const object = objectMember(sobject, name, universe);
  if (object !== undefined) return { name, value: `(${compileAs(body, arg.value, object).code},$.objectMember(${JSON.stringify(sobject.name)},${JSON.stringify(name)}))` };
  body.unit.error(at, `Field does not exist: ${name} on ${sobject.name}`);
  compileExpression(body, arg.value);
  return undefined;
}

/** `new List<T>{…}`, `new Set<T>{…}`, `new T[]{…}`, `new T[n]` */
export function compileNewCollection(body: Body, node: NewCollectionNode): Compiled {
  const type = typeOf(body, node.type);
  if (type.kind === 'null') return unknownValue(body);
  if (type.kind !== 'list' && type.kind !== 'set') {
    if (node.values.length === 0 && type.kind === 'map') return { code: `$.construct(${body.unit.type(type)})`, type, nonNull: true };
    body.unit.error(node.at, `Invalid initializer type ${type.name}`);
    return unknownValue(body);
  }
  if (node.size !== null) {
    const size = compileAs(body, node.size, body.unit.universe.integer);
    return { code: `$.sizedList(${body.unit.type(type)},${size.code})`, type, nonNull: true };
  }
  const element = type.args[0]!;
  const values = node.values.map((value) => assigned(body, compileExpression(body, value), element, value.at).code);
  return { code: `$.collection(${body.unit.type(type)},[${values.join(',')}])`, type, nonNull: true };
}

/** `new Map<K, V>{ a => b }` */
export function compileNewMap(body: Body, node: NewMapNode): Compiled {
  const type = typeOf(body, node.type);
  if (type.kind === 'null') return unknownValue(body);
  if (type.kind !== 'map') {
    body.unit.error(node.at, `Invalid initializer type ${type.name}`);
    return unknownValue(body);
  }
  const [key, value] = [type.args[0]!, type.args[1]!];
  const parts = node.entries.map(([one, two]) => `${compileAs(body, one, key).code},${compileAs(body, two, value).code}`);
  return { code: `$.mapOf(${body.unit.type(type)},[${parts.join(',')}])`, type, nonNull: true };
}

