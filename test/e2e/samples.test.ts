import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { differences } from '../../demo/expectation.ts';
import { waitForJobs } from '../../demo/org/jobs.ts';
import { seenQuote } from '../../demo/org/seen.ts';
import { query } from '../../demo/org/session.ts';
import { transactionsSince } from '../../demo/org/transactions.ts';
import { play } from '../../demo/play.ts';
import type { PlayedQuote } from '../../demo/play.ts';
import { item, offering, quote } from '../../demo/samples/builders.ts';
import { samples } from '../../demo/samples/index.ts';
import { currenciesOf } from '../../demo/samples/own-quote.ts';
import type { Sample } from '../../demo/samples/sample.ts';
import { startStack } from '../../demo/stack/stack.ts';
import type { Stack } from '../../demo/stack/stack.ts';
import { quoteEvent, sendOnce } from '../../demo/stand-in/webhook.ts';
import type { WebhookEvent } from '../../demo/stand-in/webhook.ts';

/* The whole product at work: a local org with the deployed package, the connector with its queue, MonetizeNow's stand-in. */

let stack: Stack;
beforeAll(async () => {
  stack = await startStack([...new Set(Object.values<Sample>(samples).flatMap(currenciesOf))], () => undefined);
});
afterAll(() => stack?.stop());

const played = new Map<string, PlayedQuote[]>();

describe('each sample ends as its expectation says', () => {
  it.each(Object.entries<Sample>(samples))('%s', async (name, sample) => {
    const quotes = await play(stack, sample);
    played.set(name, quotes);
    const seen = new Map(quotes.map((entry) => [entry.quoteId, entry.seen]));
    expect(sample.expected.flatMap((expected) => differences(expected, seen.get(expected.quoteId)))).toEqual([]);
    expect(quotes.flatMap(({ failures }) => failures)).toEqual([]);
  });

  it('with one request to Salesforce each time a quote changed, whatever its size, and a second where items left it', () => {
    const requests = [...played.values()].flat().map(({ quoteId, salesforceRequests }) => [quoteId, salesforceRequests] as const);
    expect(requests.flatMap(([, each]) => each).length).toBeGreaterThan(10);
    expect(requests.filter(([, each]) => each.some((count) => count !== 1))).toEqual([['quote_nw_2026', [1, 2]]]);
  });
});

const accountOf = (opportunityId: string) => ({ id: `acct_${opportunityId}`, name: 'End to end' });
const customer = (opportunityId: string) => ({
  account: { ...accountOf(opportunityId), owner: 'Ada Lind' as const },
  opportunities: [{ id: opportunityId, name: 'A sale', owner: 'Ben Okoro' as const, currency: 'USD' }],
});
const small = (id: string, opportunityId: string) =>
  quote(id, { description: 'A sale', account: accountOf(opportunityId), opportunityId }, [
    offering(`quoff_${id}`, 'Service', [item(`qtitm_${id}`, { product: 'Seat', quantity: 3, arr: 300 })]),
  ]);
const lines = (opportunityId: string) =>
  query(
    stack.org.connection,
    `SELECT Id, QuoteItemId__c FROM OpportunityLineItem WHERE Opportunity.Id__c = '${opportunityId}'`,
  );
const synced = async (eventId: string) => {
  await stack.connector().outcome(eventId);
  await waitForJobs(stack.org.connection);
};
const target = () => ({
  url: () => `${stack.connector().url}/webhooks/monetizenow`,
  secret: stack.standIn.webhookSecret,
});

describe('a webhook', () => {
  it('delivered twice leaves one set of lines', async () => {
    await stack.org.seeded.addCustomer(customer('opp_twice'));
    const { event } = await stack.standIn.publish(small('quote_twice', 'opp_twice'));
    await synced(event.eventId);
    const first = await lines('opp_twice');
    expect(await sendOnce(target(), event)).toMatchObject({ status: 200, body: { queued: true, duplicate: true } });
    await synced(event.eventId);
    expect(first).toHaveLength(1);
    expect(await lines('opp_twice')).toEqual(first);
  });

  it('of a quote that did not change writes nothing in the background', async () => {
    const since = await transactionsSince(stack.org.url);
    const event: WebhookEvent = { eventId: 'evt_again', eventType: 'quote.updated', data: { id: 'quote_twice' } };
    expect(await sendOnce(target(), event)).toMatchObject({ status: 200, body: { duplicate: false } });
    await synced('evt_again');
    const jobs = (await since()).filter(({ label }) => label === 'QuoteSyncJob');
    expect(jobs.length).toBeGreaterThan(0);
    expect(jobs.filter(({ dmlStatements }) => dmlStatements > 0)).toEqual([]);
  });

  it('with a forged signature gets 401, and nothing of it reaches Salesforce', async () => {
    const forged = quoteEvent('evt_forged', small('quote_forged', 'opp_twice'), true);
    const secret = `whsec_${Buffer.alloc(24, 1).toString('base64')}`;
    expect(await sendOnce({ ...target(), secret }, forged)).toMatchObject({ status: 401 });
    const { event } = await stack.standIn.publish(small('quote_twice', 'opp_twice'));
    await stack.connector().outcome(event.eventId);
    expect(await seenQuote(stack.org.connection, 'quote_forged')).toBeUndefined();
  });

  it('whose body is not JSON gets 400 with the reason', async () => {
    const [id, now, body] = ['evt_text', new Date(), 'quote quote_1 changed'];
    const answer = await fetch(target().url(), {
      method: 'POST',
      body,
      headers: {
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': new Webhook(target().secret).sign(id, now, body),
      },
    });
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { error: 'BODY_NOT_JSON', details: [expect.any(String)] },
    ]);
  });
});

describe('a connector that is killed between the 200 and the write to Salesforce', () => {
  it('completes the sync when it is started again', async () => {
    await stack.org.seeded.addCustomer(customer('opp_killed'));
    // A stopped org accepts connections and answers nothing, so the write cannot have happened when the kill comes.
    stack.org.freeze();
    const { event, delivery } = await stack.standIn.publish(small('quote_killed', 'opp_killed'));
    expect(delivery).toMatchObject({ status: 200, body: { queued: true, duplicate: false } });
    await stack.connector().child.kill();
    stack.org.thaw();
    expect(await seenQuote(stack.org.connection, 'quote_killed')).toBeUndefined();
    await stack.restartConnector();
    expect(await stack.connector().outcome(event.eventId)).toMatchObject({ synced: true });
    await waitForJobs(stack.org.connection);
    expect(await lines('opp_killed')).toMatchObject([{ QuoteItemId__c: 'qtitm_quote_killed' }]);
  });
});

describe('a quote of 250 items', () => {
  it('needs no more queries and statements in one Apex transaction than a quote of three', () => {
    const most = (name: keyof typeof samples, count: 'queries' | 'dmlStatements') =>
      Math.max(
        ...(played.get(name) ?? []).flatMap(({ transactions }) =>
          transactions.map((transaction) => transaction[count]),
        ),
      );
    expect(most('manyItems', 'queries')).toBeLessThanOrEqual(most('usage', 'queries'));
    expect(most('manyItems', 'dmlStatements')).toBeLessThanOrEqual(most('usage', 'dmlStatements'));
  });
});
