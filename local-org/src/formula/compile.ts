import type { FieldDefinition, Schema, SObjectType } from '../schema/sobject-type.ts';
import { fieldByRelationship, fieldOf } from '../schema/sobject-type.ts';
import { Decimal } from '../values/decimal.ts';
import type { Value } from '../values/value.ts';
import { decimalOf, expectType } from './arguments.ts';
import type { FormulaNode } from './ast.ts';
import { FormulaCompileError } from './formula-error.ts';
import type { CompiledNode, FieldPath, FormulaContext, FormulaType } from './formula-type.ts';
import { formulaTypeOf, typeName } from './formula-type.ts';
import { FUNCTIONS } from './functions/index.ts';
import { compileGlobal } from './globals.ts';
import { compileBinary } from './operators.ts';
import { parseFormula } from './parser.ts';

export interface FormulaOptions {
  /** "Treat blank fields as zeroes": a blank number counts as 0. */
  readonly blankAsZero?: boolean;
  /** Whether `$Credential` may be named: only in the headers of credentials. */
  readonly credentials?: boolean;
  /** The type that the formula must have. */
  readonly resultType?: FormulaType;
}

/** A formula ready to be computed; `evaluate` throws FormulaRuntimeError where the platform shows #Error!. */
export interface CompiledFormula {
  readonly type: FormulaType;
  evaluate(context: FormulaContext): Value;
}

interface Scope {
  readonly schema: Schema;
  readonly type: SObjectType | undefined;
  readonly blankAsZero: boolean;
  readonly credentials: boolean;
}

/** Compiles a formula over the fields of `objectName`. Throws FormulaCompileError with the platform's message. */
export function compileFormula(text: string, schema: Schema, objectName: string, options: FormulaOptions = {}): CompiledFormula {
  const scope: Scope = { schema, type: schema.find(objectName), blankAsZero: options.blankAsZero ?? false, credentials: options.credentials ?? false };
  const node = compileNode(parseFormula(text), scope);
  requireResult(node, options.resultType);
  return { type: node.type, evaluate: (context) => node.run(context) };
}

function requireResult(node: CompiledNode, wanted: FormulaType | undefined): void {
  if (node.type === 'picklist' && node.path && wanted !== 'picklist') {
    throw new FormulaCompileError(`Field ${node.path.field.name} is a picklist field. Picklist fields are only supported in certain functions.`);
  }
  if (wanted === undefined || node.type === 'null' || node.type === wanted || (wanted === 'picklist' && node.type === 'text')) return;
  throw new FormulaCompileError(`Formula result is data type (${typeName(node.type)}), incompatible with expected data type (${expectedName(wanted)}).`);
}

function expectedName(type: FormulaType): string {
  return type === 'boolean' ? 'true or false' : typeName(type);
}

function compileNode(node: FormulaNode, scope: Scope): CompiledNode {
  switch (node.kind) {
    case 'number': {
      const value = Decimal.parse(node.text);
      return { type: 'number', run: () => value };
    }
    case 'text':
      return { type: 'text', run: () => node.value, literal: node.value };
    case 'boolean':
      return { type: 'boolean', run: () => node.value };
    case 'null':
      return { type: 'null', run: () => null };
    case 'name':
      return compileName(node.path, scope, node.at);
    case 'call':
      return compileCall(node, scope);
    case 'unary':
      return compileUnary(node, scope);
    case 'binary':
      return compileBinary(node.operator, compileNode(node.left, scope), compileNode(node.right, scope), node.at);
  }
}

function compileCall(node: Extract<FormulaNode, { kind: 'call' }>, scope: Scope): CompiledNode {
  const found = FUNCTIONS[node.name];
  if (!found) throw new FormulaCompileError(`Unknown function ${node.name}. Check spelling.`, node.at);
  return found(node.args.map((arg) => compileNode(arg, scope)), node);
}

function compileUnary({ operator, operand, at }: Extract<FormulaNode, { kind: 'unary' }>, scope: Scope): CompiledNode {
  const inner = compileNode(operand, scope);
  if (operator === '!') return FUNCTIONS['NOT']!([inner], { name: '!', at });
  expectType(inner, { name: operator, at }, 'number');
  if (operator === '+') return inner;
  return { type: 'number', run: (context) => decimalOf(inner.run(context))?.negate() ?? null };
}

function compileName(path: readonly string[], scope: Scope, at: number): CompiledNode {
  if (path[0]!.startsWith('$')) return compileGlobal(path, scope.schema, at, scope.credentials);
  return fieldNode(resolveField(path, scope, at), scope, at);
}

function resolveField(path: readonly string[], scope: Scope, at: number): FieldPath {
  const unknown = (): FormulaCompileError => new FormulaCompileError(`Field ${path.join('.')} does not exist. Check spelling.`, at);
  let type = scope.type;
  const steps: FieldDefinition[] = [];
  // A polymorphic owner is narrowed as Owner:User.Name, which arrives as Owner.User.Name.
  const names = path.filter((name, i) => !(i > 0 && /^(user|queue)$/i.test(name) && /^owner$/i.test(path[i - 1]!)));
  for (const relationship of names.slice(0, -1)) {
    const step = type && fieldByRelationship(type, relationship);
    if (!step) throw unknown();
    steps.push(step);
    type = scope.schema.find(step.referenceTo.includes('User') ? 'User' : step.referenceTo[0]!);
  }
  const field = type && fieldOf(type, names.at(-1)!);
  if (!field) throw unknown();
  return { steps, field };
}

/** A number that is blank counts as zero where the formula says so; a checkbox is never null; whole numbers become decimals. */
function fieldNode(path: FieldPath, scope: Scope, at: number): CompiledNode {
  const type = formulaTypeOf(path.field);
  if (!type) throw new FormulaCompileError(`Field ${path.field.name} may not be used in this type of formula.`, at);
  if (type === 'boolean') return { type, path, run: (context) => context.read(path) === true };
  if (type !== 'number') return { type, path, run: (context) => context.read(path) };
  const blank = scope.blankAsZero ? new Decimal(0n, 0) : null;
  return { type, path, run: (context) => decimalOf(context.read(path)) ?? blank };
}
