import { SyntaxKind } from 'ts-morph';
import type { BinaryExpression, Expression as TsExpression } from 'ts-morph';
import { RuleError } from '../diagnostics.ts';
import type { Expression, ExpressionShape, IrType } from '../ir/rule.ts';
import type { Scope } from './scope.ts';
import { spanOf } from './span.ts';

type LowerOperand = (node: TsExpression, scope: Scope) => Expression;
type Build = (left: Expression, right: Expression) => { shape: ExpressionShape; type: IrType; nullable?: boolean };

const BOOLEAN: IrType = { kind: 'boolean' };

/** Which operator means what; one that is not here is not in the language. */
const OPERATORS: ReadonlyMap<SyntaxKind, Build> = new Map<SyntaxKind, Build>([
  [SyntaxKind.AmpersandAmpersandToken, (left, right) => logical('and', left, right)],
  [SyntaxKind.BarBarToken, (left, right) => logical('or', left, right)],
  [SyntaxKind.EqualsEqualsEqualsToken, (left, right) => equality(left, right, false)],
  [SyntaxKind.ExclamationEqualsEqualsToken, (left, right) => equality(left, right, true)],
  [SyntaxKind.LessThanToken, (left, right) => order('<', left, right)],
  [SyntaxKind.LessThanEqualsToken, (left, right) => order('<=', left, right)],
  [SyntaxKind.GreaterThanToken, (left, right) => order('>', left, right)],
  [SyntaxKind.GreaterThanEqualsToken, (left, right) => order('>=', left, right)],
  [SyntaxKind.PlusToken, plus],
  [SyntaxKind.MinusToken, (left, right) => arithmetic('-', left, right)],
  [SyntaxKind.AsteriskToken, (left, right) => arithmetic('*', left, right)],
  [SyntaxKind.QuestionQuestionToken, coalesce],
]);

/** Lowers `left operator right`. */
export function lowerBinary(node: BinaryExpression, scope: Scope, lower: LowerOperand): Expression {
  const operator = node.getOperatorToken();
  const build = OPERATORS.get(operator.getKind());
  if (!build) throw new RuleError('SR1005', spanOf(operator), operator.getText());
  const { shape, type, nullable } = build(lower(node.getLeft(), scope), lower(node.getRight(), scope));
  return { ...shape, type, nullable: nullable ?? false, span: spanOf(node) } as Expression;
}

/** Throws unless the expression is a boolean: a rule never leans on truthiness. */
export function requireBoolean(expression: Expression): void {
  if (expression.type.kind !== 'boolean') throw new RuleError('SR1009', expression.span, `a ${expression.type.kind}`);
}

function logical(kind: 'and' | 'or', left: Expression, right: Expression): ReturnType<Build> {
  requireBoolean(left);
  requireBoolean(right);
  return { shape: { kind, left, right }, type: BOOLEAN };
}

function equality(left: Expression, right: Expression, negated: boolean): ReturnType<Build> {
  if (right.type.kind === 'null') return { shape: { kind: 'isNull', of: left, negated }, type: BOOLEAN };
  if (left.type.kind === 'null') return { shape: { kind: 'isNull', of: right, negated }, type: BOOLEAN };
  if (!isComparable(left.type, right.type) || isEnumWithText(left, right)) {
    throw new RuleError('SR1010', left.span, `${left.type.kind} and ${right.type.kind}`);
  }
  return { shape: { kind: 'equal', left, right, negated }, type: BOOLEAN };
}

const FAMILY: Partial<Record<IrType['kind'], string>> = {
  text: 'text',
  choice: 'text',
  outcome: 'text',
  integer: 'number',
  decimal: 'number',
  boolean: 'boolean',
  recordId: 'recordId',
  date: 'date',
};

/** An outcome is an enum, a choice a String: only a literal is both. */
function isEnumWithText(left: Expression, right: Expression): boolean {
  if ((left.type.kind === 'outcome') === (right.type.kind === 'outcome')) return false;
  return left.kind !== 'literal' && right.kind !== 'literal';
}

function isComparable(left: IrType, right: IrType): boolean {
  return FAMILY[left.kind] !== undefined && FAMILY[left.kind] === FAMILY[right.kind];
}

function order(operator: '<' | '<=' | '>' | '>=', left: Expression, right: Expression): ReturnType<Build> {
  const hasText = FAMILY[left.type.kind] !== 'number' || FAMILY[right.type.kind] !== 'number';
  if (hasText) throw new RuleError('SR1010', left.span, `${left.type.kind} ${operator} ${right.type.kind}`);
  requireNumber(left);
  requireNumber(right);
  return { shape: { kind: 'order', operator, left, right }, type: BOOLEAN };
}

function plus(left: Expression, right: Expression): ReturnType<Build> {
  if (left.type.kind !== 'text') return arithmetic('+', left, right);
  if (right.type.kind !== 'text') throw new RuleError('SR1010', right.span, 'a text is joined with a text');
  const parts = [left, right].flatMap((part) => (part.kind === 'join' ? part.parts : [part]));
  return { shape: { kind: 'join', parts }, type: { kind: 'text' } };
}

function arithmetic(operator: '+' | '-' | '*', left: Expression, right: Expression): ReturnType<Build> {
  requireNumber(left);
  requireNumber(right);
  const whole = left.type.kind === 'integer' && right.type.kind === 'integer';
  return { shape: { kind: 'arithmetic', operator, left, right }, type: { kind: whole ? 'integer' : 'decimal' } };
}

function requireNumber(expression: Expression): void {
  const isNumber = expression.type.kind === 'integer' || expression.type.kind === 'decimal';
  if (!isNumber || expression.nullable) {
    throw new RuleError('SR1011', expression.span, `this is ${expression.nullable ? 'nullable' : `a ${expression.type.kind}`}`);
  }
}

function coalesce(left: Expression, right: Expression): ReturnType<Build> {
  const type = left.type.kind === 'integer' && right.type.kind === 'decimal' ? right.type : left.type;
  return { shape: { kind: 'coalesce', left, right }, type, nullable: right.nullable };
}
