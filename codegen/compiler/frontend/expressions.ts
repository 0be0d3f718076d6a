import { Node, SyntaxKind } from 'ts-morph';
import type {
  BinaryExpression,
  CallExpression,
  ConditionalExpression,
  Expression as TsExpression,
  Identifier,
  ObjectLiteralExpression,
  PropertyAccessExpression,
  TemplateExpression,
} from 'ts-morph';
import { RuleError } from '../diagnostics.ts';
import type { Expression, ExpressionShape, IrType, Typed } from '../ir/rule.ts';
import { lowerBinary, requireBoolean } from './operators.ts';
import type { Scope } from './scope.ts';
import { spanOf } from './span.ts';

type Lower = (node: never, scope: Scope) => Expression;

/** Which function lowers which syntax; what is not here is not in the language. */
const LOWER: ReadonlyMap<SyntaxKind, Lower> = new Map<SyntaxKind, Lower>([
  [SyntaxKind.StringLiteral, (node: TsExpression) => literal(node, { kind: 'text' })],
  [SyntaxKind.NoSubstitutionTemplateLiteral, (node: TsExpression) => literal(node, { kind: 'text' })],
  [SyntaxKind.NumericLiteral, (node: TsExpression) => numeric(node)],
  [SyntaxKind.TrueKeyword, (node: TsExpression) => typed(node, { kind: 'literal', value: true }, { kind: 'boolean' })],
  [SyntaxKind.FalseKeyword, (node: TsExpression) => typed(node, { kind: 'literal', value: false }, { kind: 'boolean' })],
  [SyntaxKind.NullKeyword, (node: TsExpression) => typed(node, { kind: 'literal', value: null }, { kind: 'null' }, true)],
  [SyntaxKind.Identifier, identifier],
  [SyntaxKind.PropertyAccessExpression, property],
  [SyntaxKind.ParenthesizedExpression, (node: { getExpression(): TsExpression }, scope: Scope) => lower(node.getExpression(), scope)],
  [SyntaxKind.PrefixUnaryExpression, prefix],
  [SyntaxKind.BinaryExpression, (node: BinaryExpression, scope: Scope) => lowerBinary(node, scope, lower)],
  [SyntaxKind.ConditionalExpression, conditional],
  [SyntaxKind.TemplateExpression, template],
  [SyntaxKind.CallExpression, call],
  [SyntaxKind.ObjectLiteralExpression, record],
]);

/** Lowers an expression of a rule. Throws RuleError for what the language does not have. */
export function lower(node: TsExpression, scope: Scope): Expression {
  const found = LOWER.get(node.getKind());
  if (!found) throw new RuleError('SR1002', spanOf(node), node.getKindName());
  return found(node as never, scope);
}

/** Gives an expression its type and place. */
function typed(node: Node, shape: ExpressionShape, type: IrType, nullable = false): Expression {
  return { ...shape, type, nullable, span: spanOf(node) } as Expression;
}

function literal(node: TsExpression, type: IrType): Expression {
  const value = (node as TsExpression & { getLiteralValue(): string }).getLiteralValue();
  return typed(node, { kind: 'literal', value }, type);
}

function numeric(node: TsExpression): Expression {
  const value = Number(node.getText());
  return typed(node, { kind: 'literal', value }, { kind: Number.isInteger(value) ? 'integer' : 'decimal' });
}

function identifier(node: Identifier, scope: Scope): Expression {
  const name = node.getText();
  const parameter = scope.parameters.get(name);
  if (parameter) return typed(node, { kind: 'parameter', name }, parameter.type, isNullable(node, parameter));
  const local = scope.locals.get(name);
  if (local) return typed(node, { kind: 'local', name, value: local }, local.type, local.nullable);
  const value = scope.constants.get(name);
  if (value === undefined) throw new RuleError('SR1002', spanOf(node), name);
  return typed(node, { kind: 'constant', name, value }, typeOfConstant(value));
}

/** TypeScript's own narrowing: after `x !== null` the value is no longer nullable. */
function isNullable(node: TsExpression, declared: Typed): boolean {
  return declared.nullable && node.getType().isNullable();
}

function typeOfConstant(value: string | number | boolean): IrType {
  if (typeof value === 'string') return { kind: 'text' };
  if (typeof value === 'boolean') return { kind: 'boolean' };
  return { kind: Number.isInteger(value) ? 'integer' : 'decimal' };
}

function property(node: PropertyAccessExpression, scope: Scope): Expression {
  const of = lower(node.getExpression(), scope);
  const name = node.getName();
  if (of.type.kind === 'text' && name === 'length') return typed(node, { kind: 'length', of }, { kind: 'integer' });
  if (of.type.kind !== 'facts') throw new RuleError('SR1002', spanOf(node), node.getText());
  const fact = scope.model.facts.get(of.type.name)?.facts.find((candidate) => candidate.name === name);
  if (!fact) throw new RuleError('SR2002', spanOf(node), name);
  return typed(node, { kind: 'fact', of, name }, fact.type, isNullable(node, fact));
}

