import type { ConstructorNode, MemberFieldNode, MethodNode, Modifiers, ParameterNode, PropertyNode, TypeDeclaration, TypeNode } from '../syntax/ast.ts';
import type { ErrorSink } from '../syntax/compile-error.ts';
import { isReserved } from '../syntax/reserved.ts';
import type { TypeResolver } from './resolver.ts';
import type { Access, ApexType, FieldDecl, TypeDecl } from './type.ts';

/** The declaration of a type without its members, which may name types that are declared later. */
export function declareType(node: TypeDeclaration, outer: TypeDecl | null, file: string, resolver: TypeResolver): TypeDecl {
  const name = outer === null ? node.name : `${outer.name}.${node.name}`;
  const decl: TypeDecl = {
    name,
    key: name.toLowerCase(),
    form: node.form,
    platform: false,
    typeParams: [],
    outer,
    inner: new Map(),
    abstract: node.modifiers.words.has('abstract'),
    virtual: node.modifiers.words.has('virtual') || node.modifiers.words.has('abstract'),
    access: accessOf(node.modifiers),
    sharing: [...node.modifiers.words].find((word) => word.endsWith('sharing')) ?? null,
    isTest: hasAnnotation(node.modifiers, 'istest') || (outer?.isTest ?? false),
    testVisible: hasAnnotation(node.modifiers, 'testvisible'),
    annotations: annotationNames(node.modifiers),
    self: null as unknown as ApexType,
    superType: null,
    interfaces: [],
    fields: new Map(),
    methods: new Map(),
    constructors: [],
    constants: node.constants,
    node,
    file,
  };
  Object.assign(decl, { self: resolver.universe.ofDecl(decl) });
  for (const member of node.members) {
    if (member.kind === 'type') decl.inner.set(member.name.toLowerCase(), declareType(member, decl, file, resolver));
  }
  return decl;
}

/** Access of a declaration; what says nothing is private. */
export function accessOf(modifiers: Modifiers): Access {
  const { words } = modifiers;
  if (words.has('global') || words.has('webservice')) return 'global';
  if (words.has('public')) return 'public';
  return words.has('protected') ? 'protected' : 'private';
}

export function hasAnnotation(modifiers: Modifiers, name: string): boolean {
  return modifiers.annotations.some((annotation) => annotation.name === name);
}

function annotationNames(modifiers: Modifiers): ReadonlySet<string> {
  const names = new Set(modifiers.annotations.map((annotation) => annotation.name));
  if (modifiers.words.has('testmethod')) names.add('istest');
  return names;
}

/** Resolves super class and interfaces of a type and of those inside it. */
export function declareParents(decl: TypeDecl, resolver: TypeResolver, sink: ErrorSink): void {
  const node = decl.node!;
  if (node.extends !== null) decl.superType = parentType(node.extends, decl, resolver, sink);
  decl.interfaces = node.interfaces.map((one) => parentType(one, decl, resolver, sink)).filter((type) => type !== null);
  for (const inner of decl.inner.values()) declareParents(inner, resolver, sink);
}

function parentType(node: TypeNode, decl: TypeDecl, resolver: TypeResolver, sink: ErrorSink): ApexType | null {
  const type = resolver.resolve(node, decl.outer) ?? resolver.resolve(node, decl);
  if (type === undefined) sink.add(node.at, `Invalid type: ${typeText(node)}`);
  return type ?? null;
}

/** A written type as messages print it. */
export function typeText(node: TypeNode): string {
  const parts = node.parts.map((part) => (part.args.length > 0 ? `${part.name}<${part.args.map(typeText).join(',')}>` : part.name));
  return parts.join('.') + '[]'.repeat(node.arrays);
}

/** Declares the members of a type and of those inside it. */
export function declareMembers(decl: TypeDecl, resolver: TypeResolver, sink: ErrorSink): void {
  const declarer = new MemberDeclarer(decl, resolver, sink);
  for (const member of decl.node!.members) {
    if (member.kind === 'method') declarer.method(member);
    if (member.kind === 'constructor') declarer.constructorOf(member);
    if (member.kind === 'member') declarer.field(member);
    if (member.kind === 'property') declarer.property(member);
  }
  declarer.implicit();
  for (const inner of decl.inner.values()) declareMembers(inner, resolver, sink);
}

class MemberDeclarer {
  private readonly decl: TypeDecl;
  private readonly resolver: TypeResolver;
  private readonly sink: ErrorSink;

  constructor(decl: TypeDecl, resolver: TypeResolver, sink: ErrorSink) {
    this.decl = decl;
    this.resolver = resolver;
    this.sink = sink;
  }

  private type(node: TypeNode): ApexType {
    const type = this.resolver.resolve(node, this.decl);
    if (type === undefined) this.sink.add(node.at, `Invalid type: ${typeText(node)}`);
    return type ?? this.resolver.universe.null;
  }

  private params(nodes: readonly ParameterNode[]): ApexType[] {
    return nodes.map((node) => this.type(node.type));
  }

