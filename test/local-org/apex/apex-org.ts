import { compileProgram, type ApexProgram } from '../../../local-org/src/apex/program.ts';
import type { CompileError } from '../../../local-org/src/apex/syntax/compile-error.ts';
import { describeError } from '../../../local-org/src/apex/describe-error.ts';
import { TestRunner, type TestResult } from '../../../local-org/src/apex/testing/run-tests.ts';
import type { SourceFile } from '../../../local-org/src/metadata/source-file.ts';
import { Org } from '../../../local-org/src/org.ts';
import type { OrgOptions } from '../../../local-org/src/org.ts';

/** An org with Apex in it, for tests. */
export interface ApexOrg {
  readonly org: Org;
  readonly program: ApexProgram;
  readonly errors: readonly CompileError[];
}

/** Deploys classes (`Name.cls`), triggers (`Name.trigger`) and other metadata files by name. */
export function apexOrg(sources: Readonly<Record<string, string>>, options: Pick<OrgOptions, 'clock' | 'credentials'> = {}): ApexOrg {
  let program: ApexProgram | undefined;
  let errors: readonly CompileError[] = [];
  const org = new Org({
    clock: () => Date.UTC(2026, 0, 15, 12),
    ...options,
    compileApex: (input) => {
      const result = compileProgram(input);
      program = result.program;
      errors = result.errors;
      return { program: result.program, errors: [] };
    },
  });
  const files: SourceFile[] = Object.entries(sources).map(([name, content]) => ({ path: pathOf(name), content }));
  const { problems } = org.deploy(files);
  if (problems.length > 0 || program === undefined) throw new Error(JSON.stringify(problems));
  return { org, program, errors };
}

function pathOf(name: string): string {
  if (name.endsWith('.cls')) return `classes/${name}`;
  return name.endsWith('.trigger') ? `triggers/${name}` : name;
}

/** Runs all tests of the org. */
export function testResults({ org, program }: ApexOrg): TestResult[] {
  const runner = new TestRunner(org, program);
  return runner.testClasses().flatMap(({ decl, methods }) => runner.runClass(decl, methods));
}

/** `name: message` of what failed; nothing when all passed. */
export function failures(org: ApexOrg): string[] {
  const compile = org.errors.map((error) => `${error.line}: ${error.message}`);
  return [...compile, ...testResults(org).filter((result) => result.outcome !== 'Pass').map((result) => `${result.method}: ${result.message}`)];
}

/** The texts of expressions, each in a method of its own; an exception shows as `!Type: message`. */
export function textsOf(expressions: readonly string[], more: Readonly<Record<string, string>> = {}): string[] {
  const methods = expressions.map((expression, index) => `public static String m${index}() { Object value = ${expression}; return String.valueOf(value); }`);
  const { org, program, errors } = apexOrg({ 'Texts.cls': `public class Texts {\n${methods.join('\n')}\n}`, ...more });
  if (errors.length > 0) throw new Error(errors.map((error) => `${error.line}:${error.column} ${error.message}`).join('\n'));
  return expressions.map((_, index) => {
    try {
      return String(program.callStatic(org.begin({ label: 'test' }), 'Texts', `m${index}`));
    } catch (error) {
      return `!${describeError(error).message}`;
    }
  });
}

/** `line: message` of the compile errors of one class body. */
export function errorsIn(body: string, more: Readonly<Record<string, string>> = {}): string[] {
  return apexOrg({ 'Subject.cls': `public class Subject {\n${body}\n}`, ...more }).errors.map((error) => `${error.line}: ${error.message}`);
}
