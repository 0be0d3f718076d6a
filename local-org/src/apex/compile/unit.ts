import type { Schema } from '../../schema/sobject-type.ts';
import type { Position } from '../syntax/ast.ts';
import { ErrorSink } from '../syntax/compile-error.ts';
import type { TypeResolver } from '../types/resolver.ts';
import type { ApexType, TypeDecl } from '../types/type.ts';
import type { Universe } from '../types/universe.ts';
import type { Compilers } from './dispatch.ts';
import { Output } from './output.ts';
import { quoted } from './value.ts';

/** Lines of a method, to name it in stack traces. */
export interface MethodRange {
  readonly from: number;
  readonly to: number;
  /** `Class.Outer.Inner.method` */
  readonly name: string;
}

/** What all units of one program share. */
export interface ProgramContext {
  readonly resolver: TypeResolver;
  readonly universe: Universe;
  readonly schema: Schema;
  /** Custom labels by lower-case name. */
  readonly labels: ReadonlyMap<string, string>;
  /** Makes a declaration that has no name in the program known to the runtime. */
  declared(decl: TypeDecl): void;
}

/** Compilation of one file: its output, its constants, its errors. */
export class Unit {
  readonly program: ProgramContext;
  readonly sink: ErrorSink;
  readonly compilers: Compilers;
  readonly output = new Output();
  readonly ranges: MethodRange[] = [];
  readonly coveredLines = new Set<number>();
  private readonly constants = new Map<string, string>();

  constructor(program: ProgramContext, file: string, compilers: Compilers) {
    this.compilers = compilers;
    this.program = program;
    this.sink = new ErrorSink(file);
  }

  get universe(): Universe {
    return this.program.universe;
  }

  error(at: Position, message: string): void {
    this.sink.add(at, message);
  }

  /** The name of a constant that is computed once, when the unit is linked. */
  constant(prefix: string, code: string): string {
    const known = this.constants.get(code);
    if (known !== undefined) return known;
    const name = `${prefix}${this.constants.size}`;
    this.constants.set(code, name);
    return name;
  }

  /** The JavaScript class of a class of the program. */
  class(decl: TypeDecl): string {
    return this.constant('K', `$.class(${quoted(decl.key)})`);
  }

  /** The run-time form of a type. */
  type(type: ApexType): string {
    return this.constant('T', `$.type(${quoted(type.key)})`);
  }

  /** The function of a method of the platform. */
  method(owner: TypeDecl, name: string): string {
    return this.constant('M', `$.method(${quoted(owner.name)},${quoted(name)})`);
  }

  /** All code of the unit: a function of the runtime that defines the unit's functions. */
  code(): string {
    const declared = [...this.constants].map(([code, name]) => `${name}=${code}`);
    const constants = declared.length > 0 ? `const ${declared.join(',')};` : '';
    return `(function($,$c){"use strict";${constants}${this.output.text()}\n})`;
  }
}
