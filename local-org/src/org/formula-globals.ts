import type { SObjectType } from '../schema/sobject-type.ts';
import { fieldOf } from '../schema/sobject-type.ts';
import type { Row } from '../store/store.ts';
import type { Transaction } from '../transaction.ts';
import type { Value } from '../values/value.ts';
import type { OrgData } from './data.ts';

/** The value of a global variable in a formula, `$User.ProfileId` or `$Setup.Billing__c.Rate__c`. */
export function readGlobal(path: readonly string[], tx: Transaction, data: OrgData): Value {
  const [kind, first = '', second = '', third = ''] = path;
  const { store } = data;
  const user = store.get('User', tx.user.id);
  switch (kind!.toUpperCase()) {
    case '$USER':
      return fieldValue(data, 'User', user, first);
    case '$PROFILE':
      return fieldValue(data, 'Profile', user && store.get('Profile', String(user['ProfileId'])), first);
    case '$USERROLE':
      return fieldValue(data, 'UserRole', user && store.get('UserRole', String(user['UserRoleId'])), first);
    case '$ORGANIZATION':
      return fieldValue(data, 'Organization', [...store.rows('Organization')][0], first);
    case '$LABEL':
      return data.state.labels.get(first.toLowerCase()) ?? '';
    case '$SETUP':
      return settingValue(data, first, second, user);
    case '$CUSTOMMETADATA':
      return metadataValue(data, first, second, third);
    case '$PERMISSION':
      return hasCustomPermission(first, tx.user.id, data);
    default:
      return null;
  }
}

function fieldValue(data: OrgData, object: string, row: Row | undefined, name: string): Value {
  const type = data.state.schema.find(object);
  const field = type && fieldOf(type, name);
  return (field && row?.[field.name]) ?? null;
}

/** Apex Developer Guide, hierarchy custom settings: user before profile before organization, field by field. */
function settingValue(data: OrgData, object: string, name: string, user: Row | undefined): Value {
  const type = data.state.schema.find(object);
  const field = type && fieldOf(type, name);
  if (!type || !field) return null;
  const org = [...data.store.rows('Organization')][0];
  for (const owner of [user?.['Id'], user?.['ProfileId'], org?.['Id']]) {
    const value = owner === undefined ? undefined : data.store.find(type.name, 'SetupOwnerId', owner)[0]?.[field.name];
    if (value !== undefined && value !== null) return value;
  }
  return null;
}

function metadataValue(data: OrgData, object: string, record: string, name: string): Value {
  const type: SObjectType | undefined = data.state.schema.find(object);
  return fieldValue(data, object, type && data.store.find(type.name, 'DeveloperName', record)[0], name);
}

/** Whether a permission set or the profile of the user grants a custom permission. */
export function hasCustomPermission(name: string, userId: string, { store }: OrgData): boolean {
  const permission = store.find('CustomPermission', 'DeveloperName', name)[0];
  if (!permission) return false;
  const granted = store.find('PermissionSetAssignment', 'AssigneeId', userId).filter((row) => row['IsDeleted'] !== true);
  const sets = new Set(granted.map((row) => row['PermissionSetId']));
  return store.find('SetupEntityAccess', 'SetupEntityId', permission['Id']!).some((access) => sets.has(access['ParentId']!));
}
