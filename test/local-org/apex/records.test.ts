import { describe, expect, test } from 'vitest';
import { apexOrg, failures } from './apex-org.ts';

const testClass = (methods: string, more = ''): string => `@IsTest\nprivate class SubjectTest {\n${more}\n${methods}\n}`;

describe('records', () => {
  test('queries bind, narrow to one record and read relationships', () => {
    const code = testClass(`
      @IsTest static void queries() {
        Account a = new Account(Name = 'a');
        insert a;
        insert new List<Contact>{ new Contact(LastName = 'x', AccountId = a.Id), new Contact(LastName = 'y') };
        Set<Id> ids = new Set<Id>{ a.Id };
        Contact c = [SELECT LastName, Account.Name FROM Contact WHERE AccountId IN :ids];
        System.assertEquals('a', c.Account.Name);
        System.assertEquals(null, [SELECT Account.Name FROM Contact WHERE LastName = 'y'].Account.Name);
        String name = 'x';
        System.assertEquals(1, Database.query('SELECT Id FROM Contact WHERE LastName = :name').size());
        System.assertEquals(2, [SELECT COUNT() FROM Contact]);
        for (Account each : [SELECT Id, (SELECT LastName FROM Contacts) FROM Account]) System.assertEquals(1, each.Contacts.size());
        try { String s = [SELECT Id FROM Contact LIMIT 1].LastName; System.assert(false); } catch (SObjectException e) {
          System.assertEquals('SObject row was retrieved via SOQL without querying the requested field: Contact.LastName', e.getMessage());
        }
        try { Contact none = [SELECT Id FROM Contact WHERE LastName = 'z']; System.assert(false); } catch (QueryException e) {
          System.assertEquals('List has no rows for assignment to SObject', e.getMessage());
        }
      }`);
    expect(failures(apexOrg({ 'SubjectTest.cls': code }))).toEqual([]);
  });

  test('a DmlException tells row, code and fields', () => {
    const code = testClass(`
      @IsTest static void dml() {
        try { insert new List<Account>{ new Account(Name = 'a'), new Account() }; System.assert(false); } catch (DmlException e) {
          System.assertEquals('Insert failed. First exception on row 1; first error: REQUIRED_FIELD_MISSING, Required fields are missing: [Name]: [Name]', e.getMessage());
          System.assertEquals(1, e.getDmlIndex(0));
          System.assertEquals(StatusCode.REQUIRED_FIELD_MISSING, e.getDmlType(0));
        }
        Database.SaveResult[] results = Database.insert(new List<Account>{ new Account(Name = 'b'), new Account() }, false);
        System.assert(results[0].isSuccess() && !results[1].isSuccess());
        System.assertEquals(1, [SELECT COUNT() FROM Account]);
      }`);
    expect(failures(apexOrg({ 'SubjectTest.cls': code }))).toEqual([]);
  });

  test('the headers of DMLOptions need not be made', () => {
    const code = `Database.DMLOptions options = new Database.DMLOptions();
      options.DuplicateRuleHeader.AllowSave = true;
      options.EmailHeader.triggerUserEmail = false;
      options.AssignmentRuleHeader.useDefaultRule = true;
      Account made = new Account(Name = 'Acme');
      made.setOptions(options);
      insert made;
      System.assertEquals(true, options.DuplicateRuleHeader.AllowSave);
      System.assertNotEquals(null, made.Id);`;
    expect(failures(apexOrg({ 'OptionsTest.cls': `@IsTest private class OptionsTest { @IsTest static void works() { ${code} } }` }))).toEqual([]);
  });

  test('triggers see their context and their exceptions name trigger and line', () => {
    const trigger = `trigger AccountTrigger on Account (before insert, after update) {
      if (Trigger.isBefore) { for (Account a : Trigger.new) { a.Description = 'stamped'; if (a.Name == 'bad') { String s; s.length(); } if (a.Name == 'no') a.addError('refused'); } }
      else { System.assertEquals('old', Trigger.oldMap.get(Trigger.new[0].Id).Name); Handler.sizes.add(Trigger.size); }
    }`;
    const code = testClass(`
      @IsTest static void context() {
        Account a = new Account(Name = 'old');
        insert a;
        System.assertEquals(null, a.Description);
        System.assertEquals('stamped', [SELECT Description FROM Account].Description);
        a.Name = 'new';
        update a;
        System.assertEquals(new List<Integer>{ 1 }, Handler.sizes);
      }
      @IsTest static void failing() {
        try { insert new Account(Name = 'bad'); System.assert(false); } catch (DmlException e) {
          System.assertEquals('AccountTrigger: execution of BeforeInsert\\n\\ncaused by: System.NullPointerException: Attempt to de-reference a null object\\n\\nTrigger.AccountTrigger: line 2, column 1', e.getDmlMessage(0));
        }
        try { insert new Account(Name = 'no'); System.assert(false); } catch (DmlException e) { System.assertEquals('refused', e.getDmlMessage(0)); }
      }`);
    const handler = 'public class Handler { public static List<Integer> sizes = new List<Integer>(); }';
    expect(failures(apexOrg({ 'SubjectTest.cls': code, 'Handler.cls': handler, 'AccountTrigger.trigger': trigger }))).toEqual([]);
  });
});

