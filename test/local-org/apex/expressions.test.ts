import { describe, expect, test } from 'vitest';
import { textsOf } from './apex-org.ts';

/** Checks `expression → text` pairs in one compilation. */
function check(pairs: readonly (readonly [string, string])[], more: Readonly<Record<string, string>> = {}): void {
  const texts = textsOf(pairs.map(([expression]) => expression), more);
  expect(pairs.map(([expression], index) => `${expression} → ${texts[index]}`)).toEqual(pairs.map(([expression, text]) => `${expression} → ${text}`));
}

describe('numbers', () => {
  test('integers wrap, divide towards zero and refuse zero', () => {
    check([
      ['2147483647 + 1', '-2147483648'],
      ['-2147483648', '-2147483648'],
      ['7 / 2', '3'],
      ['-7 / 2', '-3'],
      ['Math.mod(-7, 2)', '-1'],
      ['1 / 0', '!System.MathException: Divide by 0'],
      ['65536 * 65536', '0'],
      ['1 << 33', '2'],
      ['-1 >>> 28', '15'],
    ]);
  });

  test('wider types win', () => {
    check([
      ['2147483647 + 1L', '2147483648'],
      ['1 + 0.50', '1.50'],
      ['1.5d + 1', '2.5'],
      ['(Integer) 3.99', '3'],
      ['10 / 4.0', '2.5'],
      ['1.10 * 1.10', '1.2100'],
    ]);
  });

  test('rounding follows the documented modes', () => {
    check([
      ['(2.5).round()', '2'],
      ['(3.5).round()', '4'],
      ['(2.345).setScale(2)', '2.34'],
      ['(2.345).setScale(2, RoundingMode.DOWN)', '2.34'],
      ['Math.round(2.5)', '2'],
      ['(1.0).divide(3, 4)', '0.3333'],
    ]);
  });
});

describe('texts', () => {
  test('concatenation prints every type', () => {
    check([
      ["'a' + null", 'anull'],
      ["'' + 1.50", '1.50'],
      ["'' + Date.newInstance(2024, 2, 29)", '2024-02-29 00:00:00'],
      ["'' + true + 1 + 2", 'true12'],
      ["1 + 2 + 'x'", '3x'],
      ["'' + new List<String>{ 'a', null }", '(a, null)'],
      ["'' + new Map<String, Integer>{ 'k' => 1 }", '{k=1}'],
      ["'' + new Set<Integer>{ 2, 1 }", '{2, 1}'],
      ["'' + new Account(Name = 'n')", 'Account:{Name=n}'],
    ]);
  });

  test('== ignores case, equals, switch and keys do not', () => {
    check([
      ["'Abc' == 'aBC'", 'true'],
      ["'Abc'.equals('aBC')", 'false'],
      ["new Set<String>{ 'a' }.contains('A')", 'false'],
      ["'a' < 'B'", 'true'],
    ]);
  });

  test('String methods follow Java and commons-lang', () => {
    check([
      ["'a,b,,'.split(',').size()", '2'],
      ["'boo:and:foo'.split(':', 2)", '(boo, and:foo)'],
      ["'abc'.substring(5)", '!System.StringException: Starting position out of bounds: 5'],
      ["'a-b'.replaceAll('(\\\\w)-(\\\\w)', '$2-$1')", 'b-a'],
      ["'Hello World'.abbreviate(8)", 'Hello...'],
      ["String.format('{0} it\\'\\'s {1}', new List<Object>{ 'a', 1 })", "a it's 1"],
      ["'1.2'.isNumeric()", 'false'],
      ["String.join(new List<Integer>{ 1, 2 }, '-')", '1-2'],
      ["'x'.leftPad(3, '0')", '00x'],
      ["'a.b.c'.substringAfterLast('.')", 'c'],
      ["'hello'.hashCode()", '99162322'],
      ["'abc'.charAt(1)", '98'],
      ["'<a>'.escapeXml()", '&lt;a&gt;'],
      ["'camelCaseText'.splitByCharacterTypeCamelCase()", '(camel, Case, Text)'],
    ]);
  });
});

