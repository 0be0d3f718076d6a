import { afterEach, describe, expect, it } from 'vitest';
import type { ConnectorError } from '../../connector/src/errors.ts';
import { openMonetizeNow } from '../../connector/src/monetizenow/client.ts';
import { retryAfterMs } from '../../connector/src/retry-after.ts';
import { aLog, closedGate } from './support/gate.ts';
import { httpStub } from './support/http-stub.ts';
import type { HttpStub, StubAnswer, StubRequest } from './support/http-stub.ts';
import { aQuoteDocument } from './support/quotes.ts';

let stub: HttpStub | undefined;
afterEach(() => stub?.close());

async function open(answer: (request: StubRequest) => StubAnswer | Promise<StubAnswer>, { parallelRequests = 5, ...options }: { parallelRequests?: number; timeoutMs?: number; wait?: (ms: number) => Promise<unknown> } = {}) {
  stub = await httpStub(answer);
  const access = { url: stub.url, apiKey: 'the-key', parallelRequests, webhooksPath: '/api/webhooks' };
  return openMonetizeNow(access, options);
}

const read = async (answer: StubAnswer, quoteId = 'quote_1') => (await open(() => answer)).readQuote(quoteId);

async function failure(answer: StubAnswer, quoteId?: string): Promise<ConnectorError> {
  return read(answer, quoteId).then(
    () => expect.fail('the read succeeded'),
    (error: unknown) => error as ConnectorError,
  );
}

