import { describe, expect, test } from 'vitest';
import { apexOrg, failures } from '../apex/apex-org.ts';

const SOURCE = `@IsTest private class MixedTest {
  static UserRole role() { return new UserRole(Name = 'Sales', DeveloperName = 'Sales'); }
  static User user(Id roleId) {
    Id profileId = [SELECT Id FROM Profile WHERE Name = 'Standard User'].Id;
    return new User(LastName = 'Doe', Alias = 'jdoe', Email = 'j@example.com', Username = 'j@example.com.mixed', ProfileId = profileId, UserRoleId = roleId,
      TimeZoneSidKey = 'GMT', LocaleSidKey = 'en_US', EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US');
  }
  @IsTest static void setupAfterOther() {
    insert new Account(Name = 'Acme');
    try {
      insert role();
      System.assert(false);
    } catch (DmlException e) {
      System.assertEquals(StatusCode.MIXED_DML_OPERATION, e.getDmlType(0));
      System.assertEquals('DML operation on setup object is not permitted after you have updated a non-setup object (or vice versa): UserRole, original object: Account', e.getDmlMessage(0));
    }
  }
  @IsTest static void otherAfterSetup() {
    insert role();
    Database.SaveResult result = Database.insert(new Account(Name = 'Acme'), false);
    System.assertEquals(false, result.isSuccess());
    System.assertEquals(StatusCode.MIXED_DML_OPERATION, result.getErrors()[0].getStatusCode());
    System.assertEquals(0, [SELECT COUNT() FROM Account]);
  }
  @IsTest static void runAsKeepsThemApart() {
    insert new Account(Name = 'Acme');
    System.runAs(new User(Id = UserInfo.getUserId())) {
      UserRole made = role();
      insert made;
      insert user(made.Id);
    }
    insert new Account(Name = 'Other');
    System.assertEquals(2, [SELECT COUNT() FROM Account]);
  }
  @IsTest static void usersWithoutRoleGoWithOthers() {
    insert new Account(Name = 'Acme');
    User made = user(null);
    insert made;
    update new User(Id = made.Id, LastName = 'Smith', IsActive = true);
    insert new Group(Name = 'Team', DeveloperName = 'Team', Type = 'Regular');
    try {
      update new User(Id = made.Id, IsActive = false);
      System.assert(false);
    } catch (DmlException e) {
      System.assertEquals(StatusCode.MIXED_DML_OPERATION, e.getDmlType(0));
    }
  }
}`;

describe('setup objects and others in one transaction', () => {
  test('are refused together, but in System.runAs', () => {
    expect(failures(apexOrg({ 'MixedTest.cls': SOURCE }))).toEqual([]);
  });
});
