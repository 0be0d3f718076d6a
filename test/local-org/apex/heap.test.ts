import { expect, test } from 'vitest';
import { textsOf } from './apex-org.ts';

const BODY = `public class Maker {
  public static List<Object> kept = new List<Object>();
  public static Integer grown() { Integer before = Limits.getHeapSize(); for (Integer i = 0; i < 1000; i++) kept.add('x'.repeat(100) + i); return Limits.getHeapSize() - before; }
  public static Integer inList(Integer n) { List<String> all = new List<String>(); for (Integer i = 0; i < n; i++) { try { all.add('x'.repeat(1000) + i); } catch (Exception e) { return -1; } } return all.size(); }
  public static Integer records(Integer n) { Map<Integer, Account> all = new Map<Integer, Account>(); for (Integer i = 0; i < n; i++) all.put(i, new Account(Description = 'x'.repeat(1000) + i)); return all.size(); }
  public static Integer text(Integer n) { String s = 'x'.repeat(1000); for (Integer i = 0; i < n; i++) s += s; return s.length(); }
  public static Integer dropped(Integer n) { for (Integer i = 0; i < n; i++) { List<String> one = new List<String>(); for (Integer j = 0; j < 10; j++) one.add('x'.repeat(10000) + j); } return n; }
}`;

const [grown, small, list, records, text, dropped] = textsOf(['Maker.grown()', 'Maker.inList(5000)', 'Maker.inList(7000)', 'Maker.records(9000)', 'Maker.text(13)', 'Maker.dropped(200)'], { 'Maker.cls': BODY });

test('Limits.getHeapSize grows with what a collection holds', () => {
  expect(Number(grown)).toBeGreaterThan(100_000);
});

test('a collection or a text above the limit ends the transaction, past every catch', () => {
  expect(small).toBe('5000');
  for (const outcome of [list, records, text]) expect(outcome).toMatch(/^!System\.LimitException: Apex heap size too large: \d{7}$/);
});

test('what is dropped does not add up', () => {
  expect(dropped).toBe('200');
});
