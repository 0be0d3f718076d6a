import { describe, expect, test } from 'vitest';
import { Decimal } from '../../../local-org/src/values/decimal.ts';
import type { RoundingMode } from '../../../local-org/src/values/rounding.ts';

// The expected texts were printed by java.math.BigDecimal: divide with MathContext(33, HALF_UP), setScale, toString.
describe('Decimal', () => {
  test.each([
    ['1', '31', '0.0322580645161290322580645161290323'],
    ['10', '4', '2.5'],
    ['1.50', '0.5', '3.0'],
    ['100', '3', '33.3333333333333333333333333333333'],
    ['-7', '2', '-3.5'],
    ['1', '3', '0.333333333333333333333333333333333'],
    ['2', '3', '0.666666666666666666666666666666667'],
    ['123456789.123', '0.001', '123456789123'],
    ['0.00', '7', '0.00'],
    ['1', '8', '0.125'],
    ['22', '7', '3.14285714285714285714285714285714'],
    ['1E+3', '7', '142.857142857142857142857142857143'],
    ['999999999999999999', '0.7', '1428571428571428570'],
    ['5.5', '-1.1', '-5'],
  ])('%s divided by %s is %s', (left, right, quotient) => {
    expect(Decimal.parse(left).divide(Decimal.parse(right)).toPlain()).toBe(quotient);
  });

  const values = ['5.5', '2.5', '1.6', '1.1', '1.0', '-1.0', '-1.1', '-1.6', '-2.5', '-5.5'];

  test.each<[RoundingMode, string[]]>([
    ['UP', ['6', '3', '2', '2', '1', '-1', '-2', '-2', '-3', '-6']],
    ['DOWN', ['5', '2', '1', '1', '1', '-1', '-1', '-1', '-2', '-5']],
    ['CEILING', ['6', '3', '2', '2', '1', '-1', '-1', '-1', '-2', '-5']],
    ['FLOOR', ['5', '2', '1', '1', '1', '-1', '-2', '-2', '-3', '-6']],
    ['HALF_UP', ['6', '3', '2', '1', '1', '-1', '-1', '-2', '-3', '-6']],
    ['HALF_DOWN', ['5', '2', '2', '1', '1', '-1', '-1', '-2', '-2', '-5']],
    ['HALF_EVEN', ['6', '2', '2', '1', '1', '-1', '-1', '-2', '-2', '-6']],
  ])('rounds by %s as Java does', (mode, expected) => {
    expect(values.map((value) => Decimal.parse(value).setScale(0, mode).toString())).toEqual(expected);
  });

  test('keeps the scale that it was written with', () => {
    expect(Decimal.parse('1.50').toString()).toBe('1.50');
    expect(Decimal.parse('1.50').multiply(Decimal.parse('2.5')).toString()).toBe('3.750');
    expect(Decimal.parse('1.5').add(Decimal.parse('2.25')).scale).toBe(2);
  });

  test('prints an exponent only below a millionth', () => {
    expect(['0.0000001', '0.00000123', '-0.000000001', '0.000001'].map((text) => Decimal.parse(text).toString())).toEqual(['1E-7', '0.00000123', '-1E-9', '0.000001']);
  });

  test('is equal by number, whatever the scale', () => {
    expect(Decimal.parse('1.1').equals(Decimal.parse('1.10'))).toBe(true);
    expect(Decimal.parse('-1').compareTo(Decimal.parse('0.5'))).toBe(-1);
  });

  test('refuses what is no number', () => {
    expect(Decimal.tryParse('1,5')).toBeUndefined();
    expect(() => Decimal.parse('')).toThrow(SyntaxError);
    expect(() => Decimal.parse('1').divide(Decimal.parse('0.0'))).toThrow(RangeError);
  });
});
