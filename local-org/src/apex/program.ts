import type { TriggerRunner } from '../contract.ts';
import type { ApexRestCall, ApexRestReply } from '../org/apex-rest.ts';
import type { ApexInput, ApexProgramSide, ApexSource, AnonymousResult } from '../org/apex-side.ts';
import type { Transaction } from '../transaction.ts';
import { compileType } from './compile/classes.ts';
import { compileTrigger } from './compile/triggers.ts';
import { compilers } from './compile/compilers.ts';
import { Unit, type ProgramContext } from './compile/unit.ts';
import { runAnonymous } from './anonymous.ts';
import { parseClass, parseTrigger } from './parse/parse.ts';
import { ApexRuntime } from './runtime/apex-runtime.ts';
import type { Any } from './runtime/objects.ts';
import { linkUnit } from './link-unit.ts';
import { callResource } from './rest/call-resource.ts';
import { findResource } from './rest/find-resource.ts';
import { ProgramTriggers } from './runtime/trigger-runner.ts';
import type { TriggerDeclaration } from './syntax/ast.ts';
import { ErrorSink, type CompileError } from './syntax/compile-error.ts';
import { platformBodies } from './system/bodies.ts';
import { parseJson } from './system/json-parse.ts';
import { JsonTyped } from './system/json-read.ts';
import { writeJson } from './system/json-write.ts';
import { declareMembers, declareParents, declareType } from './types/declare.ts';
import { TypeResolver } from './types/resolver.ts';
import type { MethodDecl, TypeDecl } from './types/type.ts';
import { Universe } from './types/universe.ts';

/** Executable lines of a class and how often each ran. */
export interface FileCoverage {
  readonly name: string;
  readonly isTest: boolean;
  readonly lines: readonly number[];
  readonly counts: Uint32Array;
}

interface ParsedClass {
  readonly source: ApexSource;
  readonly decl: TypeDecl;
  readonly sink: ErrorSink;
}

let programs = 0;

/** Compiled Apex of an org. */
export class ApexProgram implements ApexProgramSide {
  readonly runtime: ApexRuntime;
  readonly triggers: TriggerRunner;
  readonly context: ProgramContext;
  /** Names of classes that have compile errors, in lower case. */
  readonly broken: ReadonlySet<string>;
  readonly coverage: readonly FileCoverage[];

  constructor(context: ProgramContext, runtime: ApexRuntime, triggers: readonly TriggerDeclaration[], broken: ReadonlySet<string>, coverage: readonly FileCoverage[]) {
    this.context = context;
    this.runtime = runtime;
    this.broken = broken;
    this.coverage = coverage;
    this.triggers = new ProgramTriggers(runtime, triggers);
    runtime.fire = (tx, event) => this.triggers.fire(tx, event);
  }

  /** All top-level classes. */
  classes(): TypeDecl[] {
    return [...this.context.resolver.classes.values()];
  }

  /** The static method called `method` that takes as many arguments. */
  findStatic(className: string, method: string, arity: number): MethodDecl | undefined {
    const type = this.context.resolver.ofText(className);
    return type?.decl?.methods.get(method.toLowerCase())?.find((one) => one.static && one.params.length === arity);
  }

  /** Calls a static method; arguments and result are values of Apex. */
  callStatic(tx: Transaction, className: string, method: string, args: readonly Any[] = []): Any {
    const found = this.findStatic(className, method, args.length);
    if (found === undefined) throw new Error(`There is no static method ${className}.${method} with ${args.length} parameters`);
    const type = this.runtime.class(found.owner.key);
    return this.runtime.run(tx, () => type[found.mangled](...args));
  }

  /**
   * Calls a static method with JSON: arguments by parameter name, or in a list by position; gives JSON text. This is how a
   * component calls an @AuraEnabled method and a flow an @InvocableMethod.
   */
  callJson(tx: Transaction, className: string, method: string, args: Readonly<Record<string, unknown>> | readonly unknown[]): string {
    const arity = Array.isArray(args) ? args.length : undefined;
    const decl = this.context.resolver.ofText(className)?.decl;
    const found = decl?.methods.get(method.toLowerCase())?.find((one) => one.static && (arity === undefined || one.params.length === arity));
    if (found === undefined) throw new Error(`There is no static method ${className}.${method}`);
    const values = Array.isArray(args) ? args : found.paramNames.map((name) => (args as Readonly<Record<string, unknown>>)[name] ?? null);
    const type = this.runtime.class(found.owner.key);
    return this.runtime.run(tx, () => {
      const reader = new JsonTyped(this.runtime, false);
      const given = found.params.map((param, index) => reader.read(parseJson(JSON.stringify(values[index] ?? null)), param));
      return writeJson(type[found.mangled](...given) ?? null, { pretty: false, suppressNulls: false });
    });
  }

