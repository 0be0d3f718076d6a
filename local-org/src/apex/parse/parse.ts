import { ApexErrorListener, ApexParserFactory, type ApexParser } from '@apexdevtools/apex-parser';
import type { AnonymousUnit, TriggerDeclaration, TypeDeclaration } from '../syntax/ast.ts';
import type { CompileError } from '../syntax/compile-error.ts';
import { ErrorSink } from '../syntax/compile-error.ts';
import { defaultTreeCache } from './tree-cache.ts';
import { lowerAnonymous, lowerTrigger, lowerUnit } from './declarations.ts';

/** ANTLR's prediction modes: SLL is fast and sometimes refuses correct code, LL is exact. */
const SLL = 0;
const LL = 1;

class Problems extends ApexErrorListener {
  readonly list: { line: number; column: number; message: string }[] = [];

  override apexSyntaxError(line: number, column: number, message: string): void {
    this.list.push({ line, column: column + 1, message });
  }
}

/** A parsed unit, or the errors that say why there is none. */
export interface Parsed<T> {
  readonly unit: T | null;
  readonly errors: readonly CompileError[];
}

/** Parses a class file: one class, interface or enum. */
export function parseClass(file: string, text: string): Parsed<TypeDeclaration> {
  return kept('class', text, () => parse(file, text, (parser) => parser.compilationUnit(), lowerUnit));
}

/** Parses a trigger file. */
export function parseTrigger(file: string, text: string): Parsed<TriggerDeclaration> {
  return kept('trigger', text, () => parse(file, text, (parser) => parser.triggerUnit(), lowerTrigger));
}

/** Parses anonymous Apex. */
export function parseAnonymous(file: string, text: string): Parsed<AnonymousUnit> {
  return parse(file, text, (parser) => parser.anonymousUnit(), lowerAnonymous);
}

const cache = defaultTreeCache();

/** The unit of a text that was parsed before, or what parsing gives; errors are not kept. */
function kept<Unit>(kind: string, text: string, parseAnew: () => Parsed<Unit>): Parsed<Unit> {
  let errors: readonly CompileError[] = [];
  const unit = cache.tree(kind, text, () => {
    const parsed = parseAnew();
    errors = parsed.errors;
    return parsed.unit;
  });
  return { unit, errors };
}

function parse<Tree, Unit>(
  file: string,
  text: string,
  rule: (parser: ApexParser) => Tree,
  lower: (tree: Tree, sink: ErrorSink) => Unit,
): Parsed<Unit> {
  const { tree, problems } = tryMode(text, rule, SLL) ?? attempt(text, rule, LL);
  if (problems.length > 0) return { unit: null, errors: problems.slice(0, 1).map((problem) => ({ file, ...problem })) };
  const sink = new ErrorSink(file);
  const unit = lower(tree, sink);
  return { unit: sink.errors.length > 0 ? null : unit, errors: sink.errors };
}

function tryMode<Tree>(text: string, rule: (parser: ApexParser) => Tree, mode: number): Attempt<Tree> | undefined {
  const result = attempt(text, rule, mode);
  return result.problems.length === 0 ? result : undefined;
}

interface Attempt<Tree> {
  readonly tree: Tree;
  readonly problems: Problems['list'];
}

function attempt<Tree>(text: string, rule: (parser: ApexParser) => Tree, mode: number): Attempt<Tree> {
  const problems = new Problems();
  const { parser } = ApexParserFactory.createLexerAndParser(text, problems);
  (parser as unknown as { _interp: { predictionMode: number } })._interp.predictionMode = mode;
  const tree = rule(parser);
  return { tree, problems: problems.list };
}