describe('tests', () => {
  test('each method sees what @TestSetup left and nothing of the others', () => {
    const code = testClass(`
      @TestSetup static void setup() { insert new Account(Name = 'setup'); counter = 5; }
      @IsTest static void one() { insert new Account(Name = 'one'); System.assertEquals(2, [SELECT COUNT() FROM Account]); System.assertEquals(0, counter); counter = 1; }
      @IsTest static void two() { insert new Account(Name = 'two'); System.assertEquals(2, [SELECT COUNT() FROM Account]); System.assertEquals(0, counter); counter = 1; }`, 'static Integer counter = 0;');
    expect(failures(apexOrg({ 'SubjectTest.cls': code }))).toEqual([]);
  });

  test('stopTest runs queueables, futures and batches with limits of their own', () => {
    const code = testClass(`
      @IsTest static void async() {
        List<Account> before = [SELECT Id FROM Account];
        Test.startTest();
        System.assertEquals(0, Limits.getQueries());
        System.enqueueJob(new Job());
        later('future');
        Database.executeBatch(new Batch(), 1);
        System.assertEquals(1, Limits.getQueueableJobs());
        Test.stopTest();
        System.assertEquals(1, Limits.getQueries());
        System.assertEquals(new Set<String>{ 'job', 'future', 'batch 2' }, names());
      }
      @IsTest static void failingJob() {
        System.enqueueJob(new FailingJob());
        Test.startTest();
        try { Test.stopTest(); System.assert(false); } catch (SubjectException e) { System.assertEquals('failed', e.getMessage()); }
        System.assertEquals(new Set<String>{ 'final UNHANDLED_EXCEPTION' }, names());
      }`,
      `static Set<String> names() { Set<String> found = new Set<String>(); for (Account a : [SELECT Name FROM Account]) found.add(a.Name); return found; }
       class SubjectException extends Exception { }
       class Job implements Queueable { public void execute(QueueableContext c) { System.assertNotEquals(null, c.getJobId()); System.assertEquals(200, Limits.getLimitQueries()); insert new Account(Name = 'job'); } }
       class FailingJob implements Queueable { public void execute(QueueableContext c) { System.attachFinalizer(new Fin()); insert new Account(Name = 'lost'); throw new SubjectException('failed'); } }
       class Fin implements Finalizer { public void execute(FinalizerContext c) { insert new Account(Name = 'final ' + c.getResult()); } }
       @Future static void later(String name) { System.assert(System.isFuture()); insert new Account(Name = name); }
       class Batch implements Database.Batchable<SObject>, Database.Stateful {
         Integer rows = 0;
         public Database.QueryLocator start(Database.BatchableContext c) { return Database.getQueryLocator('SELECT Id FROM Account'); }
         public void execute(Database.BatchableContext c, List<Account> scope) { rows += scope.size(); }
         public void finish(Database.BatchableContext c) { insert new Account(Name = 'batch ' + rows); }
       }`);
    expect(failures(apexOrg({ 'SubjectTest.cls': code }))).toEqual([]);
  });

  test('a class that does not compile does not stop the others', () => {
    const org = apexOrg({
      'Broken.cls': 'public class Broken { public static Integer one() { return x; } }',
      'GoodTest.cls': '@IsTest private class GoodTest { @IsTest static void passes() { System.assert(true); } @IsTest static void uses() { Broken.one(); } }',
      'BadTest.cls': '@IsTest private class BadTest { @IsTest static void never() { Integer i = y; } }',
    });
    expect(org.errors.map((error) => error.message)).toEqual(['Variable does not exist: x', 'Variable does not exist: y']);
  });

  test('coverage counts executable lines', () => {
    const org = apexOrg({
      'Covered.cls': 'public class Covered {\n  public static Integer sign(Integer i) {\n    if (i > 0) {\n      return 1;\n    }\n    return -1;\n  }\n}',
      'CoveredTest.cls': '@IsTest private class CoveredTest { @IsTest static void positive() { System.assertEquals(1, Covered.sign(5)); } }',
    });
    expect(failures(org)).toEqual([]);
    const file = org.program.coverage.find((one) => one.name === 'Covered')!;
    expect(file.lines).toEqual([3, 4, 6]);
    expect(file.lines.filter((line) => file.counts[line] === 0)).toEqual([6]);
  });
});
