import Table from 'cli-table3';
import { Org } from '../../org.ts';
import type { ComponentProblem } from '../../metadata/source-file.ts';
import { readTree } from '../../metadata/read-tree.ts';
import { compileProgram, type ApexProgram, type FileCoverage } from '../program.ts';
import type { CompileError } from '../syntax/compile-error.ts';
import { TestRunner, type TestResult } from './run-tests.ts';

export interface TestOptions {
  readonly folders: readonly string[];
  /** Only classes, or `class.method`, whose name has this in it. */
  readonly filter?: string;
  readonly coverage?: boolean;
  readonly json?: boolean;
  readonly multiCurrency?: boolean;
  /** Which part of the test classes to run: every `of`-th, beginning with number `index`. */
  readonly share?: { readonly index: number; readonly of: number };
}

export interface ClassCoverage {
  readonly class: string;
  readonly covered: number;
  readonly total: number;
  readonly uncoveredLines: readonly number[];
}

/** The report of a run; its JSON form is what `--json` prints. */
export interface TestReport {
  readonly compileErrors: readonly CompileError[];
  readonly tests: readonly TestResult[];
  readonly coverage: readonly ClassCoverage[];
}

/** Deploys the folders into a new org and runs their tests. */
export function runTests(options: TestOptions): TestReport {
  let program: ApexProgram | undefined;
  const compileErrors: CompileError[] = [];
  const org = new Org({
    ...(options.multiCurrency === true ? { multiCurrency: true } : {}),
    compileApex: (input) => {
      const result = compileProgram(input);
      program = result.program;
      compileErrors.push(...result.errors);
      // A class that does not compile must not stop the others.
      return { program: result.program, errors: [] };
    },
  });
  // A component that cannot be deployed is left out and reported: it must not stop the rest.
  const { problems } = org.deploy(options.folders.flatMap((folder) => readTree(folder)), { partial: true });
  compileErrors.push(...problems.map(problemError));
  if (program === undefined) return { compileErrors, tests: [], coverage: [] };
  const tests = runAll(new TestRunner(org, program), options);
  return { compileErrors, tests, coverage: options.coverage === true ? program.coverage.filter((one) => !one.isTest).map(classCoverage) : [] };
}

function problemError(problem: ComponentProblem): CompileError {
  return { file: problem.fileName, line: problem.lineNumber, column: problem.columnNumber, message: problem.problem };
}

function runAll(runner: TestRunner, { filter, share = { index: 0, of: 1 } }: TestOptions): TestResult[] {
  const wanted = filter?.toLowerCase();
  const own = runner.testClasses().filter((_, index) => index % share.of === share.index);
  return own.flatMap(({ decl, methods }) => {
    const chosen = methods.filter((method) => wanted === undefined || `${decl.name}.${method.name}`.toLowerCase().includes(wanted));
    return chosen.length === 0 ? [] : runner.runClass(decl, chosen);
  });
}

function classCoverage(file: FileCoverage): ClassCoverage {
  const uncoveredLines = file.lines.filter((line) => file.counts[line] === 0);
  return { class: file.name, covered: file.lines.length - uncoveredLines.length, total: file.lines.length, uncoveredLines };
}

/** The report as a person reads it. */
export function readable(report: TestReport): string {
  const parts = report.compileErrors.map((error) => `${error.file}:${error.line}:${error.column} ${error.message}`);
  const tests = new Table({ head: ['Test', 'Outcome', 'ms'] });
  for (const test of report.tests) tests.push([`${test.class}.${test.method}`, test.outcome, test.ms]);
  if (report.tests.length > 0) parts.push(tests.toString());
  for (const test of report.tests) if (test.outcome !== 'Pass') parts.push(`${test.class}.${test.method}: ${test.message}\n${test.stackTrace ?? ''}`);
  if (report.coverage.length > 0) parts.push(coverageTable(report.coverage));
  parts.push(summary(report));
  return parts.join('\n');
}

function coverageTable(coverage: readonly ClassCoverage[]): string {
  const table = new Table({ head: ['Class', 'Covered', 'Uncovered lines'] });
  for (const one of coverage) {
    const percent = one.total === 0 ? 100 : Math.floor((one.covered / one.total) * 100);
    table.push([one.class, `${percent} %`, one.uncoveredLines.join(' ')]);
  }
  return table.toString();
}

function summary(report: TestReport): string {
  const count = (outcome: string): number => report.tests.filter((test) => test.outcome === outcome).length;
  const errors = report.compileErrors.length;
  return `${report.tests.length} tests: ${count('Pass')} passed, ${count('Fail')} failed, ${count('CompileFail')} not compiled, ${count('Unsupported')} unsupported; ${errors} compile errors`;
}
