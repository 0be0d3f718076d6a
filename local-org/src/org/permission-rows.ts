import type { Component } from '../metadata/component.ts';
import type { XmlElement } from '../metadata/xml.ts';
import type { Value } from '../values/value.ts';
import type { OrgData } from './data.ts';
import { principalKey } from './external-credentials.ts';

type Values = Record<string, Value>;

/** Writes what a permission set grants, in place of what it granted before. */
export function writePermissions({ fullName, xml }: Component, data: OrgData): void {
  const set = data.store.find('PermissionSet', 'Name', fullName)[0]!['Id'] as string;
  for (const object of ['ObjectPermissions', 'FieldPermissions', 'SetupEntityAccess']) {
    for (const row of data.store.find(object, 'ParentId', set)) data.store.remove(object, row['Id'] as string);
  }
  const write = (object: string, values: Values): void => {
    const id = data.ids.give(data.state.schema.find(object)!.keyPrefix);
    data.putRow(object, { Id: id, IsDeleted: false, ParentId: set, ...values });
  };
  for (const each of xml?.elements('objectPermissions') ?? []) write('ObjectPermissions', objectValues(each));
  for (const each of xml?.elements('fieldPermissions') ?? []) write('FieldPermissions', fieldValues(each));
  for (const each of xml?.elements('customPermissions') ?? []) writeCustomPermission(each, data, write);
  for (const each of xml?.elements('userPermissions') ?? []) setUserPermission(each, set, data);
  const principals = (xml?.elements('externalCredentialPrincipalAccesses') ?? []).filter((each) => each.boolean('enabled') === true);
  data.principals.set(set, new Set(principals.map((each) => principalKey(each.text('externalCredentialPrincipal') ?? ''))));
}

function objectValues(each: XmlElement): Values {
  return {
    SobjectType: each.text('object') ?? '',
    PermissionsCreate: each.boolean('allowCreate') ?? false,
    PermissionsRead: each.boolean('allowRead') ?? false,
    PermissionsEdit: each.boolean('allowEdit') ?? false,
    PermissionsDelete: each.boolean('allowDelete') ?? false,
    PermissionsViewAllRecords: each.boolean('viewAllRecords') ?? false,
    PermissionsModifyAllRecords: each.boolean('modifyAllRecords') ?? false,
  };
}

function fieldValues(each: XmlElement): Values {
  const name = each.text('field') ?? '';
  return { SobjectType: name.split('.')[0]!, Field: name, PermissionsRead: each.boolean('readable') ?? false, PermissionsEdit: each.boolean('editable') ?? false };
}

function writeCustomPermission(each: XmlElement, data: OrgData, write: (object: string, values: Values) => void): void {
  const permission = data.store.find('CustomPermission', 'DeveloperName', each.text('name') ?? '')[0];
  if (permission && each.boolean('enabled') === true) write('SetupEntityAccess', { SetupEntityId: permission['Id']!, SetupEntityType: 'CustomPermission' });
}

/** `ModifyAllData` is the column PermissionsModifyAllData, where the org has it. */
function setUserPermission(each: XmlElement, set: string, data: OrgData): void {
  const column = `Permissions${each.text('name') ?? ''}`;
  const row = data.store.get('PermissionSet', set)!;
  if (data.state.schema.find('PermissionSet')!.fields.has(column.toLowerCase())) data.putRow('PermissionSet', { ...row, [column]: each.boolean('enabled') ?? false });
}

/** Writes which permission sets a group holds, in place of those it held before. */
export function writeGroup({ fullName, xml }: Component, data: OrgData): void {
  const group = data.store.find('PermissionSetGroup', 'DeveloperName', fullName)[0]!['Id'] as string;
  for (const row of data.store.find('PermissionSetGroupComponent', 'PermissionSetGroupId', group)) data.store.remove('PermissionSetGroupComponent', row['Id'] as string);
  for (const name of xml?.texts('permissionSets') ?? []) {
    const set = data.store.find('PermissionSet', 'Name', name)[0];
    if (set) data.putRow('PermissionSetGroupComponent', { Id: data.ids.give('0PM'), IsDeleted: false, PermissionSetGroupId: group, PermissionSetId: set['Id']! });
  }
}
