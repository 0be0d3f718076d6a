import type { SObjectType } from '../../schema/sobject-type.ts';
import type { ApiContext } from '../api.ts';
import { ApiError, notFound } from '../api-error.ts';

/** The object that a path names. */
export function objectOf(name: string, { org }: ApiContext): SObjectType {
  const type = org.schema.find(name);
  if (!type) throw notFound();
  return type;
}

/** The object that a record's `attributes` name. */
export function objectOfRecord(json: unknown, context: ApiContext): SObjectType {
  const name = (json as { attributes?: { type?: unknown } } | null)?.attributes?.type;
  if (typeof name !== 'string') throw new ApiError(400, 'INVALID_INPUT', 'Records must have attributes with a type');
  const type = context.org.schema.find(name);
  if (!type) throw new ApiError(400, 'INVALID_TYPE', `sObject type '${name}' is not supported.`);
  return type;
}
