import { UnsupportedError } from '../errors.ts';
import type { SObjectType } from '../schema/sobject-type.ts';
import type { Row } from '../store/store.ts';
import type { OrgData } from './data.ts';

/** Who looks at records, and of which objects all of them are theirs to see or to change. */
export interface Viewer {
  readonly userId: string;
  reachesAll(objectName: string, level: 'read' | 'edit'): boolean;
}

/** Whether a user can see a record, or also change it, by "View All", owner, organization-wide default and shares. */
export function canReach(data: OrgData, viewer: Viewer, type: SObjectType, row: Row, level: 'read' | 'edit'): boolean {
  const { userId } = viewer;
  const model = type.sharingModel ?? 'ReadWrite';
  if (model === 'ReadWrite' || (model === 'Read' && level === 'read')) return true;
  if (viewer.reachesAll(type.name, level)) return true;
  if (model === 'ControlledByParent') return reachesMaster(data, viewer, type, row, level);
  const groups = groupsOf(data, userId);
  const subject = row['WhatId'];
  if (level === 'read' && typeof subject === 'string' && reachesSubject(data, viewer, subject)) return true;
  if (groups.has(String(row['OwnerId'])) || isShared(data, type, row, groups, level) || isBelow(data, userId, String(row['OwnerId']))) return true;
  if (data.sharingRules.has(type.name.toLowerCase())) throw new UnsupportedError(`the sharing rules of ${type.name}`);
  return false;
}

function reachesMaster(data: OrgData, viewer: Viewer, type: SObjectType, row: Row, level: 'read' | 'edit'): boolean {
  const lookup = [...type.fields.values()].find((field) => field.masterDetail);
  const master = lookup && data.state.schema.find(lookup.referenceTo[0]!);
  const parent = master && data.store.get(master.name, String(row[lookup.name]));
  return !master || !parent || canReach(data, viewer, master, parent, level);
}

/** Who sees what an activity is about sees the activity. */
function reachesSubject(data: OrgData, viewer: Viewer, id: string): boolean {
  const type = data.state.schema.ofId(id);
  const row = type && data.store.get(type.name, id);
  return type !== undefined && row !== undefined && canReach(data, viewer, type, row, 'read');
}

/** The user and the groups and queues that the user is a member of. */
function groupsOf({ store }: OrgData, userId: string): ReadonlySet<string> {
  return new Set([userId, ...store.find('GroupMember', 'UserOrGroupId', userId).map((row) => String(row['GroupId']))]);
}

function isShared({ state, store }: OrgData, type: SObjectType, row: Row, groups: ReadonlySet<string>, level: 'read' | 'edit'): boolean {
  const share = state.schema.find(shareName(type.name));
  if (!share) return false;
  return store.find(share.name, 'ParentId', row['Id']!).some((each) => groups.has(String(each['UserOrGroupId'])) && (level === 'read' || each['AccessLevel'] !== 'Read'));
}

/** `Invoice__c` is shared by records of `Invoice__Share`. */
export function shareName(objectName: string): string {
  return objectName.endsWith('__c') ? objectName.replace(/__c$/, '__Share') : `${objectName}Share`;
}

/** Managers in the role hierarchy reach what those below them own. */
function isBelow({ store }: OrgData, userId: string, ownerId: string): boolean {
  const mine = store.get('User', userId)?.['UserRoleId'];
  let role = store.get('User', ownerId)?.['UserRoleId'];
  if (mine === undefined || mine === null) return false;
  while (role !== undefined && role !== null) {
    role = store.get('UserRole', String(role))?.['ParentRoleId'];
    if (role === mine) return true;
  }
  return false;
}
