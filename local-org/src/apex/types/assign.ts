import { NAME_TYPE } from '../../schema/name-type.ts';
import type { ApexType, TypeDecl } from './type.ts';
import { isNumeric, isTextual } from './type.ts';
import { substitute } from './type-text.ts';
import type { Universe } from './universe.ts';

const RANK: Readonly<Record<string, number>> = { integer: 0, long: 1, double: 2, decimal: 3 };

/** What it costs to give a value of type `from` to a place of type `to`: 0 for the same type, undefined when it cannot be. */
export function conversionCost(from: ApexType, to: ApexType, universe: Universe): number | undefined {
  // A type that could not be found was reported already.
  if (from === to || to.kind === 'null') return 0;
  if (from.kind === 'null') return to.kind === 'void' ? undefined : to.key === 'object' ? 2 : 1;
  if (from.kind === 'void' || to.kind === 'void') return undefined;
  if (to.key === 'object') return 1000;
  if (from.kind === 'primitive') return primitiveCost(from, to);
  if (from.kind === 'sobject') {
    if (to.kind !== 'sobject') return undefined;
    // Owner, What and Who may be any of the objects that they can point to.
    return to.sobject === null ? 1 : from.sobject === NAME_TYPE ? 2 : undefined;
  }
  return collectionCost(from, to, universe) ?? classCost(from, to, universe);
}

function primitiveCost(from: ApexType, to: ApexType): number | undefined {
  if (isNumeric(from) && isNumeric(to)) {
    const step = RANK[to.key]! - RANK[from.key]!;
    if (step > 0) return step;
    // Decimal and Double go both ways.
    return from.key === 'decimal' && to.key === 'double' ? 1 : undefined;
  }
  if (isTextual(from) && isTextual(to)) return from.key === 'id' ? 1 : 2;
  if (from.key === 'date' && to.key === 'datetime') return 1;
  return undefined;
}

/** Lists may stand for lists of another element type as long as their elements may be converted without change. */
function collectionCost(from: ApexType, to: ApexType, universe: Universe): number | undefined {
  if (from.kind === 'list' && to.kind === 'list') return elementCost(from.args[0]!, to.args[0]!, universe);
  if (from.kind === 'set' && to.kind === 'set') return elementCost(from.args[0]!, to.args[0]!, universe);
  if (from.kind === 'map' && to.kind === 'map') {
    const key = elementCost(from.args[0]!, to.args[0]!, universe);
    const value = elementCost(from.args[1]!, to.args[1]!, universe);
    return key === undefined || value === undefined ? undefined : key + value;
  }
  if ((from.kind === 'list' || from.kind === 'set') && to.decl?.key === 'system.iterable') {
    return elementCost(from.args[0]!, to.args[0] ?? universe.object, universe);
  }
  return undefined;
}

function elementCost(from: ApexType, to: ApexType, universe: Universe): number | undefined {
  if (from === to) return 0;
  if (to.key === 'object') return 20;
  // A list of SObject may be given where a list of one kind of record is wanted: queries and Trigger.new rely on it.
  if (from.kind === 'sobject' && to.kind === 'sobject') return from.sobject === null ? 3 : to.sobject === null ? 1 : undefined;
  if (isNumeric(from) && isNumeric(to)) return undefined;
  const cost = conversionCost(from, to, universe);
  return cost === undefined ? undefined : cost + 1;
}

function classCost(from: ApexType, to: ApexType, universe: Universe): number | undefined {
  if (to.kind === 'set' || to.kind === 'map' || to.kind === 'list' || to.kind === 'primitive') return undefined;
  const distance = ancestorDistance(from, to, universe, 0);
  return distance;
}

function ancestorDistance(from: ApexType, to: ApexType, universe: Universe, depth: number): number | undefined {
  if (from === to || sameDeclaration(from, to, universe)) return depth;
  for (const parent of parentsOf(from, universe)) {
    const found = ancestorDistance(parent, to, universe, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function sameDeclaration(from: ApexType, to: ApexType, universe: Universe): boolean {
  if (from.decl === null || from.decl !== to.decl || from.args.length !== to.args.length) return false;
  // Type arguments of interfaces are not checked: an Iterable of objects may be one of texts.
  return from.decl.platform && from.decl.form === 'interface' ? true : from.args.every((arg, index) => elementCost(arg, to.args[index]!, universe) !== undefined);
}

/** Super class and interfaces of a type with its type arguments put in. */
export function parentsOf(type: ApexType, universe: Universe): ApexType[] {
  const { decl } = type;
  if (decl === null) return [];
  const parents = decl.superType === null ? decl.interfaces : [decl.superType, ...decl.interfaces];
  return parents.map((parent) => substitute(parent, decl.typeParams, type.args, universe));
}

/** Whether `type` is `ancestor` or has it among its ancestors, whatever the type arguments. */
export function descendsFrom(type: ApexType, ancestor: TypeDecl): boolean {
  if (type.decl === ancestor) return true;
  const { decl } = type;
  if (decl === null) return false;
  return (decl.superType !== null && descendsFrom(decl.superType, ancestor)) || decl.interfaces.some((one) => descendsFrom(one, ancestor));
}

/** Whether a cast from one type to the other may succeed. */
export function castable(from: ApexType, to: ApexType, universe: Universe): boolean {
  if (conversionCost(from, to, universe) !== undefined || conversionCost(to, from, universe) !== undefined) return true;
  if (from.kind === to.kind && (from.kind === 'list' || from.kind === 'set' || from.kind === 'map')) {
    return from.args.every((arg, index) => castable(arg, to.args[index]!, universe));
  }
  if (isNumeric(from) && isNumeric(to)) return true;
  // An object of an unknown subclass may implement the interface.
  const open = (one: ApexType): boolean => one.kind === 'interface' || one.decl?.key === 'system.iterable';
  return (open(from) && to.kind !== 'primitive') || (open(to) && from.kind !== 'primitive');
}
