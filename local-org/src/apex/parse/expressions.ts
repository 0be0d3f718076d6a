import * as P from '@apexdevtools/apex-parser';
import { SalesforceError } from '../../errors.ts';
import { lowerSearch } from '../../soql/lower-sosl.ts';
import { lowerQuery } from '../../soql/lower.ts';
import type { Expression, Position } from '../syntax/ast.ts';
import type { ErrorSink } from '../syntax/compile-error.ts';
import { lowerLiteral } from './literals.ts';
import { positionOf } from './position.ts';
import { createdType, idText, lowerType } from './types.ts';

type Lower<T> = (context: T, sink: ErrorSink, at: Position) => Expression;

const lowerers = new Map<unknown, Lower<never>>();

function on<T>(type: abstract new (...args: never[]) => T, lower: Lower<T>): void {
  lowerers.set(type, lower as Lower<never>);
}

/** One Apex expression. */
export function lowerExpression(context: P.ExpressionContext | P.PrimaryContext, sink: ErrorSink): Expression {
  const at = positionOf(context);
  const lower = lowerers.get(context.constructor) as Lower<typeof context> | undefined;
  if (lower !== undefined) return lower(context, sink, at);
  sink.add(at, `Unexpected expression: ${context.getText()}`);
  return { kind: 'literal', type: 'null', text: 'null', at };
}

/** The expressions of an argument list. */
export function lowerExpressions(list: P.ExpressionListContext | null | undefined, sink: ErrorSink): Expression[] {
  return list ? list.expression_list().map((expression) => lowerExpression(expression, sink)) : [];
}

interface TwoSided extends P.ExpressionContext {
  expression(index: number): P.ExpressionContext;
}

/** A binary operator; its text is what stands between the operands (`> >` of shifts comes without its blanks). */
function binary(type: abstract new (...args: never[]) => TwoSided): void {
  on(type, (context, sink, at) => {
    const [left, right] = [context.expression(0), context.expression(1)];
    return { kind: 'binary', operator: operatorOf(context), left: lowerExpression(left, sink), right: lowerExpression(right, sink), at };
  });
}

function operatorOf(context: P.ExpressionContext): string {
  const children = (context as unknown as { children: { getText(): string }[] }).children;
  return children
    .slice(1, -1)
    .map((child) => child.getText())
    .join('');
}

for (const type of [
  P.Arth1ExpressionContext, P.Arth2ExpressionContext, P.BitExpressionContext, P.CmpExpressionContext, P.EqualityExpressionContext,
  P.BitAndExpressionContext, P.BitNotExpressionContext, P.BitOrExpressionContext, P.LogAndExpressionContext, P.LogOrExpressionContext,
  P.CoalExpressionContext,
]) {
  binary(type);
}

on(P.PrimaryExpressionContext, (context, sink) => lowerExpression(context.primary(), sink));
on(P.SubExpressionContext, (context, sink) => lowerExpression(context.expression(), sink));
on(P.LiteralPrimaryContext, (context) => lowerLiteral(context.literal()));
on(P.ThisPrimaryContext, (_, __, at) => ({ kind: 'this', at }));
on(P.SuperPrimaryContext, (_, __, at) => ({ kind: 'super', at }));
on(P.IdPrimaryContext, (context, _, at) => ({ kind: 'name', name: idText(context.id()), at }));
on(P.TypeRefPrimaryContext, (context, _, at) => ({ kind: 'classRef', type: lowerType(context.typeRef()), at }));
on(P.VoidPrimaryContext, (_, __, at) => ({ kind: 'classRef', type: null, at }));
on(P.SoslPrimaryContext, (context, sink, at) => sosl(context, sink, at));
on(P.SoqlPrimaryContext, (context, sink, at) => soql(context, sink, at));

function sosl(context: P.SoslPrimaryContext, sink: ErrorSink, at: Position): Expression {
  try {
    const { query, binds } = lowerSearch(context.soslLiteral());
    return { kind: 'sosl', query, binds: binds.map((bind) => lowerExpression(bind, sink)), at };
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    sink.add(at, error.message);
    return { kind: 'literal', type: 'null', text: 'null', at };
  }
}

