import type * as P from '@apexdevtools/apex-parser';
import type { BlockNode, Declarator, DmlNode, ForNode, LiteralNode, LocalNode, NameNode, Statement, SwitchNode, TryNode, WhenValue } from '../syntax/ast.ts';
import type { ErrorSink } from '../syntax/compile-error.ts';
import { lowerExpression, lowerExpressions } from './expressions.ts';
import { unquote, unquoteMultiline } from './literals.ts';
import { positionOf } from './position.ts';
import { idText, lowerType, qualifiedType } from './types.ts';

/** A block and its statements. */
export function lowerBlock(block: P.BlockContext, sink: ErrorSink): BlockNode {
  return { kind: 'block', body: block.statement_list().map((statement) => lowerStatement(statement, sink)), at: positionOf(block) };
}

/** One statement. */
export function lowerStatement(context: P.StatementContext, sink: ErrorSink): Statement {
  return simpleStatement(context, sink) ?? controlStatement(context, sink) ?? dmlStatement(context, sink) ?? unknown(context, sink);
}

function unknown(context: P.StatementContext, sink: ErrorSink): Statement {
  sink.add(positionOf(context), 'Unexpected statement');
  return { kind: 'block', body: [], at: positionOf(context) };
}

function simpleStatement(context: P.StatementContext, sink: ErrorSink): Statement | null {
  const at = positionOf(context);
  const expression = context.expressionStatement();
  if (expression) return { kind: 'expression', value: lowerExpression(expression.expression(), sink), at };
  const local = context.localVariableDeclarationStatement();
  if (local) return lowerLocal(local.localVariableDeclaration(), sink);
  const block = context.block();
  if (block) return lowerBlock(block, sink);
  const returns = context.returnStatement();
  if (returns) return { kind: 'return', value: returns.expression() ? lowerExpression(returns.expression(), sink) : null, at };
  const throws = context.throwStatement();
  if (throws) return { kind: 'throw', value: lowerExpression(throws.expression(), sink), at };
  if (context.breakStatement()) return { kind: 'break', at };
  if (context.continueStatement()) return { kind: 'continue', at };
  return null;
}

function controlStatement(context: P.StatementContext, sink: ErrorSink): Statement | null {
  const at = positionOf(context);
  const condition = context.ifStatement();
  if (condition) {
    const branches = condition.statement_list();
    const no = branches[1] ? lowerStatement(branches[1], sink) : null;
    return { kind: 'if', condition: parExpression(condition, sink), yes: lowerStatement(branches[0]!, sink), no, at };
  }
  const loop = context.whileStatement();
  if (loop) return { kind: 'while', condition: parExpression(loop, sink), body: optional(loop.statement(), sink), at };
  const doLoop = context.doWhileStatement();
  if (doLoop) return { kind: 'do', condition: parExpression(doLoop, sink), body: lowerBlock(doLoop.block(), sink), at };
  const forLoop = context.forStatement();
  if (forLoop) return lowerFor(forLoop, sink);
  const tries = context.tryStatement();
  if (tries) return lowerTry(tries, sink);
  const switches = context.switchStatement();
  if (switches) return lowerSwitch(switches, sink);
  const runAs = context.runAsStatement();
  if (runAs) return { kind: 'runAs', args: lowerExpressions(runAs.expressionList(), sink), body: lowerBlock(runAs.block(), sink), at };
  return null;
}

function parExpression(context: { parExpression(): P.ParExpressionContext }, sink: ErrorSink) {
  return lowerExpression(context.parExpression().expression(), sink);
}

function optional(statement: P.StatementContext | null, sink: ErrorSink): Statement | null {
  return statement ? lowerStatement(statement, sink) : null;
}

/** A declaration of local variables. */
export function lowerLocal(context: P.LocalVariableDeclarationContext, sink: ErrorSink): LocalNode {
  const final = context.modifier_list().some((modifier) => Boolean(modifier.FINAL()));
  return { kind: 'local', type: lowerType(context.typeRef()), final, declarators: lowerDeclarators(context.variableDeclarators(), sink), at: positionOf(context) };
}

/** `a = 1, b` */
export function lowerDeclarators(context: P.VariableDeclaratorsContext, sink: ErrorSink): Declarator[] {
  return context.variableDeclarator_list().map((one) => ({
    name: idText(one.id()),
    value: one.expression() ? lowerExpression(one.expression(), sink) : null,
    at: positionOf(one),
  }));
}

