import { expect, test } from 'vitest';
import { apexOrg, failures } from './apex-org.ts';

const xml = (type: string, content: string): string => `<?xml version="1.0"?><${type} xmlns="http://soap.sforce.com/2006/04/metadata"><label>x</label>${content}</${type}>`;

test('a custom permission is had by an assigned permission set or a group of them, and not without', () => {
  const code = `@IsTest class SubjectTest {
    static User person() {
      User u = new User(LastName = 'p', Username = 'p@custom.example', Email = 'p@custom.example', Alias = 'p', TimeZoneSidKey = 'GMT', LocaleSidKey = 'en_US',
        EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US', ProfileId = [SELECT Id FROM Profile WHERE Name = 'Standard User'].Id);
      insert u;
      return u;
    }
    @IsTest static void bySet() {
      User u = person();
      System.runAs(u) { Assert.isFalse(FeatureManagement.checkPermission('Approve')); }
      insert new PermissionSetAssignment(AssigneeId = u.Id, PermissionSetId = [SELECT Id FROM PermissionSet WHERE Name = 'Approvers'].Id);
      System.runAs(u) {
        Assert.isTrue(FeatureManagement.checkPermission('approve'));
        Assert.isFalse(FeatureManagement.checkPermission('Reject'));
        Assert.isFalse(FeatureManagement.checkPermission('Unknown'));
      }
      Assert.isFalse(FeatureManagement.checkPermission('Approve'));
    }
    @IsTest static void byGroup() {
      User u = person();
      insert new PermissionSetAssignment(AssigneeId = u.Id, PermissionSetGroupId = [SELECT Id FROM PermissionSetGroup WHERE DeveloperName = 'Finance'].Id);
      System.runAs(u) { Assert.isTrue(FeatureManagement.checkPermission('Approve')); }
    }
  }`;
  const org = apexOrg({
    'SubjectTest.cls': code,
    'customPermissions/Approve.customPermission-meta.xml': xml('CustomPermission', ''),
    'customPermissions/Reject.customPermission-meta.xml': xml('CustomPermission', ''),
    'permissionsets/Approvers.permissionset-meta.xml': xml('PermissionSet', '<customPermissions><enabled>true</enabled><name>Approve</name></customPermissions>'),
    'permissionsetgroups/Finance.permissionsetgroup-meta.xml': xml('PermissionSetGroup', '<permissionSets>Approvers</permissionSets>'),
  });
  expect(failures(org)).toEqual([]);
});
