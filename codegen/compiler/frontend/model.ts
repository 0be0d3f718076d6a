import { Node, SyntaxKind } from 'ts-morph';
import type { InterfaceDeclaration, SourceFile, TypeAliasDeclaration, TypeNode } from 'ts-morph';
import { RuleError } from '../diagnostics.ts';
import type { FactsType, IrType, Model, Typed } from '../ir/rule.ts';
import { descriptionOf, spanOf } from './span.ts';

/** The declared types of `model.ts` by name, and which of them rules return. */
export interface Declarations {
  readonly aliases: ReadonlyMap<string, TypeAliasDeclaration>;
  readonly interfaces: ReadonlyMap<string, InterfaceDeclaration>;
  readonly outcomes: ReadonlySet<string>;
}

/** Reads the declarations of the model; a union of texts that a rule returns is an outcome. */
export function declarationsOf(model: SourceFile | undefined, rules: readonly SourceFile[]): Declarations {
  const returned = rules.flatMap((file) => file.getFunctions()).map((rule) => rule.getReturnTypeNode()?.getText() ?? '');
  return {
    aliases: new Map(model?.getTypeAliases().map((alias) => [alias.getName(), alias])),
    interfaces: new Map(model?.getInterfaces().map((facts) => [facts.getName(), facts])),
    outcomes: new Set(returned),
  };
}

/** The facts of every interface and the values of every outcome. */
export function modelOf(declared: Declarations): Model {
  const facts = new Map([...declared.interfaces].map(([name, node]) => [name, factsOf(node, declared)]));
  const outcomes = new Map<string, readonly string[]>();
  for (const name of declared.outcomes) {
    const alias = declared.aliases.get(name);
    const values = alias && literalsOf(alias.getTypeNodeOrThrow());
    if (values) outcomes.set(name, values);
  }
  return { facts, outcomes };
}

function factsOf(node: InterfaceDeclaration, declared: Declarations): FactsType {
  const facts = node.getProperties().map((property) => {
    const type = typeOf(property.getTypeNodeOrThrow(), declared);
    if (type.type.kind === 'outcome') throw new RuleError('SR2003', spanOf(property), type.type.name);
    return { name: property.getName(), span: spanOf(property), ...type };
  });
  return { description: descriptionOf(node) ?? '', facts };
}

const KEYWORDS: ReadonlyMap<SyntaxKind, IrType> = new Map([
  [SyntaxKind.StringKeyword, { kind: 'text' }],
  [SyntaxKind.NumberKeyword, { kind: 'decimal' }],
  [SyntaxKind.BooleanKeyword, { kind: 'boolean' }],
]);

const NAMED: ReadonlyMap<string, IrType> = new Map([
  ['RecordId', { kind: 'recordId' }],
  ['DateOnly', { kind: 'date' }],
]);

/** What a written type means. Throws SR2005 for one outside the language. */
export function typeOf(node: TypeNode, declared: Declarations): Typed {
  if (Node.isUnionTypeNode(node)) return unionOf(node.getTypeNodes(), node, declared);
  return { type: plainTypeOf(node, declared), nullable: false };
}

function unionOf(members: readonly TypeNode[], node: TypeNode, declared: Declarations): Typed {
  const rest = members.filter((member) => member.getText() !== 'null');
  const [only] = rest;
  if (rest.length !== 1 || only === undefined) throw new RuleError('SR2005', spanOf(node), node.getText());
  return { type: plainTypeOf(only, declared), nullable: rest.length < members.length };
}

function plainTypeOf(node: TypeNode, declared: Declarations): IrType {
  const keyword = KEYWORDS.get(node.getKind());
  if (keyword) return keyword;
  if (Node.isTypeReference(node)) return namedType(node.getText(), node, declared);
  if (node.getText() === 'readonly string[]') return { kind: 'list', of: { kind: 'text' } };
  throw new RuleError('SR2005', spanOf(node), node.getText());
}

function namedType(name: string, node: TypeNode, declared: Declarations): IrType {
  const known = NAMED.get(name);
  if (known) return known;
  if (declared.interfaces.has(name)) return { kind: 'facts', name };
  const alias = declared.aliases.get(name);
  const values = alias && literalsOf(alias.getTypeNodeOrThrow());
  if (!values) throw new RuleError('SR2005', spanOf(node), name);
  return { kind: declared.outcomes.has(name) ? 'outcome' : 'choice', name, values };
}

function literalsOf(node: TypeNode): string[] | undefined {
  const members = Node.isUnionTypeNode(node) ? node.getTypeNodes() : [node];
  const values = members.map((member) => (Node.isLiteralTypeNode(member) ? member.getLiteral() : undefined));
  return values.every((value) => Node.isStringLiteral(value)) ? values.map((value) => value.getLiteralValue()) : undefined;
}
