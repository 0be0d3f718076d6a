import { conversionCost, parentsOf } from './assign.ts';
import type { ApexType, ConstructorDecl, FieldDecl, MethodDecl } from './type.ts';
import { substitute } from './type-text.ts';
import type { Universe } from './universe.ts';

/** A method as seen through a type: its type variables replaced. */
export interface BoundMethod {
  readonly decl: MethodDecl;
  readonly params: readonly ApexType[];
  readonly returns: ApexType;
}

/** The field called `name` in the type or what it extends. */
export function findField(type: ApexType, name: string, universe: Universe): { field: FieldDecl; type: ApexType } | undefined {
  const key = name.toLowerCase();
  const own = type.decl?.fields.get(key);
  if (own !== undefined) return { field: own, type: substitute(own.type, type.decl!.typeParams, type.args, universe) };
  for (const parent of parentsOf(type, universe)) {
    const found = findField(parent, name, universe);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All methods called `name` that the type has; what a subclass overrides appears once, nearest first. */
export function methodsNamed(type: ApexType, name: string, universe: Universe): BoundMethod[] {
  const found: BoundMethod[] = [];
  collect(type, name.toLowerCase(), universe, found);
  return found;
}

function collect(type: ApexType, key: string, universe: Universe, into: BoundMethod[]): void {
  const { decl } = type;
  for (const method of decl?.methods.get(key) ?? []) {
    const params = method.params.map((param) => substitute(param, decl!.typeParams, type.args, universe));
    if (into.some((known) => sameParams(known.params, params))) continue;
    into.push({ decl: method, params, returns: substitute(method.returns, decl!.typeParams, type.args, universe) });
  }
  for (const parent of parentsOf(type, universe)) collect(parent, key, universe, into);
}

export function sameParams(left: readonly ApexType[], right: readonly ApexType[]): boolean {
  return left.length === right.length && left.every((param, index) => param === right[index]);
}

/** The overload that fits the arguments best; undefined when none does. */
export function chooseOverload<T extends { readonly params: readonly ApexType[] }>(
  candidates: readonly T[],
  args: readonly ApexType[],
  universe: Universe,
): T | undefined {
  let best: { candidate: T; costs: number[] } | undefined;
  for (const candidate of candidates) {
    const costs = costsOf(candidate.params, args, universe);
    if (costs !== undefined && (best === undefined || isBetter(candidate.params, costs, best, universe))) best = { candidate, costs };
  }
  return best?.candidate;
}

function isBetter(
  params: readonly ApexType[],
  costs: readonly number[],
  best: { candidate: { readonly params: readonly ApexType[] }; costs: readonly number[] },
  universe: Universe,
): boolean {
  const difference = sum(costs) - sum(best.costs);
  if (difference !== 0) return difference < 0;
  // Between equals, as for a null argument, the more specific parameters win.
  return best.candidate.params.every((other, index) => conversionCost(params[index]!, other, universe) !== undefined);
}

function sum(costs: readonly number[]): number {
  return costs.reduce((total, cost) => total + cost, 0);
}

function costsOf(params: readonly ApexType[], args: readonly ApexType[], universe: Universe): number[] | undefined {
  if (params.length !== args.length) return undefined;
  const costs: number[] = [];
  for (const [index, param] of params.entries()) {
    const cost = conversionCost(args[index]!, param, universe);
    if (cost === undefined) return undefined;
    costs.push(cost);
  }
  return costs;
}

/** The constructors of a type with its type arguments put in. */
export function constructorsOf(type: ApexType, universe: Universe): { decl: ConstructorDecl; params: readonly ApexType[] }[] {
  const { decl } = type;
  if (decl === null) return [];
  return decl.constructors.map((one) => ({ decl: one, params: one.params.map((param) => substitute(param, decl.typeParams, type.args, universe)) }));
}

/** The abstract methods that a class has to implement and does not. */
export function unimplemented(type: ApexType, universe: Universe): BoundMethod[] {
  const missing: BoundMethod[] = [];
  const seen = new Set<ApexType>();
  const visit = (current: ApexType): void => {
    if (seen.has(current)) return;
    seen.add(current);
    for (const methods of current.decl?.methods.values() ?? []) {
      for (const method of methods) if (method.abstract) check(current, method);
    }
    for (const parent of parentsOf(current, universe)) visit(parent);
  };
  const check = (owner: ApexType, method: MethodDecl): void => {
    const bound = methodsNamed(type, method.name, universe);
    const params = method.params.map((param) => substitute(param, owner.decl!.typeParams, owner.args, universe));
    const done = bound.some((one) => !one.decl.abstract && implementsParams(one.params, params, universe));
    if (!done) missing.push({ decl: method, params, returns: method.returns });
  };
  visit(type);
  return missing;
}

/** A platform interface is implemented by a method of as many parameters; its signatures are not exact everywhere. */
function implementsParams(actual: readonly ApexType[], wanted: readonly ApexType[], universe: Universe): boolean {
  if (actual.length !== wanted.length) return false;
  return actual.every((param, index) => param === wanted[index] || conversionCost(param, wanted[index]!, universe) !== undefined || conversionCost(wanted[index]!, param, universe) !== undefined);
}
