import type { TypeNode } from '../syntax/ast.ts';
import type { ApexType, TypeDecl } from './type.ts';
import { splitArguments } from './type-text.ts';
import type { Universe } from './universe.ts';

/** Finds the types that names in the source stand for. */
export class TypeResolver {
  readonly universe: Universe;
  /** Top-level types of the program by lower-case name. */
  readonly classes = new Map<string, TypeDecl>();

  constructor(universe: Universe) {
    this.universe = universe;
  }

  /** The type of a written type, seen from inside `scope`; undefined when there is none. */
  resolve(node: TypeNode, scope: TypeDecl | null): ApexType | undefined {
    let type = this.resolveParts(node.parts, scope);
    for (let depth = 0; depth < node.arrays && type !== undefined; depth += 1) type = this.universe.list(type);
    return type;
  }

  private resolveParts(parts: TypeNode['parts'], scope: TypeDecl | null): ApexType | undefined {
    const args: ApexType[] = [];
    for (const arg of parts.at(-1)!.args) {
      const resolved = this.resolve(arg, scope);
      if (resolved === undefined) return undefined;
      args.push(resolved);
    }
    return this.named(parts.map((part) => part.name), args, scope);
  }

  /** The type of a dotted name. */
  named(names: readonly string[], args: readonly ApexType[], scope: TypeDecl | null): ApexType | undefined {
    if (names.length === 1) return this.simple(names[0]!, args, scope);
    const outer = this.userDecl(names[0]!, scope);
    const decl = outer === undefined ? undefined : innerOf(outer, names.slice(1));
    if (decl !== undefined) return this.universe.ofDecl(decl);
    const [namespace, ...rest] = names;
    if (/^schema$/i.test(namespace!) && rest.length === 1) {
      return this.universe.platformType(names.join('.'), args) ?? this.universe.sobject(rest[0]!);
    }
    if (/^system$/i.test(namespace!) && rest.length === 1) return this.system(rest[0]!, args);
    // Each DataWeave script is a class of its own.
    if (names.length === 2 && /^dataweavescriptresource$/i.test(namespace!)) return this.universe.platformType('DataWeave.Script', []);
    // Each flow is a class of its own below Flow.Interview.
    if (names.length === 3 && /^flow$/i.test(namespace!) && /^interview$/i.test(names[1]!)) return this.universe.platformType('Flow.Interview', []);
    return this.universe.platformType(names.join('.'), args);
  }

  private simple(name: string, args: readonly ApexType[], scope: TypeDecl | null): ApexType | undefined {
    const decl = this.userDecl(name, scope);
    if (decl !== undefined) return this.universe.ofDecl(decl);
    return this.system(name, args);
  }

  private system(name: string, args: readonly ApexType[]): ApexType | undefined {
    const plain = this.universe.platformType(`System.${name}`, args);
    if (plain !== undefined && plain.kind !== 'class') return plain;
    if (/^(location|address)$/i.test(name) && plain !== undefined) return plain;
    return this.universe.sobject(name) ?? plain ?? this.universe.platformType(`Schema.${name}`, args);
  }

  /** A class of the program: an inner type of the class or of what encloses it, or a top-level one. */
  userDecl(name: string, scope: TypeDecl | null): TypeDecl | undefined {
    const key = name.toLowerCase();
    for (let decl = scope; decl !== null; decl = decl.outer) {
      const found = inheritedInner(decl, key);
      if (found !== undefined) return found;
      if (decl.outer !== null && simpleName(decl) === key) return decl;
    }
    return this.classes.get(key);
  }

  /** The type that `text` names, as Type.forName reads it. */
  ofText(text: string): ApexType | undefined {
    const trimmed = text.trim();
    if (trimmed.endsWith('[]')) {
      const element = this.ofText(trimmed.slice(0, -2));
      return element && this.universe.list(element);
    }
    const open = trimmed.indexOf('<');
    if (open < 0) return this.named(trimmed.split('.').map((part) => part.trim()), [], null);
    if (!trimmed.endsWith('>')) return undefined;
    const args = splitArguments(trimmed.slice(open + 1, -1)).map((part) => this.ofText(part));
    if (args.some((arg) => arg === undefined)) return undefined;
    return this.named(trimmed.slice(0, open).split('.'), args as ApexType[], null);
  }
}

function simpleName(decl: TypeDecl): string {
  return decl.name.slice(decl.name.lastIndexOf('.') + 1).toLowerCase();
}

function innerOf(outer: TypeDecl, names: readonly string[]): TypeDecl | undefined {
  let decl: TypeDecl | undefined = outer;
  for (const name of names) decl = decl && inheritedInner(decl, name.toLowerCase());
  return decl;
}

function inheritedInner(decl: TypeDecl, key: string): TypeDecl | undefined {
  for (let current: TypeDecl | null | undefined = decl; current; current = current.superType?.decl) {
    const found = current.inner.get(key);
    if (found !== undefined) return found;
  }
  return undefined;
}
