import type { ConstructorNode, InitializerNode, MemberFieldNode, PropertyNode, Statement } from '../syntax/ast.ts';
import { isException } from '../types/declare.ts';
import type { ConstructorDecl, FieldDecl, MethodDecl, TypeDecl } from '../types/type.ts';
import { Body } from './body.ts';
import { checkClass } from './class-checks.ts';
import { assigned } from './convert.ts';
import { compileExpression, compileStatement } from './dispatch.ts';
import { compileFunction } from './functions.ts';
import type { Unit } from './unit.ts';

/** Emits all code of a declared type and of the types inside it, in the order of the source. */
export function compileType(unit: Unit, decl: TypeDecl): void {
  checkClass(unit, decl);
  if (decl.form !== 'class') return;
  new ClassCompiler(unit, decl).all();
}

class ClassCompiler {
  private readonly unit: Unit;
  private readonly decl: TypeDecl;
  private readonly holder: string;

  constructor(unit: Unit, decl: TypeDecl) {
    this.unit = unit;
    this.decl = decl;
    this.holder = unit.class(decl);
  }

  all(): void {
    this.unit.output.at(this.decl.node!.at.line, '');
    for (const constructor of this.decl.constructors) if (constructor.node === null) this.implicitConstructor(constructor);
    for (const member of this.decl.node!.members) {
      if (member.kind === 'type') compileType(this.unit, this.decl.inner.get(member.name.toLowerCase())!);
      if (member.kind === 'member') this.field(member);
      if (member.kind === 'property') this.property(member);
      if (member.kind === 'initializer') this.initializer(member);
      if (member.kind === 'constructor') this.constructorOf(member);
      if (member.kind === 'method') this.method(this.methodDecl(member)!);
    }
  }

  private methodDecl(node: MethodDecl['node']): MethodDecl | undefined {
    return this.decl.methods.get(node!.name.toLowerCase())?.find((one) => one.node === node);
  }

  private stackName(member: string): string {
    return `Class.${this.decl.name}.${member}`;
  }

  /** The first use of a class's functions runs its static initialisers. */
  private touchStatics(): string {
    return hasStatics(this.decl) ? `${this.holder}.$s??$.statics(${this.holder});` : '';
  }

  private method(method: MethodDecl): void {
    const node = method.node!;
    if (node.body === null) return;
    const target = method.static ? this.holder : `${this.holder}.prototype`;
    this.unit.output.at(node.at.line, `${target}.${method.mangled}=`);
    compileFunction(this.unit, this.decl, parametersOf(node.parameters, method.params), node.body, {
      isStatic: method.static,
      returns: method.returns,
      name: this.stackName(node.name),
      endLine: node.endLine,
      prologue: () => (method.static ? this.touchStatics() : ''),
    });
    this.unit.output.add(';');
  }

  private constructorOf(node: ConstructorNode): void {
    const constructor = this.decl.constructors.find((one) => one.node === node)!;
    this.unit.output.at(node.at.line, `${this.holder}.prototype.${constructor.mangled}=`);
    compileFunction(this.unit, this.decl, parametersOf(node.parameters, constructor.params), node.body, {
      isStatic: false,
      returns: this.unit.universe.void,
      isConstructor: true,
      name: this.stackName('<init>'),
      endLine: node.endLine,
      prologue: () => this.touchStatics() + (callsConstructor(node.body.body[0]) ? '' : this.superCall(node)),
    });
    this.unit.output.add(';');
  }

  private superCall(node: ConstructorNode | null): string {
    const parent = this.decl.superType?.decl;
    if (!parent || parent.platform) return '';
    const constructor = parent.constructors.find((one) => one.params.length === 0);
    if (constructor !== undefined) return `this.${constructor.mangled}();`;
    this.unit.error(node?.at ?? this.decl.node!.at, `No constructor defined: [${parent.name}].<Constructor>()`);
    return '';
  }

  private implicitConstructor(constructor: ConstructorDecl): void {
    const names = constructor.params.map((_, index) => `a${index}`);
    const parent = this.decl.superType?.decl;
    const passesOn = isException(this.decl);
    const inherited = parent?.constructors.find((one) => one.params.map((param) => param.key).join() === constructor.params.map((param) => param.key).join());
    const up = !passesOn ? this.superCall(null) : parent!.platform ? `$.initException(this,[${names.join(',')}]);` : `this.${inherited!.mangled}(${names.join(',')});`;
    this.unit.output.add(`${this.holder}.prototype.${constructor.mangled}=function(${names.join(',')}){${this.touchStatics()}${up}return this;};`);
  }

