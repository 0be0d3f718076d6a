import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../local-org/src/values/decimal.ts';
import { column, insert, invoiceOrg, query } from '../fixtures/org.ts';
import { field, INVOICES } from '../fixtures/source.ts';
import { apexOrg, failures } from '../apex/apex-org.ts';

const PLACE = field('Invoice__c', 'Place__c', '<type>Location</type><displayLocationInDecimal>true</displayLocationInDecimal><scale>5</scale>');

describe('DISTANCE', () => {
  const org = invoiceOrg({}, [...INVOICES, PLACE]);
  insert(org, 'Invoice__c', { Name: 'Berlin', Place__Latitude__s: 52.52, Place__Longitude__s: 13.405 });
  insert(org, 'Invoice__c', { Name: 'Hamburg', Place__Latitude__s: 53.5511, Place__Longitude__s: 9.9937 });
  insert(org, 'Invoice__c', { Name: 'Paris', Place__Latitude__s: 48.8566, Place__Longitude__s: 2.3522 });
  insert(org, 'Invoice__c', { Name: 'Nowhere' });

  test('filters and orders by the way between two places', () => {
    const near = "SELECT Name FROM Invoice__c WHERE DISTANCE(Place__c, GEOLOCATION(52.4, 13.1), 'km') < 300 ORDER BY DISTANCE(Place__c, GEOLOCATION(52.4, 13.1), 'km') DESC";
    expect(column(org, near, 'Name')).toEqual(['Hamburg', 'Berlin']);
    expect(column(org, near.replaceAll("'km'", "'mi'").replace('< 300', '< 100'), 'Name')).toEqual(['Berlin']);
  });

  test('takes bound coordinates', () => {
    const rows = query(org, "SELECT Name FROM Invoice__c WHERE DISTANCE(Place__c, GEOLOCATION(:a, :b), 'km') < 50", [Decimal.parse('48.8'), Decimal.parse('2.3')]);
    expect(rows.map((row) => row.get('Name'))).toEqual(['Paris']);
  });

  test('is refused by name where it cannot be computed', () => {
    expect(() => query(org, "SELECT DISTANCE(Place__c, GEOLOCATION(1, 2), 'km') FROM Invoice__c")).toThrow('DISTANCE()');
    expect(() => query(org, "SELECT Id FROM Invoice__c WHERE DISTANCE(Account__c, GEOLOCATION(1, 2), 'km') < 3")).toThrow('DISTANCE() of Account__c');
    expect(() => query(org, "SELECT Id FROM Invoice__c WHERE DISTANCE(Place__c, GEOLOCATION(1, 2), 'ft') < 3")).toThrow("'ft'");
  });
});

describe('date functions', () => {
  test('look at times in GMT, and in the time zone of the user inside convertTimezone', () => {
    const code = `@IsTest private class ZoneTest { @IsTest static void zones() {
      insert new Task(Subject = 'x', ReminderDateTime = Datetime.newInstanceGmt(2026, 3, 1, 2, 30, 0));
      User me = new User(Id = UserInfo.getUserId(), TimeZoneSidKey = 'America/Los_Angeles');
      update me;
      System.assertEquals(1, [SELECT COUNT() FROM Task WHERE DAY_IN_MONTH(ReminderDateTime) = 1 AND HOUR_IN_DAY(ReminderDateTime) = 2]);
      System.assertEquals(1, [SELECT COUNT() FROM Task WHERE DAY_IN_MONTH(convertTimezone(ReminderDateTime)) = 28 AND HOUR_IN_DAY(convertTimezone(ReminderDateTime)) = 18]);
      System.assertEquals(1, [SELECT COUNT() FROM Task WHERE DAY_ONLY(convertTimezone(ReminderDateTime)) = 2026-02-28]);
    } }`;
    expect(failures(apexOrg({ 'ZoneTest.cls': code }))).toEqual([]);
  });
});
