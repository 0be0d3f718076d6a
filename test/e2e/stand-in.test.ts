import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startStandIn } from '../../demo/stack/stand-in.ts';
import type { RunningStandIn } from '../../demo/stack/stand-in.ts';
import { samples } from '../../demo/samples/index.ts';
import { quoteSchema } from '../../connector/src/monetizenow/quote-schema.ts';
import { httpStub } from '../connector/support/http-stub.ts';
import type { HttpStub } from '../connector/support/http-stub.ts';

let standIn: RunningStandIn;
let receiver: HttpStub;
let refusals = 0;
beforeAll(async () => {
  standIn = await startStandIn();
  receiver = await httpStub(() => (refusals-- > 0 ? { status: 503 } : { status: 200, body: { queued: true } }));
  standIn.sendTo(receiver.url);
  await standIn.publish({
    id: 'quote_1',
    description: 'One',
    accountId: 'acct_1',
    accountName: 'An account',
    opportunity: { id: 'opp_1', name: 'A sale', primaryQuoteId: 'quote_1' },
  });
  await standIn.publish({ id: 'quote_2', description: 'Two' });
});
afterAll(() => Promise.all([standIn.close(), receiver.close()]));

const get = async (path: string, apiKey = standIn.apiKey) => {
  const answer = await fetch(standIn.url + path, { headers: { 'x-api-key': apiKey } });
  return [answer.status, await answer.json()] as const;
};

describe("MonetizeNow's stand-in", () => {
  it('answers a wrong key as the gateway of the API does', async () => {
    expect(await get('/api/quotes/quote_1', 'wrong')).toEqual([401, { message: 'Unauthorized' }]);
  });

  it('answers a quote with times in the documented form', async () => {
    const [status, quote] = await get('/api/quotes/quote_1');
    expect([status, quote]).toMatchObject([200, { id: 'quote_1', description: 'One' }]);
    expect(quote).toMatchObject({ modifyDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/) });
  });

  it.each(['/api/quotes/none', '/api/opportunities/none', '/api/accounts/none', '/api/nothing'])(
    'answers 404 with a message to %s',
    async (path) => expect(await get(path)).toEqual([404, { status: 404, message: expect.stringMatching(/n/i) }]),
  );

  it('pages from 0', async () => {
    expect(await get('/api/quotes?currentPage=1&pageSize=1')).toMatchObject([
      200,
      {
        content: [{ id: 'quote_2' }],
        totalElements: 2,
        totalPages: 2,
        pageable: { pageNumber: 1, pageSize: 1 },
      },
    ]);
  });

  it('refuses a page that is too large with the second shape of errors', async () => {
    expect(await get('/api/quotes?pageSize=101')).toMatchObject([400, { status: '400 BAD_REQUEST', subErrors: [{}] }]);
  });

  it('knows the accounts and opportunities of its quotes', async () => {
    expect(await get('/api/opportunities/opp_1')).toMatchObject([
      200,
      { id: 'opp_1', primaryQuoteId: 'quote_1', quotes: [{ id: 'quote_1' }] },
    ]);
    expect(await get('/api/accounts/acct_1')).toMatchObject([200, { id: 'acct_1', accountName: 'An account' }]);
  });

  it('tells the receiver of a change, later than the one before, and repeats what was not stored', async () => {
    const [, before] = await get('/api/quotes/quote_2');
    refusals = 1;
    const sent = receiver.requests.length;
    await fetch(`${standIn.url}/api/quotes/quote_2`, {
      method: 'PUT',
      body: '{"status":"SENT"}',
      headers: { 'x-api-key': standIn.apiKey, 'content-type': 'application/json' },
    });
    const attempts = receiver.requests.slice(sent);
    expect(attempts.map(({ headers }) => headers['webhook-id'])).toEqual([
      attempts[0]?.headers['webhook-id'],
      attempts[0]?.headers['webhook-id'],
    ]);
    const event = JSON.parse(attempts[0]?.body ?? '') as {
      eventType: string;
      data: { status: string; modifyDate: string };
    };
    expect(event).toMatchObject({ eventType: 'quote.updated', data: { id: 'quote_2', status: 'SENT' } });
    expect(event.data.modifyDate > (before as { modifyDate: string }).modifyDate).toBe(true);
  });
});

describe('custom fields of a quote', () => {
  const put = async (id: string, fields: unknown, apiKey = standIn.packageKey) => {
    const answer = await fetch(`${standIn.url}/api/quotes/${id}/customFields`, {
      method: 'PUT',
      body: JSON.stringify(fields),
      headers: { 'x-api-key': apiKey, 'content-type': 'application/json' },
    });
    return [answer.status, await answer.text(), answer.headers.get('retry-after')] as const;
  };

  it('are set, and the receiver is told', async () => {
    const sent = receiver.requests.length;
    expect(await put('quote_2', { tier: 'Gold', seats: 3 })).toEqual([204, '', null]);
    expect(standIn.quote('quote_2')).toMatchObject({ customFields: { tier: 'Gold', seats: 3 } });
    expect(receiver.requests.length).toBe(sent + 1);
  });

  it.each([
    ['CHECKBOX', 'yes', 'must be true or false'],
    ['NUMBER', '3', 'must be a number'],
    ['DATE', 'soon', 'must be a date'],
    ['TEXT', 3, 'must be a text'],
    ['TEXT', 'Tin', 'must be one of Gold'],
  ] as const)('of type %s refuse %s, and with it all of them', async (type, value, message) => {
    await put('quote_2', { kept: true });
    standIn.define([{ key: 'tier', type, ...(type === 'TEXT' ? { values: ['Gold'] } : {}) }]);
    const [status, body] = await put('quote_2', { other: 1, tier: value });
    expect([status, JSON.parse(body)]).toEqual([
      400,
      { status: 400, message: 'Invalid custom fields', subErrors: [{ field: 'tier', message }] },
    ]);
    expect(standIn.quote('quote_2')).toMatchObject({ customFields: { kept: true } });
    standIn.define([]);
  });

  it('may be empty whatever their type', async () => {
    standIn.define([{ key: 'tier', type: 'NUMBER' }]);
    expect((await put('quote_2', { tier: null }))[0]).toBe(204);
    standIn.define([]);
  });

  it('of a quote that is not there are 404', async () => expect((await put('none', {}))[0]).toBe(404));

  it('fail as a test wishes, for one key and so many times', async () => {
    standIn.fail({ apiKey: standIn.packageKey, status: 429, headers: { 'retry-after': '60' }, times: 2 });
    expect((await put('quote_2', {}, standIn.apiKey))[0]).toBe(204);
    expect([(await put('quote_2', {})).toSpliced(1, 1), (await put('quote_2', {}))[0], (await put('quote_2', {}))[0]]).toEqual([[429, '60'], 429, 204]);
  });
});

describe('the samples', () => {
  const published = Object.entries(samples).flatMap(([name, { steps }]) =>
    steps.flatMap((step) => ('publish' in step ? [[name, step.publish] as const] : [])),
  );
  it.each(published)('%s publishes quotes that the connector can read', (_name, quote) => {
    expect(quoteSchema.safeParse(quote).error).toBeUndefined();
  });
});
