import type { Org } from '../../org.ts';
import { describeError } from '../describe-error.ts';
import type { ApexProgram } from '../program.ts';
import type { MethodDecl, TypeDecl } from '../types/type.ts';

export type Outcome = 'Pass' | 'Fail' | 'CompileFail' | 'Unsupported';

/** What became of one test method. */
export interface TestResult {
  readonly class: string;
  readonly method: string;
  readonly outcome: Outcome;
  readonly message: string | null;
  readonly stackTrace: string | null;
  readonly ms: number;
}

/** Runs the test methods of an org, each on the records that @TestSetup left, undone afterwards. */
export class TestRunner {
  private readonly org: Org;
  private readonly program: ApexProgram;

  constructor(org: Org, program: ApexProgram) {
    this.org = org;
    this.program = program;
  }

  /** Test classes and their methods, in the order of their names. */
  testClasses(): { decl: TypeDecl; methods: MethodDecl[] }[] {
    return this.program
      .classes()
      .map((decl) => ({ decl, methods: testMethods(decl) }))
      .filter(({ methods }) => methods.length > 0)
      .toSorted((left, right) => (left.decl.key < right.decl.key ? -1 : 1));
  }

  runClass(decl: TypeDecl, methods: readonly MethodDecl[]): TestResult[] {
    if (this.program.broken.has(decl.key)) return methods.map((method) => failed(decl, method, 'CompileFail', 'The class does not compile'));
    const { data } = this.org;
    const start = data.store.savepoint;
    try {
      for (const setup of annotatedMethods(decl, 'testsetup')) this.call(decl, setup);
    } catch (error) {
      data.store.rollback(start);
      return methods.map((method) => this.failure(decl, method, error, 0));
    }
    const ready = data.store.savepoint;
    const results = methods.map((method) => {
      const result = this.runMethod(decl, method);
      data.store.rollback(ready);
      return result;
    });
    data.store.rollback(start);
    return results;
  }

  private runMethod(decl: TypeDecl, method: MethodDecl): TestResult {
    const start = performance.now();
    try {
      this.call(decl, method);
      return { class: decl.name, method: method.name, outcome: 'Pass', message: null, stackTrace: null, ms: elapsed(start) };
    } catch (error) {
      return this.failure(decl, method, error, elapsed(start));
    }
  }

  private call(decl: TypeDecl, method: MethodDecl): void {
    const tx = this.org.begin({ label: `${decl.name}.${method.name}`, isTest: true });
    this.program.callStatic(tx, decl.name, method.name);
  }

  private failure(decl: TypeDecl, method: MethodDecl, error: unknown, ms: number): TestResult {
    const { kind, message, stackTrace } = describeError(error);
    const outcome: Outcome = kind === 'unsupported' ? 'Unsupported' : kind === 'broken' ? 'CompileFail' : 'Fail';
    const shown = kind === 'defect' ? `Defect of the local org: ${message}` : message;
    return { class: decl.name, method: method.name, outcome, message: shown, stackTrace, ms };
  }
}

function failed(decl: TypeDecl, method: MethodDecl, outcome: Outcome, message: string): TestResult {
  return { class: decl.name, method: method.name, outcome, message, stackTrace: null, ms: 0 };
}

function elapsed(start: number): number {
  return Math.round((performance.now() - start) * 10) / 10;
}

function annotatedMethods(decl: TypeDecl, annotation: string): MethodDecl[] {
  return [...decl.methods.values()].flat().filter((method) => method.static && method.params.length === 0 && method.annotations.has(annotation));
}

function testMethods(decl: TypeDecl): MethodDecl[] {
  return decl.isTest ? annotatedMethods(decl, 'istest') : [];
}