  method(node: MethodNode): void {
    const { decl } = this;
    const key = node.name.toLowerCase();
    const params = this.params(node.parameters);
    const { words } = node.modifiers;
    const inInterface = decl.form === 'interface';
    // What an interface declares is visible wherever the interface is.
    const access = inInterface ? 'global' : accessOf(node.modifiers);
    const overloads = decl.methods.get(key) ?? [];
    const mangled = mangle(key, params);
    if (overloads.some((one) => one.mangled.replace(/\$p_.*$/, '') === mangled)) {
      this.sink.add(node.at, `Method already defined: ${node.name} ${decl.name}.${node.name}(${params.map((param) => param.name).join(', ')}) from the type ${decl.name}`);
    }
    const isPrivate = access === 'private' && !inInterface && !words.has('override') && !words.has('virtual') && !words.has('abstract');
    overloads.push({
      name: node.name,
      params,
      paramNames: node.parameters.map((parameter) => parameter.name),
      returns: node.returns === null ? this.resolver.universe.void : this.type(node.returns),
      static: words.has('static') || words.has('testmethod'),
      abstract: inInterface || words.has('abstract'),
      virtual: inInterface || words.has('virtual') || words.has('abstract') || words.has('override'),
      override: words.has('override'),
      access,
      testVisible: hasAnnotation(node.modifiers, 'testvisible'),
      owner: decl,
      mangled: isPrivate ? `${mangled}$p_${sanitized(decl.key)}` : mangled,
      node,
      annotations: annotationNames(node.modifiers),
    });
    decl.methods.set(key, overloads);
  }

  constructorOf(node: ConstructorNode): void {
    const simple = this.decl.name.slice(this.decl.name.lastIndexOf('.') + 1);
    if (node.name.toLowerCase() !== simple.toLowerCase()) this.sink.add(node.at, `Invalid constructor name: ${node.name}`);
    this.addConstructor(this.params(node.parameters), accessOf(node.modifiers), node);
  }

  private addConstructor(params: readonly ApexType[], access: Access, node: ConstructorNode | null): void {
    const { decl } = this;
    const testVisible = node !== null && hasAnnotation(node.modifiers, 'testvisible');
    decl.constructors.push({ params, access, testVisible, owner: decl, mangled: mangle(`c$${sanitized(decl.key)}`, params), node });
  }

  field(node: MemberFieldNode): void {
    const type = this.type(node.type);
    const { words } = node.modifiers;
    for (const declarator of node.declarators) {
      this.addField(declarator.name, declarator.at, {
        name: declarator.name,
        type,
        static: words.has('static'),
        final: words.has('final'),
        transient: words.has('transient'),
        access: accessOf(node.modifiers),
        testVisible: hasAnnotation(node.modifiers, 'testvisible'),
        owner: this.decl,
        property: null,
        annotations: annotationNames(node.modifiers),
      });
    }
  }

  private addField(name: string, at: { line: number; column: number }, field: FieldDecl): void {
    const key = name.toLowerCase();
    if (isReserved(name)) this.sink.add(at, `Identifier name is reserved: ${name}`);
    if (this.decl.fields.has(key)) this.sink.add(at, `Field already exists: ${name}`);
    this.decl.fields.set(key, field);
  }

  property(node: PropertyNode): void {
    const { words } = node.modifiers;
    const access = accessOf(node.modifiers);
    const polymorphic = ['virtual', 'abstract', 'override'].some((word) => words.has(word));
    const part = (accessor: PropertyNode['getter']): Access | null => (accessor === null ? null : narrowed(accessOf(accessor.modifiers), accessor.modifiers, access));
    this.addField(node.name, node.at, {
      name: node.name,
      type: this.type(node.type),
      static: words.has('static'),
      final: false,
      transient: words.has('transient'),
      access,
      testVisible: hasAnnotation(node.modifiers, 'testvisible'),
      owner: this.decl,
      property: {
        node,
        readAccess: part(node.getter),
        writeAccess: part(node.setter),
        accessors: polymorphic || Boolean(node.getter?.body) || Boolean(node.setter?.body),
      },
      annotations: annotationNames(node.modifiers),
    });
  }

  /** What is there without being written: the default constructor, those of exceptions, the methods of enums. */
  implicit(): void {
    const { decl } = this;
    if (decl.form !== 'class' || decl.constructors.length > 0) {
      if (decl.form === 'class') this.inheritExceptionConstructors();
      return;
    }
    if (isException(decl)) this.inheritExceptionConstructors();
    else this.addConstructor([], 'public', null);
  }

  private inheritExceptionConstructors(): void {
    if (!isException(this.decl)) return;
    const { universe } = this.resolver;
    const exception = universe.platformType('System.Exception', [])!;
    for (const params of [[], [universe.string], [exception], [universe.string, exception]]) {
      const known = this.decl.constructors.some((one) => one.params.map((param) => param.key).join() === params.map((param) => param.key).join());
      if (!known) this.addConstructor(params, 'public', null);
    }
  }
}

function narrowed(own: Access, modifiers: Modifiers, whole: Access): Access {
  const says = ['private', 'protected', 'public', 'global'].some((word) => modifiers.words.has(word));
  return says ? own : whole;
}

/** Whether the class is an exception class. */
export function isException(decl: TypeDecl): boolean {
  for (let current: TypeDecl | null | undefined = decl; current; current = current.superType?.decl) {
    if (current.key === 'system.exception') return true;
  }
  return false;
}

/** The name of the JavaScript function of a method: short names would let an overload override a stranger. */
export function mangle(key: string, params: readonly ApexType[]): string {
  return [`m_${key}`, ...params.map((param) => sanitized(param.decl !== null && !param.decl.platform ? param.decl.key : param.key))].join('$');
}

export function sanitized(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9_]/g, '_');
}
