import { PlatformObject, type Any } from '../runtime/objects.ts';

const DML = ['success', 'id', 'errors'];

/** What JSON has of the results of DML, in order. */
export const RESULT_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  'Database.SaveResult': DML,
  'Database.UpsertResult': [...DML, 'created'],
  'Database.DeleteResult': DML,
  'Database.UndeleteResult': DML,
  'Database.EmptyRecycleBinResult': DML,
  'Database.MergeResult': [...DML, 'mergedRecordIds', 'updatedRelatedIds'],
  'Database.LeadConvertResult': ['success', 'leadId', 'accountId', 'contactId', 'opportunityId', 'errors'],
  'Database.Error': ['statusCode', 'message', 'fields'],
};

/** The members of a result with their values. */
export function resultMembers(result: PlatformObject): (readonly [string, Any])[] {
  return RESULT_MEMBERS[result.className]!.map((name) => [name, member(result, name)] as const);
}

function member(result: PlatformObject, name: string): Any {
  if (name === 'errors' && result.fields.has('$errors')) return (result.get('$errors') as Any[]).map(errorOf);
  if (name === 'fields') return result.get('fields') ?? result.get('fieldNames') ?? [];
  return result.get(name) ?? (name === 'errors' ? [] : null);
}

function errorOf(error: Any): PlatformObject {
  return new PlatformObject('Database.Error', [['message', error.message], ['statusCode', error.statusCode], ['fieldNames', error.fields]]);
}
