import { describe, expect, test } from 'vitest';
import { apexOrg, errorsIn, failures, textsOf } from './apex-org.ts';

const run = (body: string, more: Readonly<Record<string, string>> = {}): string[] => failures(apexOrg({ 'SubjectTest.cls': `@IsTest class SubjectTest { @IsTest static void runs() { ${body} } }`, ...more }));

describe('messages', () => {
  test('are counted and succeed in a test, without being sent', () => {
    expect(run(`
      Messaging.SingleEmailMessage mail = new Messaging.SingleEmailMessage();
      mail.setToAddresses(new List<String>{ 'a@b.example' });
      mail.setSubject('s');
      mail.setPlainTextBody('t');
      Assert.areEqual('s', mail.getSubject());
      List<Messaging.SendEmailResult> sent = Messaging.sendEmail(new List<Messaging.SingleEmailMessage>{ mail });
      Assert.isTrue(sent[0].isSuccess());
      Assert.areEqual(1, Limits.getEmailInvocations());`)).toEqual([]);
  });

  test('without anybody to go to fail', () => {
    expect(run(`
      Messaging.SingleEmailMessage mail = new Messaging.SingleEmailMessage();
      mail.setPlainTextBody('t');
      try { Messaging.sendEmail(new List<Messaging.Email>{ mail }); Assert.fail(); } catch (EmailException e) { Assert.isTrue(e.getMessage().contains('Add a recipient')); }
      Assert.isFalse(Messaging.sendEmail(new List<Messaging.Email>{ mail }, false)[0].isSuccess());`)).toEqual([]);
  });

  test('are refused by name outside of tests', () => {
    expect(textsOf(['Messaging.sendEmail(new List<Messaging.Email>())'])[0]).toContain('Messaging.sendEmail outside of tests');
  });
});

test('versions compare part by part', () => {
  expect(textsOf(['new Version(1, 2).compareTo(new Version(1, 10))', 'new Version(2, 0).compareTo(new Version(1, 10))', 'new Version(1, 2, 3).compareTo(new Version(1, 2, 3))', 'new Version(1, 2, 3).patch()'])).toEqual(['-1', '1', '0', '3']);
});

test('results of DML are written as JSON', () => {
  expect(run(`
    Account a = new Account(Name = 'a');
    Database.SaveResult done = Database.insert(a);
    Assert.areEqual('{"success":true,"id":"' + a.Id + '","errors":[]}', JSON.serialize(done));
    List<Database.SaveResult> failed = Database.insert(new List<Account>{ new Account() }, false);
    Assert.isTrue(JSON.serialize(failed).contains('"statusCode":"REQUIRED_FIELD_MISSING","message":"Required fields are missing: [Name]","fields":["Name"]'));`)).toEqual([]);
});

test('an AuraHandledException has no message but the one that was set', () => {
  expect(run(`
    AuraHandledException e = new AuraHandledException('for the component');
    Assert.areEqual('Script-thrown exception', e.getMessage());
    e.setMessage('mine');
    Assert.areEqual('mine', e.getMessage());`)).toEqual([]);
});

describe('overrides', () => {
  test('of a private @TestVisible method are for tests', () => {
    const base = 'public virtual class Base { @TestVisible private virtual Integer size() { return 1; } public Integer twice() { return size() * 2; } }';
    const stub = '@IsTest class SubjectTest { class Stub extends Base { private override Integer size() { return 5; } } @IsTest static void runs() { Assert.areEqual(10, new Stub().twice()); } }';
    expect(failures(apexOrg({ 'Base.cls': base, 'SubjectTest.cls': stub }))).toEqual([]);
    expect(errorsIn('class Stub extends Base { private override Integer size() { return 5; } }', { 'Base.cls': base })).toEqual(['2: @Override specified for non-overriding method: Integer Subject.Stub.size()']);
  });
});

test('a static method may implement an interface', () => {
  const more = { 'Sized.cls': 'public interface Sized { Integer size(); }', 'Three.cls': 'public class Three implements Sized { public static Integer size() { return 3; } }' };
  expect(run('Sized one = (Sized) Type.forName(\'Three\').newInstance(); Assert.areEqual(3, one.size());', more)).toEqual([]);
});

test('a variable called like a platform class does not hide the methods that it lacks', () => {
  expect(run('Assert.isTrue(new Holder().inTest());', { 'Holder.cls': 'public class Holder { class Factory {} static Factory Test = new Factory(); public Boolean inTest() { return Test.isRunningTest(); } }' })).toEqual([]);
});

test('a final variable is given a value once; branches are each for themselves', () => {
  expect(errorsIn('void m(Boolean b) { final Integer x; if (b) x = 1; else x = 2; }')).toEqual([]);
  expect(errorsIn('void m(Boolean b) {\n final Integer x;\n x = 1;\n if (b) { x = 2; }\n}')).toEqual(['5: Final variable has already been initialized: x']);
});
