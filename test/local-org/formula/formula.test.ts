import { describe, expect, test } from 'vitest';
import { compileFormula } from '../../../local-org/src/formula/compile.ts';
import type { FormulaOptions } from '../../../local-org/src/formula/compile.ts';
import { recordContext } from '../../../local-org/src/formula/record-context.ts';
import { DateValue } from '../../../local-org/src/values/date.ts';
import { DatetimeValue } from '../../../local-org/src/values/datetime.ts';
import { Decimal } from '../../../local-org/src/values/decimal.ts';
import type { Value } from '../../../local-org/src/values/value.ts';
import { invoiceOrg, NOW, record } from '../fixtures/org.ts';

const org = invoiceOrg();

function evaluate(formula: string, values: Record<string, Value> = {}, options: FormulaOptions = {}): Value {
  return compileFormula(formula, org.schema, 'Invoice__c', options).evaluate(recordContext(record(org, 'Invoice__c', values), { now: () => NOW }));
}

function printed(formula: string, values: Record<string, Value> = {}, options: FormulaOptions = {}): string | null {
  const value = evaluate(formula, values, options);
  return value === null ? null : String(value);
}

const ten = Decimal.parse('10');

describe('functions and operators', () => {
  test.each([
    ['1 + 2 * 3', '7'],
    ['(1 + 2) * 3', '9'],
    ['2 ^ 3', '8'],
    ['-2 + 5', '3'],
    ['10 / 4', '2.5'],
    ['ROUND(2.345, 2)', '2.35'],
    ['ROUND(1250, -2)', '1300'],
    ['FLOOR(-2.5)', '-2'],
    ['MFLOOR(-2.5)', '-3'],
    ['CEILING(2.1)', '3'],
    ['MOD(7, 3)', '1'],
    ['MAX(1, 3, 2)', '3'],
    ['MIN(4, 3)', '3'],
    ['ABS(-4)', '4'],
    ['"a" & "b"', 'ab'],
    ['"a" + "b"', 'ab'],
    ['LEN("four")', '4'],
    ['LEFT("abcdef", 2) & RIGHT("abcdef", 1) & MID("abcdef", 3, 2)', 'abfcd'],
    ['UPPER("a") & LOWER("B") & TRIM("  c ")', 'Abc'],
    ['SUBSTITUTE("a-b-c", "-", "+")', 'a+b+c'],
    ['FIND("c", "abc")', '3'],
    ['LPAD("7", 3, "0")', '007'],
    ['TEXT(1.50)', '1.5'],
    ['VALUE("12.5") + 1', '13.5'],
    ['CONTAINS("abc", "b")', 'true'],
    ['BEGINS("abc", "b")', 'false'],
    ['REGEX("AB-1", "[A-Z]{2}-\\\\d")', 'true'],
    ['IF(1 > 2, "yes", "no")', 'no'],
    ['CASE(3, 1, "one", 3, "three", "other")', 'three'],
    ['AND(TRUE, NOT(FALSE)) && (FALSE || TRUE)', 'true'],
    ['"a" = "A"', 'false'],
    ['DATE(2026, 2, 28) + 1', '2026-03-01'],
    ['DATE(2026, 3, 1) - DATE(2026, 2, 1)', '28'],
    ['ADDMONTHS(DATE(2026, 1, 31), 1)', '2026-02-28'],
    ['ADDMONTHS(DATE(2026, 2, 28), 1)', '2026-03-31'],
    ['YEAR(TODAY()) * 100 + MONTH(TODAY())', '202605'],
    ['WEEKDAY(DATE(2026, 5, 13))', '4'],
    ['TODAY()', '2026-05-13'],
    ['DATEVALUE(NOW())', '2026-05-13'],
    ['HYPERLINK("/x", "y")', '<a href="/x" target="_blank">y</a>'],
    ['/* why */ 1', '1'],
  ])('%s is %s', (formula, expected) => expect(printed(formula)).toBe(expected));
});