function prefix(node: TsExpression & { getOperatorToken(): SyntaxKind; getOperand(): TsExpression }, scope: Scope): Expression {
  const operand = lower(node.getOperand(), scope);
  if (node.getOperatorToken() === SyntaxKind.ExclamationToken) {
    requireBoolean(operand);
    return typed(node, { kind: 'not', of: operand }, { kind: 'boolean' });
  }
  if (node.getOperatorToken() === SyntaxKind.MinusToken && operand.kind === 'literal') {
    return { ...operand, value: -Number(operand.value), span: spanOf(node) };
  }
  throw new RuleError('SR1005', spanOf(node), node.getText().charAt(0));
}

function conditional(node: ConditionalExpression, scope: Scope): Expression {
  const test = lower(node.getCondition(), scope);
  requireBoolean(test);
  const yes = lower(node.getWhenTrue(), scope);
  const no = lower(node.getWhenFalse(), scope);
  return typed(node, { kind: 'conditional', test, yes, no }, widest(yes.type, no.type), yes.nullable || no.nullable);
}

/** The type that holds both: decimal over integer, anything over null. */
export function widest(left: IrType, right: IrType): IrType {
  if (left.kind === 'null') return right;
  return left.kind === 'integer' && right.kind === 'decimal' ? right : left;
}

function template(node: TemplateExpression, scope: Scope): Expression {
  const parts: Expression[] = [];
  const add = (text: string, at: Node) => {
    if (text !== '') parts.push(typed(at, { kind: 'literal', value: text }, { kind: 'text' }));
  };
  add(node.getHead().getLiteralText(), node.getHead());
  for (const span of node.getTemplateSpans()) {
    const part = lower(span.getExpression(), scope);
    if (part.type.kind !== 'text' || part.nullable) throw new RuleError('SR1010', part.span, 'a template takes texts that are not null');
    parts.push(part);
    add(span.getLiteral().getLiteralText(), span.getLiteral());
  }
  return typed(node, { kind: 'join', parts }, { kind: 'text' });
}

function call(node: CallExpression, scope: Scope): Expression {
  const callee = node.getExpression();
  const given = node.getArguments() as TsExpression[];
  if (Node.isPropertyAccessExpression(callee)) return methodCall(node, callee, given, scope);
  const rule = callee.getText();
  const result = scope.results.get(rule);
  if (!result) throw new RuleError('SR1006', spanOf(node), rule);
  const argumentList = given.map((argument) => lower(argument, scope));
  for (const { type, span } of argumentList) if (type.kind === 'outcome') throw new RuleError('SR2003', span, type.name);
  return typed(node, { kind: 'call', rule, argumentList }, result.type, result.nullable);
}

/** A regular expression of one negated class of plain characters, which JavaScript and Java read alike. */
const NEGATED_CLASS = /^\/(\[\^(?:[a-z]-[a-z]|[A-Z]-[A-Z]|[0-9]-[0-9]|[A-Za-z0-9_ ])+\])\/g$/;

function methodCall(node: CallExpression, callee: PropertyAccessExpression, given: TsExpression[], scope: Scope): Expression {
  const of = lower(callee.getExpression(), scope);
  const found = of.type.kind === 'list' ? listMethod(node, callee.getName(), of, given, scope) : textMethod(node, callee.getName(), of, given, scope);
  if (!found) throw new RuleError('SR1006', spanOf(callee), callee.getText());
  return found;
}

function listMethod(node: CallExpression, name: string, list: Expression, [item, ...others]: TsExpression[], scope: Scope): Expression | undefined {
  if (name !== 'includes' || !item || others.length > 0) return undefined;
  return typed(node, { kind: 'includes', list, item: lower(item, scope) }, { kind: 'boolean' });
}

function textMethod(node: CallExpression, name: string, of: Expression, given: TsExpression[], scope: Scope): Expression | undefined {
  const [first, second] = given;
  if (of.type.kind !== 'text') return undefined;
  if (name === 'toLowerCase' && given.length === 0) return typed(node, { kind: 'lowerCase', of }, { kind: 'text' });
  if (name === 'endsWith' && first && given.length === 1) {
    return typed(node, { kind: 'endsWith', of, suffix: lower(first, scope) }, { kind: 'boolean' });
  }
  if (name === 'replaceAll' && first && second?.getText() === "''") {
    const [, characterClass] = NEGATED_CLASS.exec(first.getText()) ?? [];
    return characterClass === undefined ? undefined : typed(node, { kind: 'keepOnly', of, characterClass }, { kind: 'text' });
  }
  return name === 'slice' && first?.getText() === '0' && second && given.length === 2 ? cut(node, of, second, scope) : undefined;
}

function cut(node: CallExpression, of: Expression, length: TsExpression, scope: Scope): Expression {
  const count = lower(length, scope);
  if (count.type.kind !== 'integer') throw new RuleError('SR1011', count.span, 'slice takes a whole number');
  return typed(node, { kind: 'left', of, count }, { kind: 'text' });
}

function record(node: ObjectLiteralExpression, scope: Scope): Expression {
  const name = node.getContextualType()?.getSymbol()?.getName() ?? '';
  const fields = node.getProperties().map((entry) => {
    if (!Node.isPropertyAssignment(entry)) throw new RuleError('SR1002', spanOf(entry), entry.getKindName());
    return { name: entry.getName(), value: lower(entry.getInitializerOrThrow(), scope) };
  });
  return typed(node, { kind: 'record', fields }, { kind: 'facts', name });
}