describe('reading a quote from MonetizeNow', () => {
  it('sends the API key and escapes the id', async () => {
    await read({ status: 200, body: aQuoteDocument({ id: 'a/b c' }) }, 'a/b c');
    expect(stub?.requests.map(({ url, headers }) => [url, headers['x-api-key']])).toEqual([['/api/quotes/a%2Fb%20c', 'the-key']]);
  });

  it.each<[string, StubAnswer, Partial<ConnectorError> & { message: string }]>([
    ['404', { status: 404, body: { status: 404, message: 'gone' } }, { code: 'QUOTE_NOT_FOUND', message: 'MonetizeNow does not know this quote. quote_1' }],
    [
      'a 404 of the second shape',
      { status: 404, body: { status: '404 NOT_FOUND', message: 'gone' } },
      { code: 'QUOTE_NOT_FOUND', message: 'MonetizeNow does not know this quote. quote_1' },
    ],
    [
      'a 404 of something else, as at a wrong address',
      { status: 404, body: { message: 'no route' } },
      { code: 'MONETIZENOW_REFUSED', message: 'MonetizeNow refused the request. 404 no route' },
    ],
    [
      'a wrong key',
      { status: 401, body: { message: 'Unauthorized' } },
      { code: 'MONETIZENOW_KEY_REFUSED', message: 'MonetizeNow does not accept the API key. 401 Unauthorized' },
    ],
    [
      'the second error shape',
      { status: 400, body: { status: '400 BAD_REQUEST', message: 'Bad', subErrors: [{ field: 'id', message: 'wrong' }] } },
      { code: 'MONETIZENOW_REFUSED', message: 'MonetizeNow refused the request. 400 Bad; id: wrong' },
    ],
    [
      'an error body that is null',
      { status: 400, body: 'null' },
      { code: 'MONETIZENOW_REFUSED', message: 'MonetizeNow refused the request. 400 null' },
    ],
    [
      'a limit',
      { status: 429, body: {}, headers: { 'retry-after': '7' } },
      { code: 'MONETIZENOW_UNAVAILABLE', message: 'MonetizeNow could not answer. 429', retryAfterMs: 7000 },
    ],
    ['an outage', { status: 503, body: '<html>' }, { code: 'MONETIZENOW_UNAVAILABLE', message: 'MonetizeNow could not answer. 503 <html>' }],
    [
      'a quote of another id',
      { status: 200, body: aQuoteDocument({ id: 'quote_2' }) },
      { code: 'QUOTE_UNREADABLE', message: expect.stringContaining('$.id: expected quote_1, received quote_2') as string },
    ],
    [
      'a document of wrong types',
      { status: 200, body: aQuoteDocument({ amount: '7' }) },
      { code: 'QUOTE_UNREADABLE', message: expect.stringContaining('$.amount: ') as string },
    ],
    ['a redirect', { status: 302, headers: { location: '/elsewhere' } }, { code: 'MONETIZENOW_UNAVAILABLE', message: 'MonetizeNow could not answer. unexpected redirect' }],
  ])('tells what is wrong with %s', async (_name, answer, expected) => {
    const error = await failure(answer);
    expect({ code: error.code, message: error.message, retryAfterMs: error.retryAfterMs }).toEqual({ retryAfterMs: undefined, ...expected });
  });

  it('is repeated after a limit, an outage and a cut body, waits for a key, and parks after a refusal', async () => {
    const reaction = async (answer: StubAnswer) => (await failure(answer)).reaction;
    expect(await reaction({ status: 429 })).toBe('retry');
    expect(await reaction({ status: 500 })).toBe('retry');
    expect(await reaction({ status: 200, body: '{"id": ' })).toBe('retry');
    expect(await reaction({ status: 403 })).toBe('wait');
    expect(await reaction({ status: 400 })).toBe('park');
    expect(await reaction({ status: 200, body: [] })).toBe('park');
  });

  it.each(['.', '..', '\uD800'])('knows no quote %j, which no address can name', async (quoteId) => {
    expect(await failure({ status: 200, body: aQuoteDocument() }, quoteId)).toMatchObject({ code: 'QUOTE_NOT_FOUND' });
    expect(stub?.requests).toEqual([]);
  });

  it('may be repeated when nothing answers', async () => {
    const client = await open(() => ({ status: 200 }));
    await stub?.close();
    await expect(client.readQuote('quote_1')).rejects.toMatchObject({ code: 'MONETIZENOW_UNAVAILABLE', reaction: 'retry' });
  });

  it('gives up an answer that does not come within its time', async () => {
    const client = await open(() => closedGate<StubAnswer>().passed, { timeoutMs: 50 });
    await expect(client.readQuote('quote_1')).rejects.toMatchObject({ code: 'MONETIZENOW_UNAVAILABLE', reaction: 'retry' });
  });

  it('has no more requests under way than it may, and passes over none', async () => {
    const mayAnswer = closedGate();
    const begun = aLog<string>();
    let [under, most] = [0, 0];
    const client = await open(
      async ({ url }) => {
        const id = url.replace('/api/quotes/', '');
        most = Math.max(most, (under += 1));
        begun.add(id);
        await mayAnswer.passed;
        under -= 1;
        return { status: 200, body: aQuoteDocument({ id }) };
      },
      { parallelRequests: 2 },
    );
    const reads = ['0', '1', '2'].map((id) => client.readQuote(id));
    await begun.reached(2);
    mayAnswer.open();
    expect((await Promise.all(reads)).map(({ id }) => id)).toEqual(['0', '1', '2']);
    expect(most).toBe(2);
  });
});

