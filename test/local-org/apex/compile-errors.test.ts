import { describe, expect, test } from 'vitest';
import { errorsIn } from './apex-org.ts';

const method = (code: string): string => `void run() { ${code} }`;

describe('invalid Apex is refused with the message of the platform', () => {
  test.each([
    ['an unknown variable', method('Integer i = x;'), 'Variable does not exist: x'],
    ['an unknown type', method('Nope n;'), 'Invalid type: Nope'],
    ['an unknown method', method("foo('a');"), 'Method does not exist or incorrect signature: void foo(String) from the type Subject'],
    ['an unknown platform method', method("'a'.nope(1);"), 'Method does not exist or incorrect signature: void nope(Integer) from the type String'],
    ['a wrong argument', method("'a'.left('b');"), 'Method does not exist or incorrect signature: void left(String) from the type String'],
    ['a wrong assignment', method("Integer i = 'a';"), 'Illegal assignment from String to Integer'],
    ['a narrowing assignment', method('Integer i = 1.5;'), 'Illegal assignment from Decimal to Integer'],
    ['a missing return', 'Integer run() { }', 'Missing return statement required return type: Integer'],
    ['a value from void', method('return 1;'), 'Void method must not return a value'],
    ['a duplicate variable', method('Integer i; String i;'), 'Duplicate variable: i'],
    ['code behind a return', method('return; Integer i;'), 'Unreachable statement'],
    ['a condition that is none', method('if (1) { }'), 'Condition expression must be of type Boolean: Integer'],
    ['an unknown field', method('Account a = new Account(); a.Nope__c = 1;'), 'Variable does not exist: Nope__c'],
    ['an unknown field in a constructor', method('Account a = new Account(Nope__c = 1);'), 'Field does not exist: Nope__c on Account'],
    ['a field of a wrong type', method("Account a = new Account(NumberOfEmployees = 'x');"), 'Illegal assignment from String to Integer'],
    ['an unknown constructor', 'class C { C(Integer i) { } } void run() { new C(); }', 'Constructor not defined: [Subject.C].<Constructor>()'],
    ['DML on a number', method('insert 5;'), 'DML requires SObject or SObject list type: Integer'],
    ['a throw of a text', method("throw 'x';"), 'Throw expression must be of type exception: String'],
    ['an impossible cast', method("Account a = (Account) 'x';"), 'Incompatible types since an instance of String is never an instance of Account'],
    ['a comparison of strangers', method("Boolean b = 1 == 'a';"), 'Comparison arguments must be compatible types: Integer, String'],
    ['arithmetic with texts', method("Integer i = 'a' - 1;"), 'Arithmetic expressions must use numeric arguments'],
    ['a missing interface method', 'class C implements Queueable { }', 'Class Subject.C must implement the method: void Queueable.execute(QueueableContext)'],
    ['an override without the word', 'virtual class A { public virtual void m() { } } class B extends A { public void m() { } }', 'Method must use the override keyword: void Subject.B.m()'],
    ['a super class that is not virtual', 'class A { } class B extends A { }', 'Non-virtual and non-abstract type cannot be extended: Subject.A'],
    ['this in a static method', 'static void run() { Object o = this; }', 'this cannot be referenced in a static context'],
    ['an instance method from a static one', 'void m() { } static void run() { m(); }', 'Non static method cannot be referenced from a static context: void Subject.m()'],
    ['a break outside a loop', method('break;'), 'Break statement must be in loop'],
    ['an abstract class that is made', 'abstract class A { } void run() { new A(); }', 'Abstract classes cannot be constructed: Subject.A'],
    ['a final field that is written', 'final Integer i = 1; void run() { i = 2; }', 'Field is not writeable: Subject.i'],
    ['an unknown label', method('String s = System.Label.Nope;'), 'Variable does not exist: Nope'],
  ])('%s', (_, body, message) => {
    expect(errorsIn(body)).toEqual([`2: ${message}`]);
  });

  const invoice = {
    'objects/Invoice__c/Invoice__c.object-meta.xml':
      '<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>Invoice</label><pluralLabel>Invoices</pluralLabel><nameField><label>Name</label><type>Text</type></nameField><deploymentStatus>Deployed</deploymentStatus><sharingModel>ReadWrite</sharingModel></CustomObject>',
    'objects/Invoice__c/fields/Total__c.field-meta.xml':
      '<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Total__c</fullName><label>Total</label><type>Number</type><precision>18</precision><scale>2</scale></CustomField>',
    'objects/Invoice__c/fields/Twice__c.field-meta.xml':
      '<CustomField xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Twice__c</fullName><label>Twice</label><type>Number</type><precision>18</precision><scale>2</scale><formula>Total__c * 2</formula></CustomField>',
    'objects/Rate__mdt/Rate__mdt.object-meta.xml': '<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>Rate</label><pluralLabel>Rates</pluralLabel></CustomObject>',
    'objects/Paid__e/Paid__e.object-meta.xml':
      '<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>Paid</label><pluralLabel>Paid</pluralLabel><deploymentStatus>Deployed</deploymentStatus><eventType>HighVolume</eventType><publishBehavior>PublishAfterCommit</publishBehavior></CustomObject>',
  };

  test.each([
    ['a reserved word as a variable', method('Integer from = 1;'), 'Identifier name is reserved: from'],
    ['a formula field that is written', method('Invoice__c i = new Invoice__c(); i.Twice__c = 1;'), 'Field is not writeable: Invoice__c.Twice__c'],
    ['a formula field in a constructor', method('Invoice__c i = new Invoice__c(Twice__c = 1);'), 'Field is not writeable: Invoice__c.Twice__c'],
    ['a custom field of a wrong type', method("Invoice__c i = new Invoice__c(Total__c = 'x');"), 'Illegal assignment from String to Decimal'],
    ['an unknown field of custom metadata', method("String s = Rate__mdt.getInstance('a').Nope__c;"), 'Variable does not exist: Nope__c'],
    ['an unknown field of an event', method('Paid__e e = new Paid__e(Nope__c = 1);'), 'Field does not exist: Nope__c on Paid__e'],
    ['an unknown field token', method('SObjectField f = Invoice__c.Nope__c;'), 'Variable does not exist: Nope__c'],
    ['an unknown bind variable', method('List<Invoice__c> l = [SELECT Id FROM Invoice__c WHERE Name = :nope];'), 'Variable does not exist: nope'],
    ['a final local that is written again', method('final Integer i = 1; i = 2;'), 'Final variable has already been initialized: i'],
    ['a result that is none', 'Integer run() { return; }', 'Missing return value of type: Integer'],
    ['a result of a wrong type', "Integer run() { return 'x'; }", 'Illegal conversion from String to Integer'],
    ['a method that is there twice', 'void run(Integer i) { } void run(Integer j) { }', 'Method already defined: run Subject.run(Integer) from the type Subject'],
    ['a loop over a number', method('for (Integer i : 5) { }'), 'Loop must iterate over a collection type: Integer'],
    ['an index on a map', method('Map<String, String> m; Object o = m[0];'), 'Expression must be a list type: Map<String,String>'],
    ['a catch of a text', method('try { } catch (String s) { }'), 'Catch parameter must be of type exception: String'],
    ['an exception class without the ending', 'class Failure extends Exception { }', "Exception class must end with the string 'Exception': Subject.Failure"],
    ['an override of nothing', 'override void run() { }', '@Override specified for non-overriding method: void Subject.run()'],
    ['an unknown enum value', 'enum E { A } void run() { E e = E.B; }', 'Variable does not exist: B'],
    ['a when value of a wrong type', method("switch on 1 { when 'a' { } }"), 'Incompatible types: when value of type String cannot be compared to Integer'],
    ['a when value that is there twice', method('switch on 1 { when 1 { } when 1 { } }'), 'Duplicate when value: 1'],
    ['an upsert key that is none', method('upsert new Invoice__c() Total__c;'), 'Invalid external id or unique field for upsert: Total__c'],
    ['and on a number', method('Boolean b = true && 1;'), 'AND operator can only be applied to Boolean expressions'],
  ])('%s', (_, body, message) => {
    expect(errorsIn(body, invoice)).toEqual([`2: ${message}`]);
  });

  test.each([
    ['an unknown object in FROM', '[SELECT Id FROM Nope__c]', "sObject type 'Nope__c' is not supported"],
    ['an unknown field in WHERE', "[SELECT Id FROM Invoice__c WHERE Nope__c = 'x']", "No such column 'Nope__c' on entity 'Invoice__c'"],
    ['an unknown relationship', '[SELECT Nope__r.Name FROM Invoice__c]', "Didn't understand relationship 'Nope__r'"],
  ])('%s', (_, query, message) => {
    expect(errorsIn(method(`Object o = ${query};`), invoice).join()).toContain(message);
  });

  test('an unknown field in a trigger', () => {
    const trigger = 'trigger InvoiceTrigger on Invoice__c (before insert) {\n  for (Invoice__c i : Trigger.new) i.Nope__c = 1;\n}';
    expect(errorsIn('', { ...invoice, 'InvoiceTrigger.trigger': trigger })).toEqual(['2: Variable does not exist: Nope__c']);
  });

  test('a private method of another class', () => {
    const other = { 'Other.cls': 'public class Other { private static void hidden() { } }' };
    expect(errorsIn(method('Other.hidden();'), other)).toEqual(['2: Method is not visible: void Other.hidden()']);
  });

  test('a column that the object does not have', () => {
    expect(errorsIn(method('List<Account> a = [SELECT Nope FROM Account];')).join()).toContain("No such column 'Nope' on entity 'Account'");
  });

  test('a syntax error tells its line', () => {
    expect(errorsIn('void run() {\nInteger i = ;\n}')[0]).toMatch(/^3: /);
  });

  test('one mistake is reported once', () => {
    expect(errorsIn(method('Nope n = new Nope(1); n.run(); for (Nope m : n.list()) { m.x = 1; }')).every((error) => error === '2: Invalid type: Nope')).toBe(true);
  });
});
