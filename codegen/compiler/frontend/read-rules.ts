import { Node } from 'ts-morph';
import type { FunctionDeclaration, ObjectLiteralExpression, SourceFile, Statement, VariableDeclaration } from 'ts-morph';
import { RuleError } from '../diagnostics.ts';
import type { Diagnostic } from '../diagnostics.ts';
import type { Constant, Model, Parameter, Rule, RuleModule, Table, Typed } from '../ir/rule.ts';
import { declarationsOf, modelOf, typeOf } from './model.ts';
import type { Declarations } from './model.ts';
import { openSources } from './project.ts';
import type { Sources } from './project.ts';
import type { Scope } from './scope.ts';
import { descriptionOf, spanOf } from './span.ts';
import { lowerStatements } from './statements.ts';

/** What the front end read: everything that is in the language, and a diagnostic for everything that is not. */
export interface ReadRules {
  readonly modules: readonly RuleModule[];
  readonly model: Model;
  readonly diagnostics: readonly Diagnostic[];
}

const NO_MODEL: Model = { facts: new Map(), outcomes: new Map() };

/** Reads rule sources into the IR. Wrong TypeScript is reported first and alone: the rest could not be trusted. */
export function readRules(sources: Sources): ReadRules {
  const opened = openSources(sources);
  if (opened.diagnostics.length > 0) return { modules: [], model: NO_MODEL, diagnostics: opened.diagnostics };
  const modelFile = opened.files.find((file) => file.getBaseName() === 'model.ts');
  const ruleFiles = opened.files.filter((file) => file !== modelFile);
  const collector = new Collector();
  const declared = declarationsOf(modelFile, ruleFiles);
  const model = collector.attempt(() => modelOf(declared)) ?? NO_MODEL;
  const results = resultsOf(ruleFiles, declared, collector);
  const modules = ruleFiles.map((file) => readModule(file, { declared, model, results }, collector));
  return { modules, model, diagnostics: collector.diagnostics };
}

/** Keeps the diagnostics of what failed and lets the rest go on. */
class Collector {
  readonly diagnostics: Diagnostic[] = [];

  attempt<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof RuleError)) throw error;
      this.diagnostics.push(error.diagnostic);
      return undefined;
    }
  }
}

interface Program {
  readonly declared: Declarations;
  readonly model: Model;
  readonly results: ReadonlyMap<string, Typed>;
}

function resultsOf(files: readonly SourceFile[], declared: Declarations, collector: Collector): Map<string, Typed> {
  const results = new Map<string, Typed>();
  for (const rule of files.flatMap((file) => file.getFunctions())) {
    const result = collector.attempt(() => resultOf(rule, declared));
    if (result) results.set(rule.getName() ?? '', result);
  }
  return results;
}

function resultOf(rule: FunctionDeclaration, declared: Declarations): Typed {
  const node = rule.getReturnTypeNode();
  if (!node) throw new RuleError('SR1008', spanOf(rule), rule.getName() ?? '');
  return typeOf(node, declared);
}

function readModule(file: SourceFile, program: Program, collector: Collector): RuleModule {
  const constants: Constant[] = [];
  const tables: Table[] = [];
  const functions: FunctionDeclaration[] = [];
  for (const node of file.getStatements()) {
    collector.attempt(() => {
      if (Node.isImportDeclaration(node)) return checkImport(node.getModuleSpecifierValue(), node);
      if (Node.isFunctionDeclaration(node) && node.isExported()) return functions.push(node);
      if (!Node.isVariableStatement(node)) throw new RuleError('SR1004', spanOf(node), node.getKindName());
      for (const declaration of node.getDeclarations()) readConstant(declaration, constants, tables);
    });
  }
  const scope = new Map(constants.map(({ name, value }) => [name, value]));
  const rules = functions.map((node) => collector.attempt(() => readRule(node, program, scope))).filter((rule) => rule !== undefined);
  return { name: file.getBaseNameWithoutExtension(), rules, constants, tables };
}

function checkImport(specifier: string, node: Node): void {
  if (!/^\.\/[a-z-]+\.ts$/.test(specifier)) throw new RuleError('SR1003', spanOf(node), specifier);
}

function readConstant(declaration: VariableDeclaration, constants: Constant[], tables: Table[]): void {
  const value = declaration.getInitializer();
  if (Node.isObjectLiteralExpression(value)) {
    tables.push({ name: declaration.getName(), entries: entriesOf(value, declaration.getName()), span: spanOf(declaration) });
  } else if (Node.isNumericLiteral(value) || Node.isStringLiteral(value)) {
    constants.push({ name: declaration.getName(), value: value.getLiteralValue() });
  } else if (Node.isTrueLiteral(value) || Node.isFalseLiteral(value)) {
    constants.push({ name: declaration.getName(), value: value.getLiteralValue() });
  } else {
    throw new RuleError('SR1004', spanOf(declaration), 'a constant that is not a literal');
  }
}

function entriesOf(literal: ObjectLiteralExpression, name: string): Table['entries'] {
  return literal.getProperties().map((entry) => {
    const value = Node.isPropertyAssignment(entry) ? entry.getInitializerOrThrow() : undefined;
    if (!Node.isPropertyAssignment(entry)) throw new RuleError('SR5001', spanOf(entry), name);
    if (Node.isStringLiteral(value)) return { key: entry.getName(), value: value.getLiteralValue() };
    if (Node.isNullLiteral(value)) return { key: entry.getName(), value: null };
    throw new RuleError('SR5001', spanOf(entry), name);
  });
}

/** A parameter is a String in Apex even where rules answer with its type: callers outside have its name, not the enum. */
function parameterType(declared: Typed): Typed {
  const { type } = declared;
  return type.kind === 'outcome' ? { ...declared, type: { ...type, kind: 'choice' } } : declared;
}

function readRule(node: FunctionDeclaration, program: Program, constants: ReadonlyMap<string, string | number | boolean>): Rule {
  const name = node.getName() ?? '';
  const description = descriptionOf(node);
  if (!description) throw new RuleError('SR1007', spanOf(node), name);
  const parameters = node.getParameters().map((parameter): Parameter => {
    const type = parameter.getTypeNode();
    if (!type) throw new RuleError('SR1008', spanOf(parameter), parameter.getName());
    return { name: parameter.getName(), ...parameterType(typeOf(type, program.declared)) };
  });
  const scope: Scope = {
    ...program,
    parameters: new Map(parameters.map((parameter) => [parameter.name, parameter])),
    locals: new Map(),
    constants,
  };
  return {
    name,
    description,
    parameters,
    result: resultOf(node, program.declared),
    body: lowerStatements(node.getStatements() as Statement[], scope),
    span: spanOf(node),
  };
}
