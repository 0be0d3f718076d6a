import type { AnonymousResult } from '../org/apex-side.ts';
import type { Transaction } from '../transaction.ts';
import { compileAnonymous } from './compile/triggers.ts';
import { compilers } from './compile/compilers.ts';
import { Unit, type ProgramContext } from './compile/unit.ts';
import { parseAnonymous } from './parse/parse.ts';
import { describeError } from './describe-error.ts';
import { linkUnit } from './link-unit.ts';
import type { ApexRuntime } from './runtime/apex-runtime.ts';
import type { TypeDecl } from './types/type.ts';

/** The program that anonymous Apex may use. */
export interface AnonymousHost {
  readonly context: ProgramContext;
  readonly runtime: ApexRuntime;
}

let blocks = 0;

/** Compiles and runs anonymous Apex in a transaction, which the caller commits or rolls back. */
export function runAnonymous(program: AnonymousHost, tx: Transaction, source: string): AnonymousResult {
  blocks += 1;
  const name = `AnonymousBlock${blocks}`;
  const { unit: parsed, errors } = parseAnonymous(name, source);
  if (parsed === null) return notCompiled(errors[0]!);
  const late: TypeDecl[] = [];
  const context: ProgramContext = { ...program.context, declared: (decl) => late.push(decl) };
  const unit = new Unit(context, name, compilers);
  compileAnonymous(unit, parsed, name, source.split('\n').length);
  const [error] = unit.sink.errors;
  if (error !== undefined) return notCompiled(error);
  for (const decl of late) program.runtime.classes.declare(decl);
  linkUnit(program.runtime, unit, name);
  return execute(program, tx, name);
}

function execute(program: AnonymousHost, tx: Transaction, name: string): AnonymousResult {
  const done = { compiled: true, compileProblem: null, success: true, line: -1, column: -1, exceptionMessage: null, exceptionStackTrace: null };
  try {
    program.runtime.run(tx, program.runtime.anonymousBlocks.get(name)!);
    return done;
  } catch (error) {
    const { message, stackTrace, line } = describeError(error);
    return { ...done, success: false, line, column: 1, exceptionMessage: message, exceptionStackTrace: stackTrace };
  }
}

function notCompiled(error: { line: number; column: number; message: string }): AnonymousResult {
  return { compiled: false, compileProblem: error.message, success: false, line: error.line, column: error.column, exceptionMessage: null, exceptionStackTrace: null };
}
