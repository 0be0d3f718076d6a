import type { AnonymousUnit, BlockNode, Modifiers, Position, TriggerDeclaration, TypeDeclaration } from '../syntax/ast.ts';
import { declareMembers, declareParents, declareType } from '../types/declare.ts';
import type { ApexType, TypeDecl } from '../types/type.ts';
import { compileType } from './classes.ts';
import { compileFunction } from './functions.ts';
import type { Unit } from './unit.ts';
import { quoted } from './value.ts';

/** Emits a trigger: `$.trigger(name, function)`. */
export function compileTrigger(unit: Unit, trigger: TriggerDeclaration): void {
  const record = unit.universe.sobject(trigger.object);
  if (record === undefined || record.sobject === null) {
    unit.error(trigger.at, `Invalid type: ${trigger.object}`);
    return;
  }
  const holder = holderOf(unit, 'without sharing', trigger.name, trigger, trigger.at, trigger.endLine);
  emitBlock(unit, holder, trigger, 'trigger', { name: trigger.name, triggerType: record, at: trigger.at, endLine: trigger.endLine });
}

/** Emits anonymous Apex: `$.anonymous(name, function)`. */
export function compileAnonymous(unit: Unit, source: AnonymousUnit, name: string, lines: number): void {
  const at = { line: 1, column: 1 };
  const holder = holderOf(unit, 'with sharing', name, source, at, lines);
  emitBlock(unit, holder, source, 'anonymous', { name, triggerType: null, at, endLine: lines });
}

interface BlockOptions {
  readonly name: string;
  readonly triggerType: ApexType | null;
  readonly at: Position;
  readonly endLine: number;
}

function emitBlock(unit: Unit, holder: TypeDecl, source: AnonymousUnit, kind: 'trigger' | 'anonymous', options: BlockOptions): void {
  const first = source.body[0]?.at ?? options.at;
  const block: BlockNode = { kind: 'block', body: source.body, at: { line: Math.min(first.line, options.endLine), column: 1 } };
  unit.output.at(options.at.line, `$.${kind}(${quoted(options.name)},`);
  compileFunction(unit, holder, [], block, {
    isStatic: true,
    returns: unit.universe.void,
    triggerType: options.triggerType,
    name: kind === 'trigger' ? `Trigger.${options.name}` : 'AnonymousBlock',
    endLine: options.endLine,
  });
  unit.output.add(');');
  if (source.members.length > 0) compileType(unit, holder);
}

/** Methods and classes of a trigger or of anonymous Apex belong to a class that nobody can name. Triggers see all records, anonymous Apex what its user may see. */
function holderOf(unit: Unit, sharing: string, name: string, source: AnonymousUnit, at: Position, endLine: number): TypeDecl {
  const modifiers: Modifiers = { words: new Set(['public', sharing]), annotations: [] };
  const members = source.members.map((member) => (member.kind === 'method' ? { ...member, modifiers: { ...member.modifiers, words: new Set([...member.modifiers.words, 'static']) } } : member));
  const node: TypeDeclaration = { kind: 'type', form: 'class', modifiers, name, extends: null, interfaces: [], members, constants: [], at, endLine };
  const decl = declareType(node, null, unit.sink.file, unit.program.resolver);
  unit.program.declared(decl);
  declareParents(decl, unit.program.resolver, unit.sink);
  declareMembers(decl, unit.program.resolver, unit.sink);
  return decl;
}
