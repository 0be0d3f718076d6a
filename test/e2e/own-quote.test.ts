import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readOptions } from '../../demo/options.ts';
import { currenciesOf, ownQuote } from '../../demo/samples/own-quote.ts';

const folder = mkdtempSync(join(tmpdir(), 'own-quote-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(content: string): string {
  const path = join(folder, 'quote.json');
  writeFileSync(path, content);
  return path;
}

describe("the user's own quote", () => {
  it('brings the account and the opportunity that it names', () => {
    const document = {
      id: 'quote_x',
      description: 'Mine',
      accountId: 'acct_x',
      accountName: 'My customer',
      currency: 'GBP',
      opportunity: { id: 'opp_x', name: 'My sale' },
    };
    const sample = ownQuote(file(JSON.stringify(document)));
    expect(sample.customers).toEqual([
      {
        account: { id: 'acct_x', name: 'My customer', owner: 'Ada Lind' },
        opportunities: [{ id: 'opp_x', name: 'My sale', owner: 'Ben Okoro', currency: 'GBP' }],
      },
    ]);
    expect(sample.steps).toEqual([{ publish: document }]);
    expect(currenciesOf(sample)).toEqual(['GBP']);
  });

  it('is refused with path and reason of every fault', () => {
    const document = { id: 'quote_x', currency: 'gbp', quoteOfferings: [{ id: 'o', items: [{ quantity: 'two' }] }] };
    expect(() => ownQuote(file(JSON.stringify(document)))).toThrow(
      [
        `${join(folder, 'quote.json')} is not a quote document:`,
        '  $.quoteOfferings[0].items[0].quantity: Invalid input: expected number, received string',
        '  $.description: Invalid input: expected string, received undefined',
        '  $.currency: expected a currency code of three capital letters',
      ].join('\n'),
    );
  });

  it.each([
    ['is not JSON', '{', /\$: .*JSON/],
    ['is not an object', '[]', /\$: Invalid input: expected object, received array/],
  ])('is refused when it %s', (_name, content, message) => expect(() => ownQuote(file(content))).toThrow(message));

  it('is refused when there is no such file', () => {
    expect(() => ownQuote(join(folder, 'none.json'))).toThrow(/none\.json is not a quote document:\n {2}\$: ENOENT/);
  });
});

describe('the command line', () => {
  it('knows its options', () => {
    expect(readOptions(['--once', '--quote', 'a.json'])).toEqual({ once: true, help: false, quoteFile: 'a.json' });
  });

  it('refuses what it does not know', () => {
    expect(() => readOptions(['--twice'])).toThrow(/Unknown option '--twice'/);
  });
});
