import { describe, expect, test } from 'vitest';
import { apexOrg, failures, testResults } from './apex-org.ts';

const testClass = (methods: string, more = ''): string => `@IsTest\nprivate class SubjectTest {\n${more}\n${methods}\n}`;

describe('classes', () => {
  test('field initialisers of base and derived class run before the constructor of the base', () => {
    const code = testClass(
      `@IsTest static void order() { new B(); System.assertEquals('bd AB', seen); }`,
      `static String seen = '';
       static Integer note(String s) { seen += s; return 1; }
       virtual class A { Integer a = note('b'); A() { note(' A'); } }
       class B extends A { Integer b = note('d'); B() { note('B'); } }`,
    );
    expect(failures(apexOrg({ 'SubjectTest.cls': code }))).toEqual([]);
  });

  test('overloads are chosen by static type and overridden methods by the object', () => {
    const code = testClass(
      `@IsTest static void overloads() {
         Object o = 'x';
         System.assertEquals('object', pick(o));
         System.assertEquals('string', pick('x'));
         System.assertEquals('long', pick(5));
         System.assertEquals('string', pick(null));
         A a = new B();
         System.assertEquals('b:a', a.name());
       }`,
      `static String pick(Object o) { return 'object'; }
       static String pick(String s) { return 'string'; }
       static String pick(Long l) { return 'long'; }
       virtual class A { public virtual String name() { return 'a'; } }
       class B extends A { public override String name() { return 'b:' + super.name(); } }`,
    );
    expect(failures(apexOrg({ 'SubjectTest.cls': code }))).toEqual([]);
  });

  test('finally runs, statics are shared, properties compute', () => {
    const code = testClass(
      `@IsTest static void all() {
         System.assertEquals(1, early());
         System.assertEquals('finally', trail);
         Lazy l = new Lazy();
         System.assertEquals(7, l.value);
         System.assertEquals(7, l.value);
         System.assertEquals(1, l.calls);
         l.value += 1;
         System.assertEquals(8, l.value++);
         System.assertEquals(9, l.value);
       }`,
      `static String trail = '';
       static Integer early() { try { return 1; } finally { trail = 'finally'; } }
       class Lazy { public Integer calls = 0; public Integer value { get { if (value == null) { calls++; value = 7; } return value; } set; } }`,
    );
    expect(failures(apexOrg({ 'SubjectTest.cls': code }))).toEqual([]);
  });

  test('exceptions keep cause, type and line', () => {
    const code = testClass(
      `@IsTest static void exceptions() {
         try {
           fail();
           System.assert(false);
         } catch (SubjectException e) {
           System.assertEquals('SubjectTest.SubjectException', e.getTypeName());
           System.assertEquals('inner', e.getCause().getMessage());
           System.assertEquals(6, e.getLineNumber());
           System.assert(e.getStackTraceString().startsWith('Class.SubjectTest.fail: line 6, column 1\\nClass.SubjectTest.exceptions: line 10'), e.getStackTraceString());
         }
       }`,
      `class SubjectException extends Exception { }
       static void fail() {

         throw new SubjectException('outer', new SubjectException('inner')); }
       `,
    );
    expect(failures(apexOrg({ 'SubjectTest.cls': code }))).toEqual([]);
  });

  test('switch knows types, enums, null and several values', () => {
    const code = testClass(
      `@IsTest static void switches() {
         System.assertEquals('account', kind(new Account()));
         System.assertEquals('else', kind(new Contact()));
         System.assertEquals('warm', color(Color.RED));
         System.assertEquals('none', color(null));
       }`,
      `enum Color { RED, ORANGE, BLUE }
       static String kind(SObject s) { switch on s { when Account a { return 'account'; } when else { return 'else'; } } }
       static String color(Color c) { switch on c { when RED, ORANGE { return 'warm'; } when null { return 'none'; } when else { return 'cold'; } } }`,
    );
    expect(failures(apexOrg({ 'SubjectTest.cls': code }))).toEqual([]);
  });
});

describe('what Apex cannot catch', () => {
  const cases: [string, string, string, RegExp][] = [
    ['a failed assertion', 'System.assertEquals(1, 2);', 'Fail', /^System.AssertException: Assertion Failed: Expected: 1, Actual: 2/],
    ['a governor limit', "for (Integer i = 0; i < 101; i++) { List<Account> a = [SELECT Id FROM Account]; }", 'Fail', /^System.LimitException: Too many SOQL queries: 101/],
    ['an endless loop', 'while (true) { }', 'Fail', /^System.LimitException: Apex CPU time limit exceeded/],
    ['endless recursion', 'recurse(1);', 'Fail', /^System.LimitException: Maximum stack depth reached/],
    ['a missing feature', 'Answers.setBestReply(null, null);', 'Unsupported', /System.Answers.setBestReply/],
  ];

  test.each(cases)('%s passes every catch and no finally block runs', (_, code, outcome, message) => {
    const body = testClass(
      `@IsTest static void run() { try { ${code} } catch (Exception e) { touched = true; } finally { throw new SubjectException('finally'); } }`,
      `static Boolean touched = false; class SubjectException extends Exception { } static Integer recurse(Integer i) { return recurse(i + 1) + 1; }`,
    );
    const [result] = testResults(apexOrg({ 'SubjectTest.cls': body }));
    expect(result!.message).toMatch(message);
    expect(result!.outcome).toBe(outcome);
  });
});