function soql(context: P.SoqlPrimaryContext, sink: ErrorSink, at: Position): Expression {
  try {
    const { query, binds } = lowerQuery(context.soqlLiteral().query());
    return { kind: 'soql', query, binds: binds.map((bind) => lowerExpression(bind, sink)), at };
  } catch (error) {
    if (!(error instanceof SalesforceError)) throw error;
    sink.add(at, error.message);
    return { kind: 'literal', type: 'null', text: 'null', at };
  }
}

on(P.DotExpressionContext, (context, sink) => {
  const target = lowerExpression(context.expression(), sink);
  const safe = Boolean(context.QUESTIONDOT());
  const call = context.dotMethodCall();
  if (!call) return { kind: 'field', target, name: idText(context.anyId()), safe, at: positionOf(context.anyId()) };
  return { kind: 'call', target, name: idText(call.anyId()), args: lowerExpressions(call.expressionList(), sink), safe, at: positionOf(call) };
});

on(P.MethodCallExpressionContext, (context, sink, at) => {
  const call = context.methodCall();
  const name = call.THIS() ? 'this' : call.SUPER() ? 'super' : idText(call.id());
  return { kind: 'call', target: null, name, args: lowerExpressions(call.expressionList(), sink), safe: false, at };
});

on(P.ArrayExpressionContext, (context, sink, at) => ({
  kind: 'index',
  target: lowerExpression(context.expression(0), sink),
  index: lowerExpression(context.expression(1), sink),
  at,
}));

on(P.AssignExpressionContext, (context, sink, at) => ({
  kind: 'assign',
  operator: operatorOf(context),
  target: lowerExpression(context.expression(0), sink),
  value: lowerExpression(context.expression(1), sink),
  at,
}));

on(P.CondExpressionContext, (context, sink, at) => ({
  kind: 'ternary',
  condition: lowerExpression(context.expression(0), sink),
  yes: lowerExpression(context.expression(1), sink),
  no: lowerExpression(context.expression(2), sink),
  at,
}));

on(P.PostOpExpressionContext, (context, sink, at) => ({
  kind: 'postfix',
  operator: context.INC() ? '++' : '--',
  operand: lowerExpression(context.expression(), sink),
  at,
}));

on(P.PreOpExpressionContext, (context, sink, at) => {
  const operator = context.ADD() ? '+' : context.SUB() ? '-' : context.INC() ? '++' : '--';
  return { kind: 'unary', operator, operand: lowerExpression(context.expression(), sink), at };
});

on(P.NegExpressionContext, (context, sink, at) => ({
  kind: 'unary',
  operator: context.TILDE() ? '~' : '!',
  operand: lowerExpression(context.expression(), sink),
  at,
}));

on(P.CastExpressionContext, (context, sink, at) => ({
  kind: 'cast',
  type: lowerType(context.typeRef()),
  operand: lowerExpression(context.expression(), sink),
  at,
}));

on(P.InstanceOfExpressionContext, (context, sink, at) => ({
  kind: 'instanceof',
  operand: lowerExpression(context.expression(), sink),
  type: lowerType(context.typeRef()),
  at,
}));

on(P.NewExpressionContext, (context, sink, at) => lowerCreator(context.creator(), sink, at));

function lowerCreator(creator: P.CreatorContext, sink: ErrorSink, at: Position): Expression {
  const name = creator.createdName();
  const array = creator.arrayCreatorRest();
  if (array) return newArray(name, array, sink, at);
  const type = createdType(name, 0);
  const map = creator.mapCreatorRest();
  if (map) {
    const entries = map.mapCreatorRestPair_list().map((pair) => [lowerExpression(pair.expression(0), sink), lowerExpression(pair.expression(1), sink)] as const);
    return { kind: 'newMap', type, entries, at };
  }
  const set = creator.setCreatorRest();
  if (set) return { kind: 'newCollection', type, values: set.expression_list().map((value) => lowerExpression(value, sink)), size: null, at };
  if (creator.noRest()) return { kind: 'newCollection', type, values: [], size: null, at };
  return { kind: 'new', type, args: lowerExpressions(creator.classCreatorRest().arguments().expressionList(), sink), at };
}

function newArray(name: P.CreatedNameContext, rest: P.ArrayCreatorRestContext, sink: ErrorSink, at: Position): Expression {
  const values = rest.arrayInitializer()?.expression_list().map((value) => lowerExpression(value, sink)) ?? [];
  const size = rest.expression() ? lowerExpression(rest.expression(), sink) : null;
  return { kind: 'newCollection', type: createdType(name, 1), values, size, at };
}

