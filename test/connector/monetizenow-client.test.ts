import { afterEach, describe, expect, it } from 'vitest';
import type { ConnectorError } from '../../connector/src/errors.ts';
import { readQuote, retryAfterMs } from '../../connector/src/monetizenow/client.ts';
import { httpStub } from './support/http-stub.ts';
import type { HttpStub, StubAnswer } from './support/http-stub.ts';
import { aQuoteDocument } from './support/quotes.ts';

let stub: HttpStub | undefined;
afterEach(() => stub?.close());

async function read(answer: StubAnswer, quoteId = 'quote_1') {
  stub = await httpStub(() => answer);
  return readQuote({ url: stub.url, apiKey: 'the-key' }, quoteId);
}

async function failure(answer: StubAnswer): Promise<ConnectorError> {
  return read(answer).then(
    () => expect.fail('the read succeeded'),
    (error: unknown) => error as ConnectorError,
  );
}

describe('reading a quote from MonetizeNow', () => {
  it('sends the API key and escapes the id', async () => {
    await read({ status: 200, body: aQuoteDocument({ id: 'a/b c' }) }, 'a/b c');
    expect(stub?.requests.map(({ url, headers }) => [url, headers['x-api-key']])).toEqual([
      ['/api/quotes/a%2Fb%20c', 'the-key'],
    ]);
  });

  it.each<[string, StubAnswer, Partial<ConnectorError> & { message: string }]>([
    [
      '404',
      { status: 404, body: { status: 404, message: 'gone' } },
      { code: 'QUOTE_NOT_FOUND', message: 'MonetizeNow does not know this quote. quote_1' },
    ],
    [
      'a wrong key',
      { status: 401, body: { message: 'Unauthorized' } },
      { code: 'MONETIZENOW_REFUSED', message: 'MonetizeNow refused the request. 401 Unauthorized' },
    ],
    [
      'the second error shape',
      {
        status: 400,
        body: { status: '400 BAD_REQUEST', message: 'Bad', subErrors: [{ field: 'id', message: 'wrong' }] },
      },
      { code: 'MONETIZENOW_REFUSED', message: 'MonetizeNow refused the request. 400 Bad; id: wrong' },
    ],
    [
      'a limit',
      { status: 429, body: {}, headers: { 'retry-after': '7' } },
      { code: 'MONETIZENOW_UNAVAILABLE', message: 'MonetizeNow could not answer. 429', retryAfterMs: 7000 },
    ],
    [
      'an outage',
      { status: 503, body: '<html>' },
      { code: 'MONETIZENOW_UNAVAILABLE', message: 'MonetizeNow could not answer. 503 <html>' },
    ],
    [
      'a quote of another id',
      { status: 200, body: aQuoteDocument({ id: 'quote_2' }) },
      {
        code: 'QUOTE_UNREADABLE',
        message: expect.stringContaining('$.id: expected quote_1, received quote_2') as string,
      },
    ],
    [
      'a document of wrong types',
      { status: 200, body: aQuoteDocument({ amount: '7' }) },
      { code: 'QUOTE_UNREADABLE', message: expect.stringContaining('$.amount: ') as string },
    ],
  ])('tells what is wrong with %s', async (_name, answer, expected) => {
    const error = await failure(answer);
    expect({ code: error.code, message: error.message, retryAfterMs: error.retryAfterMs }).toEqual({
      retryAfterMs: undefined,
      ...expected,
    });
  });

  it('may be repeated after a limit, an outage and a cut body, and not after a refusal', async () => {
    const reaction = async (answer: StubAnswer) => (await failure(answer)).reaction;
    expect(await reaction({ status: 429 })).toBe('retry');
    expect(await reaction({ status: 500 })).toBe('retry');
    expect(await reaction({ status: 200, body: '{"id": ' })).toBe('retry');
    expect(await reaction({ status: 403 })).toBe('park');
    expect(await reaction({ status: 404 })).toBe('park');
  });

  it('may be repeated when nothing answers', async () => {
    stub = await httpStub(() => ({ status: 200 }));
    await stub.close();
    await expect(readQuote({ url: stub.url, apiKey: 'k' }, 'quote_1')).rejects.toMatchObject({
      code: 'MONETIZENOW_UNAVAILABLE',
      reaction: 'retry',
    });
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-01-05T10:00:00Z');
  it.each([
    ['120', 120_000],
    ['Mon, 05 Jan 2026 10:00:30 GMT', 30_000],
    ['Mon, 05 Jan 2026 09:00:00 GMT', 0],
    ['soon', undefined],
    [null, undefined],
  ])('%s is %s ms', (header, expected) => expect(retryAfterMs(header, now)).toBe(expected));
});