describe('blanks', () => {
  test.each([
    ['Total__c + 1', {}, '1'],
    ['Total__c = 0', {}, 'true'],
    ['Total__c <> 0', {}, 'false'],
    ['Total__c < 5', {}, 'true'],
    ['ISBLANK(Total__c)', {}, 'true'],
    ['BLANKVALUE(Total__c, 7)', {}, '7'],
    ['BLANKVALUE(Total__c, 7)', { Total__c: ten }, '10'],
    ['BLANKVALUE(Name, "none")', {}, 'none'],
    ['NULLVALUE(Total__c, 7)', {}, '7'],
    ['NULLVALUE(Total__c, 7)', { Total__c: ten }, '10'],
    ['NULLVALUE(Name, "none") & "!"', {}, '!'],
  ])('as zero: %s of %o is %s', (formula, values, expected) => expect(printed(formula, values, { blankAsZero: true })).toBe(expected));

  test.each([
    ['Total__c + 1', null],
    ['Total__c = 0', null],
    ['Total__c <> 0', null],
    ['NOT(Total__c < 5)', null],
    ['IF(Total__c < 5, "less", "not less")', 'not less'],
    ['OR(Total__c < 5, TRUE)', 'true'],
    ['Key__c = ""', 'true'],
    ['Key__c <> "x"', 'true'],
    ['Key__c & "x"', 'x'],
    ['ISNULL(Key__c)', 'false'],
    ['ISBLANK(Key__c)', 'true'],
    ['ISPICKVAL(Status__c, "")', 'true'],
    ['ISBLANK(TEXT(Status__c))', 'true'],
    ['Paid__c', 'false'],
  ])('as blanks: %s is %s', (formula, expected) => expect(printed(formula)).toBe(expected));
});

describe('fields', () => {
  test('picklists compare by value, to the letter', () => {
    expect(evaluate('ISPICKVAL(Status__c, "Open")', { Status__c: 'Open' })).toBe(true);
    expect(evaluate('ISPICKVAL(Status__c, "open")', { Status__c: 'Open' })).toBe(false);
    expect(evaluate('CASE(Status__c, "Open", 1, "Sent", 2, 0)', { Status__c: 'Sent' })).toEqual(Decimal.parse('2'));
  });

  test('parents are read by their relationship', () => {
    const child = record(org, 'Line__c', { Amount__c: ten });
    child.parents.set('Invoice__r', record(org, 'Invoice__c', { Total__c: ten }));
    expect(String(compileFormula('Invoice__r.Total__c * Amount__c', org.schema, 'Line__c').evaluate(recordContext(child)))).toBe('100');
  });

  test('a change is seen against the record before the save', () => {
    const [before, after] = [record(org, 'Invoice__c', { Total__c: 5 }), record(org, 'Invoice__c', { Total__c: 6 })];
    const context = recordContext(after, { prior: before });
    const compiled = (text: string): Value => compileFormula(text, org.schema, 'Invoice__c').evaluate(context);
    expect(compiled('ISCHANGED(Total__c)')).toBe(true);
    expect(String(compiled('PRIORVALUE(Total__c)'))).toBe('5');
    expect(compiled('ISNEW()')).toBe(false);
    expect(compileFormula('ISNEW() && NOT(ISCHANGED(Total__c))', org.schema, 'Invoice__c').evaluate(recordContext(after, { isNew: true }))).toBe(true);
  });

  test('dates and times keep their kind', () => {
    expect(evaluate('Due__c + 30', { Due__c: DateValue.parse('2026-01-15') })).toEqual(DateValue.parse('2026-02-14'));
    expect(evaluate('NOW() - 0.5')).toEqual(new DatetimeValue(NOW - 43_200_000));
  });
});

describe('what is wrong is said in the words of the platform', () => {
  test.each([
    ['Nope__c', 'Field Nope__c does not exist. Check spelling.'],
    ['Nowhere__r.Name', 'Field Nowhere__r.Name does not exist. Check spelling.'],
    ['FOO(1)', 'Unknown function FOO. Check spelling.'],
    ['IF(TRUE, 1)', "Incorrect number of parameters for function 'IF()'. Expected 3, received 2"],
    ['AND(1, 2)', "Incorrect parameter type for function 'AND()'. Expected Boolean, received Number"],
    ['Total__c = "x"', "Incorrect parameter type for operator '='. Expected Number, received Text"],
    ['Status__c = "Open"', 'Field Status__c is a picklist field. Picklist fields are only supported in certain functions.'],
    ['(1 + 2', "Syntax error. Missing ')'"],
    ['1 +', "Syntax error. Found ''"],
    ['1 2', "Syntax error. Found '2'"],
    ['$Api.Session_ID', 'The local org does not support the global variable $Api.Session_ID.'],
  ])('%s: %s', (formula, message) => expect(() => evaluate(formula)).toThrow(message));

  test('a result of the wrong type', () => {
    expect(() => evaluate('"text"', {}, { resultType: 'boolean' })).toThrow('Formula result is data type (Text), incompatible with expected data type (true or false).');
  });

  test('a division by zero has no value', () => {
    expect(() => evaluate('1 / 0')).toThrow('Division by zero');
  });
});
