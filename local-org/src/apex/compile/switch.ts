import type { LiteralNode, NameNode, Position, SwitchNode, WhenValue } from '../syntax/ast.ts';
import { castable } from '../types/assign.ts';
import { isNumeric, isTextual } from '../types/type.ts';
import type { Body } from './body.ts';
import { typeOf } from './common.ts';
import { compileExpression } from './dispatch.ts';
import { compileBlock, type Flow } from './blocks.ts';
import { quoted, type Compiled } from './value.ts';

/** `switch on`: a chain of tests; texts are compared with their case. */
export function compileSwitch(body: Body, node: SwitchNode): Flow {
  const { output } = body.unit;
  const subject = compileExpression(body, node.subject);
  const temp = body.temp();
  output.add(`${temp}=${subject.code};`);
  const value: Compiled = { ...subject, code: temp };
  let flow = false;
  let hasElse = false;
  const seen = new Set<string>();
  for (const [index, one] of node.cases.entries()) {
    output.at(one.at.line, index > 0 ? 'else ' : '');
    if (one.when.kind === 'else') hasElse = true;
    body.open();
    output.add(head(body, one.when, value, seen, one.at));
    const reached = compileBlock(body, one.body);
    output.add('}');
    body.close();
    flow ||= reached;
  }
  return flow || !hasElse;
}

function head(body: Body, when: WhenValue, subject: Compiled, seen: Set<string>, at: Position): string {
  if (when.kind === 'else') return '{';
  if (when.kind === 'type') {
    const type = typeOf(body, when.type);
    if (!castable(subject.type, type, body.unit.universe)) {
      body.unit.error(at, `Incompatible types since an instance of ${subject.type.name} is never an instance of ${type.name}`);
    }
    const local = body.declare(when.name, type, at);
    return `if($.instanceOf(${subject.code},${body.unit.type(type)})){let ${local.code}=${subject.code};`;
  }
  const tests = when.values.map((value) => {
    const text = value.kind === 'name' ? value.name.toLowerCase() : `${value.type}:${value.text}`;
    if (seen.has(text)) body.unit.error(value.at, `Duplicate when value: ${value.kind === 'name' ? value.name : value.text}`);
    seen.add(text);
    return test(body, value, subject);
  });
  return `if(${tests.join('||')}){`;
}

function test(body: Body, value: LiteralNode | NameNode, subject: Compiled): string {
  if (value.kind === 'name') return enumTest(body, value, subject);
  if (value.type === 'null') return `${subject.code}===null`;
  const fits = value.type === 'String' ? isTextual(subject.type) : isNumeric(subject.type);
  if (!fits && subject.type.kind !== 'null') {
    body.unit.error(value.at, `Incompatible types: when value of type ${value.type} cannot be compared to ${subject.type.name}`);
  }
  if (value.type === 'String') return `${subject.code}===${quoted(value.text)}`;
  if (subject.type.key === 'long') return `${subject.code}===${value.text}n`;
  return `${subject.code}===${Number(value.text)}`;
}

function enumTest(body: Body, value: NameNode, subject: Compiled): string {
  const constant = value.name.slice(value.name.lastIndexOf('.') + 1).toLowerCase();
  const constants = subject.type.kind === 'enum' ? subject.type.decl!.constants : [];
  const index = constants.findIndex((one) => one.toLowerCase() === constant);
  if (index < 0) {
    if (subject.type.kind !== 'null') body.unit.error(value.at, `Variable does not exist: ${value.name}`);
    return 'false';
  }
  return `${subject.code}===${body.unit.constant('E', `$.enum(${quoted(subject.type.key)},${index})`)}`;
}