describe('listing quotes', () => {
  const day = (number: number) => `2026-01-${String(number).padStart(2, '0')}T00:00:00.000+0000`;
  const ids = async (pages: unknown[][], filter = {}) => {
    const client = await open(({ url }) => {
      const page = Number(new URL(url, 'http://x').searchParams.get('currentPage'));
      return { status: 200, body: { content: pages[page] ?? [], totalElements: 0, totalPages: pages.length, pageable: {} } };
    });
    const found: string[] = [];
    for await (const { id } of client.listQuotes(filter)) found.push(id);
    return found;
  };
  const quote = (id: string, members: Record<string, unknown> = {}) => ({ id, modifyDate: null, ...members });

  it('reads page after page from 0, a hundred each, the latest change first', async () => {
    expect(await ids([[quote('a'), quote('b')], [quote('c')]])).toEqual(['a', 'b', 'c']);
    expect(stub?.requests.map(({ url }) => url)).toEqual([
      '/api/quotes?currentPage=0&pageSize=100&sort=modifyDate%3Adesc',
      '/api/quotes?currentPage=1&pageSize=100&sort=modifyDate%3Adesc',
    ]);
  });

  it('asks for a status, a type and an account, and passes over what does not fit all the same', async () => {
    const filter = { status: 'SENT', type: 'NEW', accountId: 'acct_1' };
    const pages = [[quote('a', filter), quote('b', { ...filter, status: 'DRAFT' }), quote('c')]];
    expect(await ids(pages, filter)).toEqual(['a', 'c']);
    expect(stub?.requests[0]?.url).toContain('&status=SENT&type=NEW&accountId=acct_1');
  });

  it('ends where everything later is older', async () => {
    const pages = [[quote('a', { modifyDate: day(9) }), quote('b', { modifyDate: day(3) })], [quote('c', { modifyDate: day(2) })]];
    expect(await ids(pages, { modifiedSince: new Date('2026-01-05') })).toEqual(['a']);
    expect(stub?.requests).toHaveLength(1);
  });

  it('reads on where the order is not as asked', async () => {
    const pages = [[quote('a', { modifyDate: day(2) }), quote('b', { modifyDate: day(3) })], [quote('c', { modifyDate: day(9) })]];
    expect(await ids(pages, { modifiedSince: new Date('2026-01-05') })).toEqual(['c']);
  });

  it('ends at an empty page, whatever the number of pages is said to be', async () => {
    const client = await open(() => ({ status: 200, body: { content: [], totalPages: 1_000_000 } }));
    const found = [];
    for await (const each of client.listQuotes({})) found.push(each);
    expect([found, stub?.requests.length]).toEqual([[], 1]);
  });

  it('asks for a page later where it is told so, and goes on from there', async () => {
    const waits: number[] = [];
    const later = [{ status: 429, body: {}, headers: { 'retry-after': '7' } }, { status: 503, body: {} }, { status: 429, body: {}, headers: { 'retry-after': '86400' } }];
    const client = await open(
      ({ url }) => (url.includes('currentPage=1') ? later.shift() : undefined) ?? { status: 200, body: { content: [quote(url.includes('currentPage=1') ? 'b' : 'a')], totalPages: 2 } },
      { wait: async (ms) => waits.push(ms) },
    );
    const found = [];
    for await (const { id } of client.listQuotes({})) found.push(id);
    expect([found, waits]).toEqual([['a', 'b'], [7_000, 2_000, 300_000]]);
  });

  it.each([
    [503, 5, 'MONETIZENOW_UNAVAILABLE'],
    [401, 1, 'MONETIZENOW_KEY_REFUSED'],
  ])('that is answered with %d is asked for %d times', async (status, times, code) => {
    const client = await open(() => ({ status, body: {} }), { wait: async () => undefined });
    await expect(client.listQuotes({})[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code });
    expect(stub?.requests).toHaveLength(times);
  });

  it('refuses a page that is none', async () => {
    await expect(ids([[{ name: 'no id' }]])).rejects.toMatchObject({ code: 'QUOTE_UNREADABLE', message: expect.stringContaining('$.content[0].id') as string });
  });
});

describe('checking MonetizeNow', () => {
  it('tells how far the clocks are apart', async () => {
    const client = await open(() => ({ status: 200, body: { content: [], totalPages: 0 }, headers: { date: new Date(Date.now() - 3_600_000).toUTCString() } }));
    const { clockSkewMs } = await client.check();
    expect(Math.round((clockSkewMs ?? 0) / 60_000)).toBe(60);
  });

  it('tells of a wrong key and a wrong address', async () => {
    await expect((await open(() => ({ status: 401, body: { message: 'Unauthorized' } }))).check()).rejects.toMatchObject({ code: 'MONETIZENOW_KEY_REFUSED' });
    await stub?.close();
    await expect((await open(() => ({ status: 404, body: { status: 404, message: 'No such resource' } }))).check()).rejects.toMatchObject({ code: 'MONETIZENOW_REFUSED' });
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
