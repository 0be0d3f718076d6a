import type * as P from '@apexdevtools/apex-parser';
import type { AccessorNode, Annotation, AnonymousUnit, Member, MethodNode, Modifiers, ParameterNode, PropertyNode, Statement, TriggerDeclaration, TypeDeclaration } from '../syntax/ast.ts';
import type { ErrorSink } from '../syntax/compile-error.ts';
import { lowerLiteral } from './literals.ts';
import { endLineOf, positionOf } from './position.ts';
import { lowerBlock, lowerDeclarators, lowerStatement } from './statements.ts';
import { idText, lowerType, typeList } from './types.ts';

/** The type that a class file declares. */
export function lowerUnit(unit: P.CompilationUnitContext, sink: ErrorSink): TypeDeclaration {
  const declaration = unit.typeDeclaration();
  return lowerDeclaration(declaration, lowerModifiers(declaration.modifier_list()), sink);
}

interface DeclarationHolder {
  classDeclaration(): P.ClassDeclarationContext;
  interfaceDeclaration(): P.InterfaceDeclarationContext;
  enumDeclaration(): P.EnumDeclarationContext;
}

function lowerDeclaration(holder: DeclarationHolder, modifiers: Modifiers, sink: ErrorSink): TypeDeclaration {
  const type = holder.classDeclaration();
  if (type) return lowerClass(type, modifiers, sink);
  const contract = holder.interfaceDeclaration();
  if (contract) return lowerInterface(contract, modifiers, sink);
  const values = holder.enumDeclaration();
  const constants = values.enumConstants()?.id_list().map(idText) ?? [];
  return { ...blank(values, 'enum', idText(values.id()), modifiers), constants };
}

function blank(context: P.ApexParserRuleContext, form: TypeDeclaration['form'], name: string, modifiers: Modifiers): TypeDeclaration {
  return { kind: 'type', form, modifiers, name, extends: null, interfaces: [], members: [], constants: [], at: positionOf(context), endLine: endLineOf(context) };
}

function lowerClass(context: P.ClassDeclarationContext, modifiers: Modifiers, sink: ErrorSink): TypeDeclaration {
  const members = context.classBody().classBodyDeclaration_list().flatMap((one) => lowerMember(one, sink));
  return {
    ...blank(context, 'class', idText(context.id()), modifiers),
    extends: context.typeRef() ? lowerType(context.typeRef()) : null,
    interfaces: typeList(context.typeList()),
    members,
  };
}

function lowerInterface(context: P.InterfaceDeclarationContext, modifiers: Modifiers, sink: ErrorSink): TypeDeclaration {
  const members = context.interfaceBody().interfaceMethodDeclaration_list().map((method) => ({
    ...methodOf(method, lowerModifiers(method.modifier_list()), sink),
  }));
  return { ...blank(context, 'interface', idText(context.id()), modifiers), interfaces: typeList(context.typeList()), members };
}

function lowerMember(context: P.ClassBodyDeclarationContext, sink: ErrorSink): Member[] {
  const block = context.block();
  if (block) {
    return [{ kind: 'initializer', static: Boolean(context.STATIC()), body: lowerBlock(block, sink), at: positionOf(context), endLine: endLineOf(context) }];
  }
  const member = context.memberDeclaration();
  return member ? lowerMemberDeclaration(member, lowerModifiers(context.modifier_list()), sink) : [];
}

type MemberHolder = P.MemberDeclarationContext | P.TriggerMemberDeclarationContext | P.AnonymousMemberDeclarationContext;

function lowerMemberDeclaration(member: MemberHolder, modifiers: Modifiers, sink: ErrorSink): Member[] {
  const method = member.methodDeclaration();
  if (method) return [methodOf(method, modifiers, sink)];
  const field = member.fieldDeclaration();
  if (field) {
    const declarators = lowerDeclarators(field.variableDeclarators(), sink);
    return [{ kind: 'member', modifiers, type: lowerType(field.typeRef()), declarators, at: positionOf(field) }];
  }
  const property = member.propertyDeclaration();
  if (property) return [propertyOf(property, modifiers, sink)];
  const constructor = 'constructorDeclaration' in member ? (member as P.MemberDeclarationContext).constructorDeclaration() : null;
  return constructor ? [constructorOf(constructor, modifiers, sink)] : [lowerDeclaration(member, modifiers, sink)];
}

function methodOf(context: P.MethodDeclarationContext | P.InterfaceMethodDeclarationContext, modifiers: Modifiers, sink: ErrorSink): MethodNode {
  const body = 'block' in context ? context.block() : null;
  return {
    kind: 'method',
    modifiers,
    returns: context.typeRef() ? lowerType(context.typeRef()) : null,
    name: idText(context.id()),
    parameters: parametersOf(context.formalParameters()),
    body: body ? lowerBlock(body, sink) : null,
    at: positionOf(context.id()),
    endLine: endLineOf(context),
  };
}

