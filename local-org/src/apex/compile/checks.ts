import type { Access, ApexType, TypeDecl } from '../types/type.ts';
import type { Body } from './body.ts';

/** Whether code of `body` may use a member of `owner`. */
export function visible(body: Body, owner: TypeDecl, access: Access, testVisible: boolean): boolean {
  if (access === 'public' || access === 'global' || owner.platform) return true;
  const { decl } = body;
  if (decl === null) return false;
  if (outermost(decl) === outermost(owner)) return true;
  if (testVisible && outermost(decl).isTest) return true;
  return access === 'protected' && isSubclass(decl, owner);
}

/** The class that a class is written in, or the class itself. */
export function outermost(decl: TypeDecl): TypeDecl {
  let current = decl;
  while (current.outer !== null) current = current.outer;
  return current;
}

function isSubclass(decl: TypeDecl, owner: TypeDecl): boolean {
  for (let current: TypeDecl | null | undefined = decl; current; current = current.superType?.decl) {
    if (current === owner) return true;
  }
  return decl.outer !== null && isSubclass(decl.outer, owner);
}

/** `foo(String, Integer)` */
export function signatureText(name: string, params: readonly ApexType[]): string {
  return `${name}(${params.map((param) => param.name).join(', ')})`;
}
