import { describe, expect, it } from 'vitest';
import { javaRegex } from '../../../local-org/src/apex/system/java-regex.ts';

const finds = (pattern: string, text: string) => javaRegex(pattern).exec(text)?.[0];

describe('a Java expression', () => {
  it.each([
    ['(?i)abc', 'xABCx', 'ABC'],
    ['^(?i)abc$', 'ABC', 'ABC'],
    ['a(?i)b|c', 'aB', 'aB'],
    ['a(?i)b|c', 'C', 'C'],
    ['(a(?i)b)c', 'aBc', 'aBc'],
    ['[(?i)]', ')', ')'],
    ['\\((?i)x\\)', '(X)', '(X)'],
  ])('%s finds in %s what Java finds', (pattern, text, found) => expect(finds(pattern, text)).toBe(found));

  it.each([
    ['a(?i)b', 'AB'],
    ['(a(?i)b)c', 'aBC'],
  ])('%s does not find anything in %s: a flag holds from where it stands to the end of its group', (pattern, text) => {
    expect(finds(pattern, text)).toBeUndefined();
  });

  it('with the flag x is refused by name', () => {
    expect(() => javaRegex('(?x) a b')).toThrow('the regular expression flag x');
    expect(() => javaRegex('a(?x) b')).toThrow('the regular expression flag x');
  });
});
