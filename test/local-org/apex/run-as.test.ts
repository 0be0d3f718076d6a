import { expect, test } from 'vitest';
import { apexOrg, failures } from './apex-org.ts';

test('System.runAs with a user that was not saved runs as that user', () => {
  const code = `@IsTest private class RunAsTest { @IsTest static void works() {
    Id before = UserInfo.getUserId();
    User fresh = new User(LastName = 'Doe', Alias = 'jdoe', Email = 'j@example.com', Username = 'j@example.com.fresh', Profile = new Profile(Name = 'Standard User'),
      TimeZoneSidKey = 'GMT', LocaleSidKey = 'en_US', EmailEncodingKey = 'UTF-8', LanguageLocaleKey = 'en_US');
    Integer statements = Limits.getDmlStatements();
    System.runAs(fresh) {
      System.assertEquals('j@example.com.fresh', UserInfo.getUserName());
      System.assertEquals('Standard User', [SELECT Name FROM Profile WHERE Id = :UserInfo.getProfileId()].Name);
    }
    System.assertEquals(before, UserInfo.getUserId());
    System.assertEquals(statements, Limits.getDmlStatements());
    try {
      System.runAs(new User(LastName = 'Nobody')) { System.assert(false); }
      System.assert(false);
    } catch (DmlException e) {
      System.assertEquals(StatusCode.REQUIRED_FIELD_MISSING, e.getDmlType(0));
      System.assertEquals(before, UserInfo.getUserId());
    }
  } }`;
  expect(failures(apexOrg({ 'RunAsTest.cls': code }))).toEqual([]);
});
