import type { AccessRights, DmlError, DmlRequest, ObjectRight } from '../contract.ts';
import { dmlError } from '../dml/errors.ts';
import { SalesforceError } from '../errors.ts';
import type { SObject } from '../values/sobject.ts';
import { fieldOf } from '../schema/sobject-type.ts';

/** How a user may not work with an object; Apex throws a SecurityException with the message. */
export const NO_OBJECT_ACCESS = 'ACCESS_DENIED';

/**
 * Refuses a statement in user mode over an object that the user may not work with, as a run in an org shows it
 * (sudipta-deb.in, "How to secure Apex code with user mode database operations").
 */
export function requireObjectAccess(request: DmlRequest, access: AccessRights): void {
  const denied = request.records.find((record) => !access.object(record.type.name, rightOf(request, record)));
  if (denied) throw new SalesforceError(NO_OBJECT_ACCESS, `DML operation ${request.operation.toUpperCase()} not allowed on ${denied.type.name}`);
}

/** What user mode has against saving a record: a field that it sets and the user may not edit. */
export function accessError(request: DmlRequest, record: SObject, access: AccessRights): DmlError | undefined {
  const { type } = record;
  if (rightOf(request, record) === 'delete') return undefined;
  const denied = [...record.fields.keys()].filter((name) => {
    const field = fieldOf(type, name);
    return field !== undefined && (field.createable || field.updateable) && !access.field(type.name, field.name, 'edit');
  });
  if (denied.length === 0) return undefined;
  return dmlError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `Operation failed due to fields being inaccessible on Sobject ${type.name}, check errors on Exception or Result!`, denied);
}

function rightOf({ operation }: DmlRequest, record: SObject): ObjectRight {
  if (operation === 'delete' || operation === 'undelete') return 'delete';
  if (operation === 'insert' || (operation === 'upsert' && record.id === null)) return 'create';
  return 'edit';
}
