import { describe, expect, test } from 'vitest';
import { DateValue } from '../../../local-org/src/values/date.ts';
import { DatetimeValue } from '../../../local-org/src/values/datetime.ts';
import { asId, isId, to18, to15 } from '../../../local-org/src/values/id.ts';
import { TimeValue } from '../../../local-org/src/values/time.ts';
import { DoubleValue } from '../../../local-org/src/values/double.ts';

describe('dates and times', () => {
  test('a month is added within the length of the month', () => {
    expect(DateValue.parse('2024-01-31').addMonths(1).toString()).toBe('2024-02-29');
    expect(DateValue.parse('2023-12-31').addMonths(-1).toString()).toBe('2023-11-30');
  });

  test('days that a month does not have run over when given as numbers and are refused as text', () => {
    expect(DateValue.of(2024, 2, 30).toString()).toBe('2024-03-01');
    expect(DateValue.tryParse('2024-02-30')).toBeUndefined();
  });

  test('a datetime is read with any offset and printed in GMT', () => {
    expect(DatetimeValue.parse('2026-01-02T03:04:05.678+0200').toRest()).toBe('2026-01-02T01:04:05.678+0000');
    expect(DatetimeValue.parse('2026-01-02T03:04:05Z').toString()).toBe('2026-01-02 03:04:05');
  });

  test('a time wraps at midnight', () => {
    expect(new TimeValue(TimeValue.of(23, 0, 0, 0).ms + 2 * 3_600_000).toString()).toBe('01:00:00.000Z');
  });

  test('a double prints like java.lang.Double', () => {
    expect([5, 0.5, 1e7, 1.5e-5, -0].map((value) => new DoubleValue(value).toString())).toEqual(['5.0', '0.5', '1.0E7', '1.5E-5', '-0.0']);
  });
});

describe('ids', () => {
  test('15 characters become 18 that keep the case apart', () => {
    expect(to18('001000000000001')).toBe('001000000000001AAA');
    expect(to18('a0B5Y00000AbCdE')).not.toBe(to18('a0b5y00000abcde'));
  });

  test('the checksum of 18 characters is not verified', () => {
    expect(isId('001000000000001AAA')).toBe(true);
    expect(isId('001000000000000001')).toBe(true);
    expect(to18('0060H00000MBAZLQAM')).toBe('0060H00000MBAZLQAM');
    expect(asId('not an id')).toBeUndefined();
  });

  test('the 15-character form gets lost capitals back from the checksum', () => {
    expect(to15(to18('a0B5Y00000AbCdE').toUpperCase())).toBe('a0B5Y00000AbCdE');
  });
});
