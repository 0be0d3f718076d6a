import { describe, expect, test } from 'vitest';
import type { Org } from '../../../local-org/src/org.ts';
import { parseSoql } from '../../../local-org/src/soql/parse.ts';
import { dml, insert, invoiceOrg, record } from '../fixtures/org.ts';
import { INVOICES, meta, object } from '../fixtures/source.ts';

const FILES = [
  ...INVOICES,
  object('Secret__c', '<nameField><label>Name</label><type>Text</type></nameField><sharingModel>Private</sharingModel>'),
  meta(
    'permissionsets/Clerk.permissionset-meta.xml',
    'PermissionSet',
    '<label>Clerk</label><objectPermissions><object>Invoice__c</object><allowRead>true</allowRead><allowCreate>true</allowCreate><allowEdit>false</allowEdit><allowDelete>false</allowDelete></objectPermissions><fieldPermissions><field>Invoice__c.Total__c</field><readable>true</readable><editable>false</editable></fieldPermissions>',
  ),
];

function clerk(org: Org): string {
  const profile = org.data.store.find('Profile', 'Name', 'Standard User')[0]!['Id']!;
  const user = insert(org, 'User', { Username: 'clerk@example.com', LastName: 'Clerk', Email: 'c@example.com', Alias: 'clerk', ProfileId: profile, TimeZoneSidKey: 'GMT', LocaleSidKey: 'en_US', EmailEncodingKey: 'UTF-8', LanguageLocaleKey: 'en_US' });
  insert(org, 'PermissionSetAssignment', { AssigneeId: user.id, PermissionSetId: org.data.store.find('PermissionSet', 'Name', 'Clerk')[0]!['Id']! });
  return user.id!;
}

describe('a user without "Modify All Data"', () => {
  const org = invoiceOrg({}, FILES);
  const userId = clerk(org);
  const read = (soql: string): number => org.transact({ label: 'read', userId }, (tx) => tx.data.query(tx, parseSoql(soql).query, [])).size;

  test('sees in a class with sharing only what is shared, in system mode, too', () => {
    const own = invoiceOrg({}, FILES);
    const reader = clerk(own);
    insert(own, 'Secret__c', { Name: 'of the administrator' });
    const secrets = (soql: string, sharing: boolean): number => own.transact({ label: 'read', userId: reader }, (tx) => tx.data.query(tx, parseSoql(soql).query, [], { sharing })).size;
    expect(secrets('SELECT Id FROM Secret__c WITH SYSTEM_MODE', true)).toBe(0);
    expect(secrets('SELECT Id FROM Secret__c WITH SYSTEM_MODE', false)).toBe(1);
  });

  test('reads in user mode what a permission set grants', () => {
    expect(read('SELECT Total__c FROM Invoice__c WITH USER_MODE')).toBe(0);
    expect(() => read('SELECT Key__c FROM Invoice__c WITH USER_MODE')).toThrow("No such column 'Key__c' on entity 'Invoice__c'");
    expect(() => read('SELECT Key__c FROM Invoice__c WITH SECURITY_ENFORCED')).toThrow('Insufficient permissions: secure query included inaccessible field');
    expect(read('SELECT Key__c FROM Invoice__c')).toBe(0);
    expect(() => read('SELECT Id FROM Line__c WITH USER_MODE')).toThrow("sObject type 'Line__c' is not supported");
  });

  test('writes in user mode what a permission set grants', () => {
    const save = (values: Record<string, string | number | null>) => org.transact({ label: 'save', userId }, (tx) => tx.data.dml(tx, { operation: 'insert', records: [record(org, 'Invoice__c', values)], allOrNone: false, userMode: true })[0]!);
    expect(save({ Name: 'mine' }).success).toBe(true);
    expect(save({ Name: 'mine', Total__c: 5 }).errors[0]!.message).toContain('Operation failed due to fields being inaccessible on Sobject Invoice__c');
    const [made] = dml(org, 'insert', [record(org, 'Invoice__c', { Name: 'x' })]);
    const update = () => org.transact({ label: 'save', userId }, (tx) => tx.data.dml(tx, { operation: 'update', records: [record(org, 'Invoice__c', { Id: made!.id, Name: 'y' })], allOrNone: false, userMode: true }));
    expect(update).toThrow("DML operation UPDATE not allowed on Invoice__c");
  });

  test('sees only shared records of a private object where sharing is asked for', () => {
    const secret = insert(org, 'Secret__c', { Name: 'admin only' });
    const seen = (sharing: boolean): number => org.transact({ label: 'read', userId }, (tx) => tx.data.query(tx, parseSoql('SELECT Id FROM Secret__c').query, [], { sharing })).size;
    expect([seen(false), seen(true)]).toEqual([1, 0]);
    insert(org, 'Secret__Share', { ParentId: secret.id, UserOrGroupId: userId, AccessLevel: 'Read' });
    expect(seen(true)).toBe(1);
  });

  test('prices products where he may price books', () => {
    const may = (right: 'read' | 'create') => org.transact({ label: 'access', userId }, (tx) => org.data.access(tx).object('PricebookEntry', right));
    expect([may('read'), may('create')]).toEqual([true, false]);
    const [set] = org.data.store.find('PermissionSet', 'Name', 'Clerk');
    insert(org, 'ObjectPermissions', { ParentId: set!['Id']!, SobjectType: 'Pricebook2', PermissionsRead: true, PermissionsCreate: true, PermissionsEdit: true, PermissionsDelete: false, PermissionsViewAllRecords: false, PermissionsModifyAllRecords: false });
    expect([may('read'), may('create')]).toEqual([true, true]);
  });
});
