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

describe('the samples', () => {
  const published = Object.entries(samples).flatMap(([name, { steps }]) =>
    steps.flatMap((step) => ('publish' in step ? [[name, step.publish] as const] : [])),
  );
  it.each(published)('%s publishes quotes that the connector can read', (_name, quote) => {
    expect(quoteSchema.safeParse(quote).error).toBeUndefined();
  });
});
