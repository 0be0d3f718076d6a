import { expect, test } from 'vitest';
import { apexOrg, failures } from './apex-org.ts';

const SECRET = `<?xml version="1.0"?><CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>Secret</label><pluralLabel>Secrets</pluralLabel>
  <deploymentStatus>Deployed</deploymentStatus><nameField><label>Name</label><type>Text</type></nameField><sharingModel>Private</sharingModel></CustomObject>`;

const count = 'public static Integer count() { return [SELECT COUNT() FROM Secret__c] + Database.countQuery(\'SELECT COUNT() FROM Secret__c\') + Database.query(\'SELECT Id FROM Secret__c\').size(); }';
const classes = (calls: string): Record<string, string> => ({
  'WithIt.cls': `public with sharing class WithIt { ${count} public static Integer silent() { return Silent.count(); } public static Integer inherited() { return Inheriting.count(); }
    public static Integer through() { return Without.silent(); }
    public static void fails() { throw new IllegalArgumentException('x'); } public class Nested { public Integer count() { return Silent.count() + [SELECT COUNT() FROM Secret__c]; } } }`,
  'Without.cls': `public without sharing class Without { ${count} public static Integer silent() { return Silent.count(); } public static Integer inherited() { return Inheriting.count(); }
    public static Integer callWith() { return WithIt.count(); } }`,
  'Inheriting.cls': `public inherited sharing class Inheriting { ${count} public static Integer silent() { return Silent.count(); } }`,
  'Silent.cls': `public class Silent { ${count} public static Integer inherited() { return Inheriting.count(); } }`,
  'SubjectTest.cls': `@IsTest class SubjectTest {
    static User person() {
      User u = new User(LastName = 'p', Username = 'p@sharing.example', Email = 'p@sharing.example', Alias = 'p', TimeZoneSidKey = 'GMT', LocaleSidKey = 'en_US',
        EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US', ProfileId = [SELECT Id FROM Profile WHERE Name = 'Standard User'].Id);
      insert u;
      insert new Secret__c(Name = 'of another');
      return u;
    }
    ${calls}
  }`,
  'objects/Secret__c/Secret__c.object-meta.xml': SECRET,
});

test('a keyword decides, and what says nothing runs as its caller does', () => {
  const calls = `@IsTest static void modes() {
    System.runAs(person()) {
      Assert.areEqual(0, WithIt.count());
      Assert.areEqual(3, Without.count());
      Assert.areEqual(0, WithIt.silent());
      Assert.areEqual(3, Without.silent());
      Assert.areEqual(0, WithIt.inherited());
      Assert.areEqual(3, Without.inherited());
      Assert.areEqual(3, WithIt.through());
      Assert.areEqual(0, Without.callWith());
      Assert.areEqual(3, Silent.count());
      Assert.areEqual(3, Silent.inherited());
    }
  }`;
  expect(failures(apexOrg(classes(calls)))).toEqual([]);
});

test('the mode of the caller is back after a call, also one that threw; inner classes do not take that of the outer one', () => {
  const calls = `@IsTest static void back() {
    System.runAs(person()) {
      try { WithIt.fails(); } catch (IllegalArgumentException e) {}
      Assert.areEqual(3, Silent.count());
      Assert.areEqual(4, new WithIt.Nested().count());
    }
  }`;
  expect(failures(apexOrg(classes(calls)))).toEqual([]);
});

test('as an entry point `inherited sharing` enforces sharing, also for what it calls, and no keyword does not', () => {
  const { org, program, errors } = apexOrg({ ...classes(''), 'Maker.cls': 'public class Maker { public static Id make() { SubjectTest.person(); return [SELECT Id FROM User WHERE Alias = \'p\'].Id; } }', 'SubjectTest.cls': classes('')['SubjectTest.cls']!.replace('@IsTest ', 'public ').replace('static User', 'public static User') });
  expect(errors).toEqual([]);
  const userId = org.transact({ label: 'make' }, (tx) => program.callStatic(tx, 'Maker', 'make')) as string;
  const seen = (name: string, method: string): unknown => program.callStatic(org.begin({ label: 'test', userId }), name, method);
  expect([seen('Inheriting', 'count'), seen('Inheriting', 'silent'), seen('Silent', 'count'), seen('Silent', 'inherited')]).toEqual([0, 0, 3, 3]);
});

test('"View All" of an object shows every record of it, and "Modify All" lets them be changed', () => {
  const rights = (all: string): string => `<?xml version="1.0"?><PermissionSet xmlns="http://soap.sforce.com/2006/04/metadata"><label>All</label><objectPermissions>
    <object>Secret__c</object><allowRead>true</allowRead><allowEdit>true</allowEdit><allowDelete>true</allowDelete><allowCreate>true</allowCreate>${all}</objectPermissions></PermissionSet>`;
  const calls = `static void give(User u, String name) {
    insert new PermissionSetAssignment(AssigneeId = u.Id, PermissionSetId = [SELECT Id FROM PermissionSet WHERE Name = :name].Id);
  }
  static Boolean mayDelete() { return Database.delete([SELECT Id FROM Secret__c], false, AccessLevel.USER_MODE)[0].isSuccess(); }
  @IsTest static void without() { User u = person(); System.runAs(new User(Id = UserInfo.getUserId())) { give(u, 'Own'); } System.runAs(u) { Assert.areEqual(0, WithIt.count()); } }
  @IsTest static void viewAll() { User u = person(); System.runAs(new User(Id = UserInfo.getUserId())) { give(u, 'ViewAll'); }
    System.runAs(u) { Assert.areEqual(3, WithIt.count()); Assert.isFalse(mayDelete()); } }
  @IsTest static void modifyAll() { User u = person(); System.runAs(new User(Id = UserInfo.getUserId())) { give(u, 'ModifyAll'); }
    System.runAs(u) { Assert.areEqual(3, WithIt.count()); Assert.isTrue(mayDelete()); } }`;
  const sources = {
    ...classes(calls),
    'permissionsets/Own.permissionset-meta.xml': rights(''),
    'permissionsets/ViewAll.permissionset-meta.xml': rights('<viewAllRecords>true</viewAllRecords>'),
    'permissionsets/ModifyAll.permissionset-meta.xml': rights('<viewAllRecords>true</viewAllRecords><modifyAllRecords>true</modifyAllRecords>'),
  };
  expect(failures(apexOrg(sources))).toEqual([]);
});