  /** Static methods that carry an annotation, given in lower case: `auraenabled`, `invocablemethod`. */
  annotated(annotation: string): MethodDecl[] {
    const all = this.classes().flatMap((decl) => [...decl.methods.values()].flat());
    return all.filter((method) => method.static && method.annotations.has(annotation));
  }

  /** Answers a request to /services/apexrest. */
  callRest(tx: Transaction, call: ApexRestCall): ApexRestReply {
    const whole = this.classes().filter((decl) => !this.broken.has(decl.key));
    return callResource(this.runtime, tx, findResource(whole, call.method, call.path), call);
  }

  executeAnonymous(tx: Transaction, source: string): AnonymousResult {
    return runAnonymous(this, tx, source);
  }
}

/** Compiles all Apex of an org. Classes with errors are left out of the program; using them is an error then. */
export function compileProgram(input: ApexInput): { program: ApexProgram; errors: CompileError[] } {
  const universe = new Universe(input.schema);
  const resolver = new TypeResolver(universe);
  const late: TypeDecl[] = [];
  const context: ProgramContext = { resolver, universe, schema: input.schema, labels: input.labels, declared: (decl) => late.push(decl) };
  const errors: CompileError[] = [];
  const classes = declareClasses(input.classes, resolver, errors);
  const runtime = new ApexRuntime(context, platformBodies);
  for (const { decl } of classes) runtime.classes.declare(decl);
  programs += 1;
  const linker = new Linker(runtime, programs, late, errors);
  for (const one of classes) linker.compileClass(one);
  const triggers = linker.compileTriggers(input.triggers);
  linker.link();
  return { program: new ApexProgram(context, runtime, triggers, linker.broken, linker.coverage), errors };
}

function declareClasses(sources: readonly ApexSource[], resolver: TypeResolver, errors: CompileError[]): ParsedClass[] {
  const classes: ParsedClass[] = [];
  for (const source of sources) {
    const { unit, errors: syntax } = parseClass(source.file, source.text);
    errors.push(...syntax);
    if (unit === null) continue;
    const sink = new ErrorSink(source.file);
    const key = unit.name.toLowerCase();
    if (resolver.classes.has(key)) sink.add(unit.at, `Duplicate class: ${unit.name}`);
    const decl = declareType(unit, null, source.file, resolver);
    resolver.classes.set(key, decl);
    classes.push({ source, decl, sink });
  }
  for (const { decl, sink } of classes) declareParents(decl, resolver, sink);
  for (const { decl, sink } of classes) declareMembers(decl, resolver, sink);
  return classes;
}

/** Compiles units and puts their functions into the runtime. */
class Linker {
  readonly broken = new Set<string>();
  readonly coverage: FileCoverage[] = [];
  private readonly runtime: ApexRuntime;
  private readonly id: number;
  private readonly late: TypeDecl[];
  private readonly errors: CompileError[];
  private readonly units: { unit: Unit; name: string; isTest: boolean }[] = [];
  private readonly brokenDecls: TypeDecl[] = [];

  constructor(runtime: ApexRuntime, id: number, late: TypeDecl[], errors: CompileError[]) {
    this.runtime = runtime;
    this.id = id;
    this.late = late;
    this.errors = errors;
  }

  compileClass({ source, decl, sink }: ParsedClass): void {
    const unit = new Unit(this.runtime.program, source.file, compilers);
    compileType(unit, decl);
    const found = [...sink.errors, ...unit.sink.errors];
    if (found.length > 0) {
      this.errors.push(...found);
      this.broken.add(decl.key);
      this.brokenDecls.push(decl);
    } else this.units.push({ unit, name: `${decl.name}.cls`, isTest: decl.isTest });
  }

  compileTriggers(sources: readonly ApexSource[]): TriggerDeclaration[] {
    const triggers: TriggerDeclaration[] = [];
    for (const source of sources) {
      const { unit: trigger, errors } = parseTrigger(source.file, source.text);
      this.errors.push(...errors);
      if (trigger === null) continue;
      const unit = new Unit(this.runtime.program, source.file, compilers);
      compileTrigger(unit, trigger);
      this.errors.push(...unit.sink.errors);
      if (unit.sink.errors.length > 0) continue;
      this.units.push({ unit, name: `${trigger.name}.trigger`, isTest: false });
      triggers.push(trigger);
    }
    return triggers;
  }

  link(): void {
    for (const decl of this.late) this.runtime.classes.declare(decl);
    for (const decl of this.brokenDecls) this.runtime.classes.breakClass(decl);
    for (const { unit, name, isTest } of this.units) {
      const counts = linkUnit(this.runtime, unit, `${this.id}/${name}`);
      this.coverage.push({ name: name.replace(/\.cls$/, ''), isTest, lines: [...unit.coveredLines].toSorted((a, b) => a - b), counts });
    }
  }
}
