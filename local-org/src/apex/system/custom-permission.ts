import type { SObject } from '../../values/sobject.ts';
import { session } from '../runtime/session.ts';

const rows = (object: string): SObject[] => {
  const { tx } = session();
  return tx.data.rows(tx, object);
};

const text = (record: SObject, field: string): string | null => (record.fields.get(field) as string | undefined) ?? null;

/** Whether the running user has a custom permission by a permission set, or by a group of them, or by the profile's own set. */
export function hasCustomPermission(name: string): boolean {
  const permission = rows('CustomPermission').find((one) => text(one, 'DeveloperName')?.toLowerCase() === name.toLowerCase());
  if (permission === undefined) return false;
  const sets = permissionSetsOf(session().tx.user.id);
  return rows('SetupEntityAccess').some((access) => text(access, 'SetupEntityId') === permission.id && sets.has(text(access, 'ParentId')));
}

function permissionSetsOf(userId: string): Set<string | null> {
  const assigned = rows('PermissionSetAssignment').filter((one) => text(one, 'AssigneeId') === userId);
  const groups = new Set<string | null>(assigned.map((one) => text(one, 'PermissionSetGroupId')).filter((id) => id !== null));
  const inGroups = groups.size === 0 ? [] : rows('PermissionSetGroupComponent').filter((one) => groups.has(text(one, 'PermissionSetGroupId')));
  const profile = text(rows('User').find((one) => one.id === userId)!, 'ProfileId');
  const ofProfile = rows('PermissionSet').filter((one) => profile !== null && text(one, 'ProfileId') === profile);
  return new Set([...[...assigned, ...inGroups].map((one) => text(one, 'PermissionSetId')), ...ofProfile.map((one) => one.id)]);
}
