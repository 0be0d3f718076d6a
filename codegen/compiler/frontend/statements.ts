import { Node } from 'ts-morph';
import type { IfStatement, ReturnStatement, Statement as TsStatement, VariableStatement } from 'ts-morph';
import { RuleError } from '../diagnostics.ts';
import type { Statement } from '../ir/rule.ts';
import { lower } from './expressions.ts';
import { requireBoolean } from './operators.ts';
import type { Scope } from './scope.ts';
import { spanOf } from './span.ts';

/** Lowers the statements of a rule in order; a constant is known to those after it. */
export function lowerStatements(nodes: readonly TsStatement[], scope: Scope): Statement[] {
  return nodes.map((node) => lowerStatement(node, scope));
}

function lowerStatement(node: TsStatement, scope: Scope): Statement {
  if (Node.isIfStatement(node)) return ifStatement(node, scope);
  if (Node.isReturnStatement(node)) return returnStatement(node, scope);
  if (Node.isVariableStatement(node)) return constStatement(node, scope);
  throw new RuleError('SR1001', spanOf(node), node.getKindName());
}

function ifStatement(node: IfStatement, scope: Scope): Statement {
  const test = lower(node.getExpression(), scope);
  requireBoolean(test);
  const otherwise = node.getElseStatement();
  return {
    kind: 'if',
    test,
    whenTrue: block(node.getThenStatement(), scope),
    whenFalse: otherwise ? block(otherwise, scope) : [],
  };
}

function block(node: TsStatement, scope: Scope): Statement[] {
  return lowerStatements(Node.isBlock(node) ? node.getStatements() : [node], { ...scope, locals: new Map(scope.locals) });
}

function returnStatement(node: ReturnStatement, scope: Scope): Statement {
  const value = node.getExpression();
  if (!value) throw new RuleError('SR1001', spanOf(node), 'return without a value');
  return { kind: 'return', value: lower(value, scope) };
}

function constStatement(node: VariableStatement, scope: Scope): Statement {
  const [declaration, ...others] = node.getDeclarations();
  const initializer = declaration?.getInitializer();
  if (node.getDeclarationKind() !== 'const' || !declaration || !initializer || others.length > 0) {
    throw new RuleError('SR1001', spanOf(node), 'only a const of one name');
  }
  const value = lower(initializer, scope);
  scope.locals.set(declaration.getName(), value);
  return { kind: 'let', name: declaration.getName(), value };
}