  private field(node: MemberFieldNode): void {
    for (const declarator of node.declarators) {
      if (declarator.value === null) continue;
      const field = this.decl.fields.get(declarator.name.toLowerCase())!;
      const { at, value } = declarator;
      this.initialise(field.static, at.line, (body) => {
        const code = assigned(body, compileExpression(body, value), field.type, at).code;
        this.count(at.line);
        this.unit.output.add(`${this.storage(field)}=${code};`);
      });
    }
  }

  private count(line: number): void {
    this.unit.coveredLines.add(line);
    this.unit.output.add(`$c[${line}]++;`);
  }

  private storage(field: FieldDecl): string {
    return `${field.static ? `${this.holder}.$s` : 'this'}.f_${field.name.toLowerCase()}`;
  }

  /** A function that runs when the class or an instance of it is made. */
  private initialise(isStatic: boolean, line: number, emit: (body: Body) => void, endLine = line): void {
    const { unit } = this;
    const body = new Body(unit, this.decl, { isStatic, returns: null });
    unit.ranges.push({ from: line, to: endLine, name: this.stackName(isStatic ? '<clinit>' : '<init>') });
    unit.output.at(line, `$.${isStatic ? 'onStatics' : 'onInstance'}(${this.holder},function(){`);
    const temps = unit.output.slot();
    const { enter, leave } = body.sharingScope;
    unit.output.add(enter);
    emit(body);
    unit.output.add(`${leave}});`);
    temps(body.tempsDeclaration());
  }

  private initializer(node: InitializerNode): void {
    this.initialise(node.static, node.at.line, (body) => void compileStatement(body, node.body), node.endLine);
  }

  private property(node: PropertyNode): void {
    const field = this.decl.fields.get(node.name.toLowerCase())!;
    if (field.property!.accessors !== true) return;
    const target = field.static ? this.holder : `${this.holder}.prototype`;
    const key = node.name.toLowerCase();
    const storage = field.static ? `(${this.holder}.$s??$.statics(${this.holder})).f_${key}` : `this.f_${key}`;
    this.accessor(node, node.getter, `${target}.g_${key}=`, `function(){return ${storage};};`, field, false);
    this.accessor(node, node.setter, `${target}.s_${key}=`, `function(v){${storage}=v;};`, field, true);
  }

  private accessor(node: PropertyNode, part: PropertyNode['getter'], head: string, automatic: string, field: FieldDecl, isSetter: boolean): void {
    const { unit } = this;
    if (part === null) return;
    unit.output.at(part.at.line, head);
    if (part.body === null) {
      unit.output.add(node.modifiers.words.has('abstract') ? 'null;' : automatic);
      return;
    }
    const value = { node: { name: 'value', at: part.at, type: node.type }, type: field.type };
    compileFunction(unit, this.decl, isSetter ? [value] : [], part.body, {
      isStatic: field.static,
      returns: isSetter ? unit.universe.void : field.type,
      storageOf: node.name.toLowerCase(),
      name: this.stackName(isSetter ? `__sfdc_${node.name}` : `__sfdc_${node.name}`),
      endLine: part.endLine,
    });
    unit.output.add(';');
  }
}

function parametersOf(nodes: readonly ConstructorNode['parameters'][number][], types: readonly MethodDecl['params'][number][]) {
  return nodes.map((node, index) => ({ node, type: types[index]! }));
}

/** Whether the statement is `this(…)` or `super(…)`. */
function callsConstructor(statement: Statement | undefined): boolean {
  if (statement?.kind !== 'expression' || statement.value.kind !== 'call') return false;
  return statement.value.target === null && (statement.value.name === 'this' || statement.value.name === 'super');
}

/** Whether the class has static state of its own. */
export function hasStatics(decl: TypeDecl): boolean {
  const members = decl.node?.members ?? [];
  return members.some((member) => (member.kind === 'initializer' && member.static) || ('modifiers' in member && member.kind !== 'method' && member.kind !== 'type' && member.modifiers.words.has('static')));
}