function lowerFor(context: P.ForStatementContext, sink: ErrorSink): Statement {
  const at = positionOf(context);
  const control = context.forControl();
  const body = optional(context.statement(), sink);
  const each = control.enhancedForControl();
  if (each) {
    return { kind: 'forEach', type: lowerType(each.typeRef()), name: idText(each.id()), iterable: lowerExpression(each.expression(), sink), body, at };
  }
  const condition = control.expression() ? lowerExpression(control.expression(), sink) : null;
  const update = lowerExpressions(control.forUpdate()?.expressionList(), sink);
  return { kind: 'for', init: forInit(control.forInit(), sink), condition, update, body, at };
}

function forInit(init: P.ForInitContext | null, sink: ErrorSink): ForNode['init'] {
  const local = init?.localVariableDeclaration();
  return local ? lowerLocal(local, sink) : lowerExpressions(init?.expressionList(), sink);
}

function lowerTry(context: P.TryStatementContext, sink: ErrorSink): TryNode {
  const catches = context.catchClause_list().map((clause) => ({
    type: qualifiedType(clause.qualifiedName()),
    name: idText(clause.id()),
    body: lowerBlock(clause.block(), sink),
    at: positionOf(clause),
  }));
  const final = context.finallyBlock();
  return { kind: 'try', body: lowerBlock(context.block(), sink), catches, finally: final ? lowerBlock(final.block(), sink) : null, at: positionOf(context) };
}

function lowerSwitch(context: P.SwitchStatementContext, sink: ErrorSink): SwitchNode {
  const cases = context.whenControl_list().map((control) => ({
    when: lowerWhen(control.whenValue()),
    body: lowerBlock(control.block(), sink),
    at: positionOf(control),
  }));
  return { kind: 'switch', subject: lowerExpression(context.expression(), sink), cases, at: positionOf(context) };
}

function lowerWhen(value: P.WhenValueContext): WhenValue {
  if (value.ELSE()) return { kind: 'else' };
  if (value.typeRef()) return { kind: 'type', type: lowerType(value.typeRef()), name: idText(value.id()) };
  return { kind: 'literals', values: value.whenLiteral_list().map(lowerWhenLiteral) };
}

function lowerWhenLiteral(context: P.WhenLiteralContext): LiteralNode | NameNode {
  const at = positionOf(context);
  if (context.LPAREN()) return lowerWhenLiteral(context.whenLiteral());
  if (context.NULL()) return { kind: 'literal', type: 'null', text: 'null', at };
  if (context.StringLiteral()) return { kind: 'literal', type: 'String', text: unquote(context.StringLiteral().getText()), at };
  if (context.MultilineStringLiteral()) return { kind: 'literal', type: 'String', text: unquoteMultiline(context.getText()), at };
  if (context.qualifiedName()) return { kind: 'name', name: context.qualifiedName().getText(), at };
  const sign = context.SUB_list().length % 2 === 1 ? '-' : '';
  if (context.LongLiteral()) return { kind: 'literal', type: 'Long', text: sign + context.LongLiteral().getText().slice(0, -1), at };
  return { kind: 'literal', type: 'Integer', text: sign + context.IntegerLiteral().getText(), at };
}

type DmlContext = P.InsertStatementContext | P.UpdateStatementContext | P.DeleteStatementContext | P.UndeleteStatementContext;

function dmlStatement(context: P.StatementContext, sink: ErrorSink): Statement | null {
  const upsert = context.upsertStatement();
  if (upsert) {
    const field = upsert.qualifiedName()?.id_list().map(idText) ?? null;
    return dml('upsert', upsert, upsert.expression(), sink, { field });
  }
  const merge = context.mergeStatement();
  if (merge) return dml('merge', merge, merge.expression(0), sink, { second: lowerExpression(merge.expression(1), sink) });
  const plain: [DmlNode['operation'], DmlContext | null][] = [
    ['insert', context.insertStatement()],
    ['update', context.updateStatement()],
    ['delete', context.deleteStatement()],
    ['undelete', context.undeleteStatement()],
  ];
  const found = plain.find(([, statement]) => Boolean(statement));
  return found ? dml(found[0], found[1]!, found[1]!.expression(), sink) : null;
}

function dml(
  operation: DmlNode['operation'],
  statement: P.ApexParserRuleContext & { accessLevel(): P.AccessLevelContext | null },
  value: P.ExpressionContext,
  sink: ErrorSink,
  more: Partial<Pick<DmlNode, 'field' | 'second'>> = {},
): DmlNode {
  const level = statement.accessLevel();
  const mode = level ? (level.USER() ? 'user' : 'system') : null;
  return { kind: 'dml', operation, value: lowerExpression(value, sink), second: null, field: null, mode, at: positionOf(statement), ...more };
}
