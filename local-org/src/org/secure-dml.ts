import type { AccessRights, DmlError, DmlRequest, ObjectRight } from '../contract.ts';
import { dmlError } from '../dml/errors.ts';
import type { SObject } from '../values/sobject.ts';
import { fieldOf } from '../schema/sobject-type.ts';

/** What user mode has against saving a record: no right to the object, or to a field that it sets. */
export function accessError(request: DmlRequest, record: SObject, access: AccessRights): DmlError | undefined {
  const { type } = record;
  const right = rightOf(request, record);
  if (!access.object(type.name, right)) return dmlError('INSUFFICIENT_ACCESS_OR_READONLY', `Access to entity '${type.name}' denied`);
  if (right === 'delete') return undefined;
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
