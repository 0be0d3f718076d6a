import type { AccessRights } from '../contract.ts';
import { SalesforceError } from '../errors.ts';
import type { SObjectType } from '../schema/sobject-type.ts';
import type { Condition, FieldExpression, SoqlQuery } from '../soql/ast.ts';
import { childType } from '../soql/check.ts';
import { noSuchColumn, noSuchObject } from '../soql/problem.ts';
import type { QueryScope } from '../soql/resolve.ts';
import { isProblem, resolvePath, scopeOf } from '../soql/resolve.ts';
import type { OrgSchema } from '../schema/org-schema.ts';

/**
 * Refuses a query in user mode over objects or fields that the user may not read, as if they were not there; with
 * SECURITY_ENFORCED only what is selected counts, and the message says why.
 */
export function requireReadable(query: SoqlQuery, schema: OrgSchema, access: AccessRights): void {
  const type = schema.find(query.from)!;
  check(query, scopeOf(schema, type, query), access, query.mode === 'securityEnforced');
}

function check(query: SoqlQuery, scope: QueryScope, access: AccessRights, enforced: boolean): void {
  const { type } = scope;
  if (!access.object(type.name, 'read')) throw refusal(enforced, noSuchObject(type.name, 0).message, 'INVALID_TYPE');
  for (const item of query.select) {
    if (item.kind === 'subquery') checkChildren(item.query, scope, access, enforced);
    else if (item.kind === 'field') checkPath(item.path, scope, access, enforced);
    else if (item.kind === 'function') checkExpression(item, scope, access, enforced);
  }
  if (enforced) return;
  if (query.where) checkCondition(query.where, scope, access);
  for (const { field } of query.orderBy) checkExpression(field, scope, access, false);
}

function checkChildren(query: SoqlQuery, scope: QueryScope, access: AccessRights, enforced: boolean): void {
  const type = childType(scope, query.from)!;
  check(query, scopeOf(scope.schema, type, query), access, enforced);
}

function checkCondition(condition: Condition, scope: QueryScope, access: AccessRights): void {
  if (condition.kind === 'not') return checkCondition(condition.condition, scope, access);
  if (condition.kind === 'comparison') return checkExpression(condition.field, scope, access, false);
  for (const each of condition.conditions) checkCondition(each, scope, access);
}

function checkExpression(expression: FieldExpression, scope: QueryScope, access: AccessRights, enforced: boolean): void {
  if (expression.kind === 'field') return checkPath(expression.path, scope, access, enforced);
  if (expression.argument) checkExpression(expression.argument, scope, access, enforced);
}

function checkPath(path: readonly string[], scope: QueryScope, access: AccessRights, enforced: boolean): void {
  const resolved = resolvePath(scope, path, 0);
  if (isProblem(resolved)) return;
  let type: SObjectType = scope.type;
  for (const step of resolved.steps) {
    requireField(type, step.name, access, enforced);
    type = scope.schema.find(step.referenceTo[0]!) ?? type;
  }
  requireField(resolved.type, resolved.field.name, access, enforced);
}

function requireField(type: SObjectType, name: string, access: AccessRights, enforced: boolean): void {
  if (access.field(type.name, name, 'read')) return;
  throw refusal(enforced, noSuchColumn(name, type.name, 0).message, 'INVALID_FIELD');
}

function refusal(enforced: boolean, hidden: string, code: string): SalesforceError {
  if (enforced) return new SalesforceError('INSUFFICIENT_ACCESS', 'Insufficient permissions: secure query included inaccessible field');
  return new SalesforceError(code, hidden);
}