function constructorOf(context: P.ConstructorDeclarationContext, modifiers: Modifiers, sink: ErrorSink): Member {
  return {
    kind: 'constructor',
    modifiers,
    name: context.qualifiedName().getText(),
    parameters: parametersOf(context.formalParameters()),
    body: lowerBlock(context.block(), sink),
    at: positionOf(context),
    endLine: endLineOf(context),
  };
}

function parametersOf(context: P.FormalParametersContext): ParameterNode[] {
  const list = context.formalParameterList()?.formalParameter_list() ?? [];
  return list.map((one) => ({ type: lowerType(one.typeRef()), name: idText(one.id()), at: positionOf(one) }));
}

function propertyOf(context: P.PropertyDeclarationContext, modifiers: Modifiers, sink: ErrorSink): PropertyNode {
  const accessor = (kind: 'getter' | 'setter'): AccessorNode | null => {
    const block = context.propertyBlock_list().find((one) => Boolean(one[kind]()));
    if (!block) return null;
    const part = block[kind]();
    return { modifiers: lowerModifiers(block.modifier_list()), body: part.block() ? lowerBlock(part.block(), sink) : null, at: positionOf(part), endLine: endLineOf(part) };
  };
  return {
    kind: 'property',
    modifiers,
    type: lowerType(context.typeRef()),
    name: idText(context.id()),
    getter: accessor('getter'),
    setter: accessor('setter'),
    at: positionOf(context.id()),
  };
}

function lowerModifiers(list: readonly P.ModifierContext[]): Modifiers {
  const words = list.filter((one) => !one.annotation()).map(modifierWord);
  const annotations = list.filter((one) => Boolean(one.annotation())).map((one) => lowerAnnotation(one.annotation()));
  return { words: new Set(words), annotations };
}

function modifierWord(modifier: P.ModifierContext): string {
  if (!modifier.SHARING()) return modifier.getText().toLowerCase();
  return modifier.WITH() ? 'with sharing' : modifier.WITHOUT() ? 'without sharing' : 'inherited sharing';
}

function lowerAnnotation(context: P.AnnotationContext): Annotation {
  const values: Record<string, string> = {};
  for (const pair of context.elementValuePairs()?.elementValuePair_list() ?? []) {
    values[idText(pair.id()).toLowerCase()] = lowerLiteral(pair.elementValue().literal()).text;
  }
  const single = context.elementValue();
  if (single) values['value'] = lowerLiteral(single.literal()).text;
  return { name: idText(context.id()).toLowerCase(), values };
}

/** A trigger file. */
export function lowerTrigger(unit: P.TriggerUnitContext, sink: ErrorSink): TriggerDeclaration {
  const [name, object] = unit.id_list();
  const parts = unit.triggerBlock().triggerBlockMember_list();
  return {
    kind: 'trigger',
    name: idText(name!),
    object: idText(object!),
    events: unit.triggerCase_list().map(eventOf),
    ...lowerParts(parts, (part) => part.triggerMemberDeclaration(), sink),
    at: positionOf(unit),
    endLine: endLineOf(unit),
  };
}

function eventOf(context: P.TriggerCaseContext): TriggerDeclaration['events'][number] {
  const operation = context.INSERT() ? 'insert' : context.UPDATE() ? 'update' : context.UNDELETE() ? 'undelete' : 'delete';
  return { timing: context.BEFORE() ? 'before' : 'after', operation };
}

/** Anonymous Apex. */
export function lowerAnonymous(unit: P.AnonymousUnitContext, sink: ErrorSink): AnonymousUnit {
  return lowerParts(unit.anonymousBlock().anonymousBlockMember_list(), (part) => part.anonymousMemberDeclaration(), sink);
}

interface Part {
  statement(): P.StatementContext;
  modifier_list(): P.ModifierContext[];
}

function lowerParts<T extends Part>(parts: readonly T[], declarationOf: (part: T) => MemberHolder, sink: ErrorSink): AnonymousUnit {
  const members: Member[] = [];
  const body: Statement[] = [];
  for (const part of parts) {
    if (part.statement()) {
      body.push(lowerStatement(part.statement(), sink));
      continue;
    }
    for (const member of lowerMemberDeclaration(declarationOf(part), lowerModifiers(part.modifier_list()), sink)) {
      // The grammar takes a local variable here for a field.
      if (member.kind === 'member') body.push({ ...member, kind: 'local', final: member.modifiers.words.has('final') });
      else members.push(member);
    }
  }
  return { members, body };
}
