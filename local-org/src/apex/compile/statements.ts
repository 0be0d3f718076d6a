import type { BlockNode, DmlNode, LocalNode, Position, Statement } from '../syntax/ast.ts';
import { fieldOf } from '../../schema/sobject-type.ts';
import type { ApexType } from '../types/type.ts';
import type { Body } from './body.ts';
import { assigned, checked, convert } from './convert.ts';
import { compileExpression, typeOf } from './expressions.ts';
import { compileDo, compileFor, compileForEach, compileWhile } from './loops.ts';
import { condition } from './operators.ts';
import { compileSwitch } from './switch.ts';
import { compileThrow, compileTry } from './try.ts';
import { quoted } from './value.ts';

/** Whether control can reach what follows a statement. */
export type Flow = boolean;

/** Statements that count as an executable line. */
const COUNTED = new Set(['local', 'expression', 'if', 'return', 'throw', 'for', 'forEach', 'while', 'dml', 'switch', 'break', 'continue', 'runAs']);

/** Emits a statement on its line; tells whether what follows can be reached. */
export function compileStatement(body: Body, node: Statement): Flow {
  const { output } = body.unit;
  output.at(node.at.line, '');
  if (COUNTED.has(node.kind)) count(body, node.at.line);
  switch (node.kind) {
    case 'block':
      return compileBlock(body, node);
    case 'local':
      compileLocal(body, node);
      return true;
    case 'expression':
      output.add(`${compileExpression(body, node.value).code};`);
      return true;
    case 'if':
      return compileIf(body, node);
    case 'return':
      compileReturn(body, node);
      return false;
    case 'throw':
      compileThrow(body, node);
      return false;
    case 'while':
      return compileWhile(body, node);
    case 'do':
      return compileDo(body, node);
    case 'for':
      return compileFor(body, node);
    case 'forEach':
      return compileForEach(body, node);
    case 'break':
    case 'continue':
      if (body.loops === 0) body.unit.error(node.at, `${node.kind === 'break' ? 'Break' : 'Continue'} statement must be in loop`);
      output.add(`${node.kind};`);
      return false;
    case 'switch':
      return compileSwitch(body, node);
    case 'try':
      return compileTry(body, node);
    case 'dml':
      compileDml(body, node);
      return true;
    case 'runAs':
      return compileRunAs(body, node);
  }
}

function count(body: Body, line: number): void {
  body.unit.coveredLines.add(line);
  body.unit.output.add(`$c[${line}]++;`);
}

/** Statements one after the other in a scope of their own; what follows a jump is an error. */
export function compileBlock(body: Body, node: BlockNode): Flow {
  const { output } = body.unit;
  output.at(node.at.line, '{');
  body.open();
  const flow = compileStatements(body, node.body);
  body.close();
  output.add('}');
  return flow;
}

/** The statements of a block. */
export function compileStatements(body: Body, statements: readonly Statement[]): Flow {
  let flow = true;
  let reported = false;
  for (const statement of statements) {
    if (!flow && !reported) {
      body.unit.error(statement.at, 'Unreachable statement');
      reported = true;
    }
    const reached = compileStatement(body, statement);
    flow &&= reached;
  }
  return flow;
}

/** A branch or loop body; one that is no block gets braces. */
export function compileBranch(body: Body, node: Statement | null): Flow {
  const { output } = body.unit;
  if (node === null) {
    output.add('{}');
    return true;
  }
  if (node.kind === 'block') return compileBlock(body, node);
  output.add('{');
  body.open();
  const flow = compileStatement(body, node);
  body.close();
  output.add('}');
  return flow;
}

/** `T a = x, b;` */
export function compileLocal(body: Body, node: LocalNode): void {
  const type = typeOf(body, node.type);
  for (const declarator of node.declarators) {
    const value = declarator.value === null ? null : compileExpression(body, declarator.value);
    const code = value === null ? 'null' : assigned(body, value, type, declarator.at).code;
    const isAssigned = declarator.value !== null;
    const local = body.declare(declarator.name, type, declarator.at, node.final && isAssigned);
    body.unit.output.add(`let ${local.code}=${code};`);
  }
}

function compileIf(body: Body, node: Extract<Statement, { kind: 'if' }>): Flow {
  const { output } = body.unit;
  output.add(`if(${condition(body, node.condition)})`);
  const yes = compileBranch(body, node.yes);
  if (node.no === null) return true;
  output.at(node.no.at.line, 'else ');
  const no = compileBranch(body, node.no);
  return yes || no;
}

function compileReturn(body: Body, node: Extract<Statement, { kind: 'return' }>): void {
  const { output, universe } = body.unit;
  if (node.value === null) {
    if (body.returns !== null && body.returns !== universe.void) body.unit.error(node.at, `Missing return value of type: ${body.returns.name}`);
    output.add(body.isConstructor ? 'return this;' : 'return;');
    return;
  }
  if (body.returns === null || body.returns === universe.void) {
    body.unit.error(node.at, 'Void method must not return a value');
    compileExpression(body, node.value);
    return;
  }
  const value = compileExpression(body, node.value);
  const converted = convert(body, value, body.returns);
  if (converted === undefined) body.unit.error(node.at, `Illegal conversion from ${value.type.name} to ${body.returns.name}`);
  output.add(`return ${converted?.code ?? 'null'};`);
}

function compileDml(body: Body, node: DmlNode): void {
  const { output } = body.unit;
  const value = compileExpression(body, node.value);
  const record = recordType(value.type);
  if (record === undefined && value.type.kind !== 'null') {
    body.unit.error(node.at, `DML requires SObject or SObject list type: ${value.type.name}`);
  }
  const mode = node.mode === null ? 'null' : quoted(node.mode);
  const second = node.second === null ? 'null' : compileExpression(body, node.second).code;
  const field = node.field === null ? 'null' : quoted(externalId(body, node.field, record, node.at));
  if (node.operation === 'merge') output.add(`$.merge(${checked(value)},${second},${mode});`);
  else output.add(`$.dml(${quoted(node.operation)},${checked(value)},${field},${mode});`);
}

function recordType(type: ApexType): ApexType | undefined {
  if (type.kind === 'sobject') return type;
  return type.kind === 'list' && type.args[0]!.kind === 'sobject' ? type.args[0]! : undefined;
}

/** The field of `upsert records Field__c` or `upsert records Object__c.Field__c`. */
function externalId(body: Body, words: readonly string[], record: ApexType | undefined, at: Position): string {
  const name = words.at(-1)!;
  const sobject = (words.length > 1 ? body.unit.universe.sobject(words[0]!) : record)?.sobject ?? null;
  if (sobject === null) return name;
  const field = fieldOf(sobject, name);
  if (field === undefined) body.unit.error(at, `Field does not exist: ${name} on ${sobject.name}`);
  else if (!field.externalId && field.type !== 'id') body.unit.error(at, `Invalid external id or unique field for upsert: ${field.name}`);
  return field?.name ?? name;
}

function compileRunAs(body: Body, node: Extract<Statement, { kind: 'runAs' }>): Flow {
  const { output } = body.unit;
  const user = node.args[0] === undefined ? 'null' : compileExpression(body, node.args[0]).code;
  const token = body.temp();
  output.add(`${token}=$.beginRunAs(${user});try`);
  const flow = compileBlock(body, node.body);
  output.add(`finally{$.endRunAs(${token});}`);
  return flow;
}

