import type { DmlNode, Position, Statement } from '../syntax/ast.ts';
import { compileBlock, compileBranch, compileLocal, type Flow } from './blocks.ts';
import { fieldOf } from '../../schema/sobject-type.ts';
import type { ApexType } from '../types/type.ts';
import type { Body } from './body.ts';
import { checked, convert } from './convert.ts';
import { compileExpression } from './dispatch.ts';
import { compileDo, compileFor, compileForEach, compileWhile } from './loops.ts';
import { condition } from './operators.ts';
import { compileSwitch } from './switch.ts';
import { compileThrow, compileTry } from './try.ts';
import { quoted } from './value.ts';

/** Statements that count as an executable line. */
const COUNTED = new Set(['local', 'expression', 'if', 'return', 'throw', 'for', 'forEach', 'while', 'dml', 'switch', 'break', 'continue', 'runAs']);

/** Emits a statement on its line; tells whether what follows can be reached. */
export function statementOf(body: Body, node: Statement): Flow {
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
  else output.add(`$.dml(${quoted(node.operation)},${checked(value)},${field},${mode},${body.sharing});`);
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