describe('null', () => {
  test('compares as less than nothing and breaks arithmetic', () => {
    check([
      ['((Integer) null) < 1', 'false'],
      ['((Integer) null) >= 1', 'false'],
      ['((Integer) null) == null', 'true'],
      ['((Integer) null) + 1', '!System.NullPointerException: Attempt to de-reference a null object'],
      ["((String) null)?.length()", 'null'],
      ["((String) null)?.trim().length()", 'null'],
      ["((String) null) ?? 'x'", 'x'],
    ]);
  });
});

describe('collections', () => {
  test('keys are equal by value', () => {
    check([
      ['new Map<Decimal, Integer>{ 1.10 => 7 }.get(1.1)', '7'],
      ["new Map<Date, Integer>{ Date.newInstance(2024, 1, 1) => 7 }.get(Date.newInstance(2024, 1, 1))", '7'],
      ["new Set<Account>{ new Account(Name = 'a'), new Account(Name = 'a') }.size()", '1'],
      ['new Set<List<Integer>>{ new List<Integer>{ 1 } }.contains(new List<Integer>{ 1 })', 'true'],
      ['new List<Integer>{ 1, 2 } == new List<Integer>{ 1, 2 }', 'true'],
      ['new List<Integer>()[0]', '!System.ListException: List index out of bounds: 0'],
    ]);
  });

  test('casts check the type at run time', () => {
    check([
      ["(Integer) ((Object) 'x')", '!System.TypeException: Invalid conversion from runtime type String to Integer'],
      ['((Object) 5) instanceof Decimal', 'true'],
      ['((Object) new List<String>()) instanceof List<Object>', 'true'],
      ['((Object) new List<Object>()) instanceof List<String>', 'false'],
    ]);
  });
});

describe('dates', () => {
  test('format and arithmetic', () => {
    check([
      ["Datetime.newInstanceGmt(2024, 7, 1, 12, 0, 0).format('yyyy-MM-dd HH:mm', 'America/New_York')", '2024-07-01 08:00'],
      ["Datetime.newInstanceGmt(2024, 1, 2, 3, 4, 5).formatGmt('EEE, d MMM yyyy h:mm a')", 'Tue, 2 Jan 2024 3:04 AM'],
      ['Date.newInstance(2024, 1, 31).addMonths(1)', '2024-02-29'],
      ['Date.newInstance(2024, 1, 1) + 30', '2024-01-31'],
      ["Date.valueOf('no date')", '!System.TypeException: Invalid date: no date'],
      ['Date.newInstance(2024, 1, 1).daysBetween(Date.newInstance(2023, 12, 31))', '-1'],
    ]);
  });
});

describe('JSON', () => {
  const more = { 'Dto.cls': 'public class Dto { public String a; public Integer b; public List<Dto> kids; public transient String hidden; }' };

  test('is written in order and read back with its types', () => {
    check(
      [
        ["JSON.serialize(new Map<String, Object>{ 'z' => 1, 'a' => null })", '{"z":1,"a":null}'],
        ["JSON.serialize(new Account(Name = 'n'))", '{"attributes":{"type":"Account"},"Name":"n"}'],
        ["((Dto) JSON.deserialize('{\"a\":\"x\",\"b\":2,\"kids\":[{\"b\":3}]}', Dto.class)).kids[0].b", '3'],
        ["JSON.serialize((Dto) JSON.deserialize('{\"hidden\":\"x\",\"b\":2}', Dto.class))", '{"a":null,"b":2,"kids":null}'],
        ["((Map<String, Object>) JSON.deserializeUntyped('{\"n\":1.50}')).get('n')", '1.50'],
        ["JSON.deserializeStrict('{\"zzz\":1}', Dto.class)", "!System.JSONException: No such column 'zzz' on class Dto"],
        ["JSON.serializePretty(new Map<String, Object>{ 'a' => new List<Integer>{ 1, 2 } })", '{\n  "a" : [ 1, 2 ]\n}'],
      ],
      more,
    );
  });
});
