import type { PlatformType } from '../platform-types/platform-type.ts';
import { EXTRA_CONSTANTS, SUPPLEMENT } from '../platform-types/supplement.ts';
import type { ApexType, ConstructorDecl, FieldDecl, MethodDecl, TypeDecl } from './type.ts';
import { parseTypeText } from './type-text.ts';
import type { Universe } from './universe.ts';

/** The declaration of a platform type; `register` is called before its members are resolved, because types refer to each other. */
export function platformDecl(signature: PlatformType, universe: Universe, register: (decl: TypeDecl) => void): TypeDecl {
  const decl = emptyDecl(signature, universe);
  register(decl);
  const resolve = (text: string): ApexType => parseTypeText(text, universe, signature.typeParams);
  const [first, ...rest] = signature.parents.map(resolve);
  const hasSuper = first?.kind === 'class';
  decl.superType = hasSuper ? first! : null;
  decl.interfaces = hasSuper || first === undefined ? rest : [first, ...rest];
  addFields(decl, signature, resolve);
  addMethods(decl, signature, resolve);
  addConstructors(decl, signature, resolve);
  return decl;
}

function emptyDecl(signature: PlatformType, universe: Universe): TypeDecl {
  const decl = {
    name: signature.name,
    key: signature.name.toLowerCase(),
    form: signature.kind,
    platform: true,
    typeParams: signature.typeParams,
    outer: null,
    inner: new Map(),
    abstract: signature.abstract,
    virtual: true,
    access: 'global',
    sharing: null,
    isTest: false,
    testVisible: false,
    annotations: new Set<string>(),
    self: null as unknown as ApexType,
    superType: null,
    interfaces: [],
    fields: new Map<string, FieldDecl>(),
    methods: new Map<string, MethodDecl[]>(),
    constructors: [] as ConstructorDecl[],
    constants: signature.kind === 'enum' ? [...signature.fields.map((field) => field.name), ...(EXTRA_CONSTANTS[signature.name.toLowerCase()] ?? [])] : [],
    node: null,
    file: '',
  } satisfies TypeDecl;
  decl.self = universe.ofDecl(decl, signature.typeParams.map((name) => universe.variable(name)));
  return decl;
}

type Resolve = (text: string) => ApexType;

function addFields(decl: TypeDecl, signature: PlatformType, resolve: Resolve): void {
  for (const field of signature.fields) {
    decl.fields.set(field.name.toLowerCase(), {
      name: field.name,
      type: resolve(field.type),
      static: field.static,
      final: signature.kind === 'enum',
      transient: false,
      access: 'global',
      testVisible: false,
      owner: decl,
      property: null,
      annotations: new Set(),
    });
  }
}

function addMethods(decl: TypeDecl, signature: PlatformType, resolve: Resolve): void {
  for (const method of [...signature.methods, ...(SUPPLEMENT[decl.key]?.methods ?? [])]) {
    const key = method.name.toLowerCase();
    const overloads = decl.methods.get(key) ?? [];
    overloads.push({
      name: method.name,
      params: method.params.map(resolve),
      paramNames: [],
      returns: resolve(method.returns),
      static: method.static,
      abstract: decl.form === 'interface',
      virtual: true,
      override: false,
      access: 'global',
      testVisible: false,
      owner: decl,
      mangled: key,
      node: null,
      annotations: new Set(),
    });
    decl.methods.set(key, overloads);
  }
}

/** Every exception class can be made with nothing, a message, a cause, or both, though its signatures do not say so. */
const EXCEPTION_CONSTRUCTORS = [[], ['System.String'], ['System.Exception'], ['System.String', 'System.Exception']];

function addConstructors(decl: TypeDecl, signature: PlatformType, resolve: Resolve): void {
  const isException = /exception$/i.test(decl.name) && decl.form === 'class';
  const constructors = isException ? EXCEPTION_CONSTRUCTORS : [...signature.constructors, ...(SUPPLEMENT[decl.key]?.constructors ?? [])];
  for (const params of constructors) {
    decl.constructors.push({ params: params.map(resolve), access: 'global', testVisible: false, owner: decl, mangled: '', node: null });
  }
}
