import { isReserved } from '../syntax/reserved.ts';
import { methodsNamed, sameParams, unimplemented } from '../types/members.ts';
import type { MethodDecl, TypeDecl } from '../types/type.ts';
import { outermost, signatureText } from './checks.ts';
import type { Unit } from './unit.ts';

/** What is global may be overridden by what is public. */
const RANK = { private: 0, protected: 1, public: 2, global: 2 } as const;

/** What can be said about a class without looking into its code. */
export function checkClass(unit: Unit, decl: TypeDecl): void {
  if (isReserved(decl.node!.name)) unit.error(decl.node!.at, `Identifier name is reserved: ${decl.node!.name}`);
  checkParents(unit, decl);
  if (decl.form === 'class' && !decl.abstract) checkImplemented(unit, decl);
  for (const methods of decl.methods.values()) for (const method of methods) checkMethod(unit, decl, method);
}

function checkParents(unit: Unit, decl: TypeDecl): void {
  const parent = decl.superType?.decl;
  const node = decl.node!;
  if (parent && parent.form === 'interface') unit.error(node.extends!.at, `Class cannot extend an interface: ${parent.name}`);
  if (parent && !parent.platform && !parent.virtual && parent.form === 'class') {
    unit.error(node.extends!.at, `Non-virtual and non-abstract type cannot be extended: ${parent.name}`);
  }
  if (parent?.key === 'system.exception' && !/exception$/i.test(decl.name)) {
    unit.error(node.at, `Exception class must end with the string 'Exception': ${decl.name}`);
  }
  for (const [index, one] of decl.interfaces.entries()) {
    if (one.decl?.form !== 'interface' && one.decl?.platform !== true) unit.error(node.interfaces[index]?.at ?? node.at, `Type is not an interface: ${one.name}`);
  }
}

function checkImplemented(unit: Unit, decl: TypeDecl): void {
  for (const missing of unimplemented(decl.self, unit.universe)) {
    const { owner } = missing.decl;
    const text = `${missing.returns.name} ${owner.name.replace(/^System\./, '')}.${signatureText(missing.decl.name, missing.params)}`;
    unit.error(decl.node!.at, `Class ${decl.name} must implement the ${owner.form === 'interface' ? 'method' : 'abstract method'}: ${text}`);
  }
}

function checkMethod(unit: Unit, decl: TypeDecl, method: MethodDecl): void {
  const node = method.node!;
  if (decl.form === 'class' && node.body === null && !method.abstract) unit.error(node.at, `Method must have a body: ${node.name}`);
  if (method.abstract && decl.form === 'class' && !decl.abstract) unit.error(node.at, `Abstract methods must be in an abstract class: ${node.name}`);
  if (method.static) return;
  const overridden = inheritedMethod(unit, decl, method);
  if (overridden === undefined) {
    if (method.override && !isObjectMethod(method)) unit.error(node.at, `@Override specified for non-overriding method: ${method.returns.name} ${decl.name}.${signatureText(method.name, method.params)}`);
    return;
  }
  checkOverride(unit, decl, method, overridden);
}

function checkOverride(unit: Unit, decl: TypeDecl, method: MethodDecl, overridden: MethodDecl): void {
  const node = method.node!;
  if (overridden.owner.form === 'interface' || overridden.owner.platform || decl.form === 'interface') return;
  const text = signatureText(method.name, method.params);
  if (!method.override) unit.error(node.at, `Method must use the override keyword: ${method.returns.name} ${decl.name}.${text}`);
  else if (!overridden.virtual) unit.error(node.at, `Non-virtual, non-abstract methods cannot be overridden: ${overridden.returns.name} ${overridden.owner.name}.${text}`);
  if (overridden.returns !== method.returns) unit.error(node.at, `Method return types clash: ${method.returns.name} vs ${overridden.returns.name}`);
  if (RANK[method.access] < RANK[overridden.access]) unit.error(node.at, `Cannot reduce the visibility of a overridden method: ${method.returns.name} ${decl.name}.${text}`);
}

/** equals, hashCode and toString may be marked as overrides. */
function isObjectMethod(method: MethodDecl): boolean {
  return /^(equals|hashcode|tostring)$/i.test(method.name);
}

/** A private method is overridden where it can be seen, and by tests where it is @TestVisible. */
function isInReach(decl: TypeDecl, { access, owner, testVisible, virtual }: MethodDecl): boolean {
  if (access !== 'private') return true;
  return virtual && (outermost(decl) === outermost(owner) || (testVisible && outermost(decl).isTest));
}

function inheritedMethod(unit: Unit, decl: TypeDecl, method: MethodDecl): MethodDecl | undefined {
  const parents = [decl.superType, ...decl.interfaces].filter((parent) => parent !== null);
  for (const parent of parents) {
    const found = methodsNamed(parent, method.name, unit.universe).find((one) => sameParams(one.params, method.params) && isInReach(decl, one.decl));
    if (found !== undefined && !found.decl.static) return found.decl;
    if (found === undefined && method.override && parent.decl?.platform === true) return methodsNamed(parent, method.name, unit.universe)[0]?.decl;
  }
  return undefined;
}
