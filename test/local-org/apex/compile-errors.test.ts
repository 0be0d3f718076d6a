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
