import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../connector/src/errors.ts';
import { Webhook } from 'standardwebhooks';
import { signatureCheck } from '../../connector/src/http/signature.ts';
import { createServer } from '../../connector/src/http/server.ts';
import type { ServerParts } from '../../connector/src/http/server.ts';
import type { QuoteEvent } from '../../connector/src/intake/event.ts';
import { eventBody, OTHER_SECRET, SECRET, signed } from './support/delivery.ts';

function aServer(enqueue?: (event: QuoteEvent) => Promise<{ duplicate: boolean }>) {
  const stored: QuoteEvent[] = [];
  const told: string[] = [];
  const store = async (event: QuoteEvent) => {
    stored.push(event);
    return { duplicate: false };
  };
  const server = createServer({
    bodyLimit: 1000,
    tenants: [
      { id: 'default', webhookSecrets: [SECRET, OTHER_SECRET] },
      { id: 'acme', webhookSecrets: [ACME_SECRET] },
    ],
    logger: pino({ level: 'silent' }),
    observer: { received: ({ eventId }) => told.push(`received ${eventId}`), refused: (code) => told.push(`refused ${code}`) },
    enqueue: enqueue ?? store,
    queueIsReady: async () => true,
  });
  const post = (payload: string | Buffer, headers: Record<string, string>, url = '/webhooks/monetizenow') =>
    server.inject({ method: 'POST', url, payload, headers });
  return { server, stored, post, told };
}

const ACME_SECRET = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
const minutes = (count: number) => new Date(Date.now() + count * 60_000);

describe('the webhook', () => {
  it('stores a signed event of a quote and answers 200', async () => {
    const { post, stored, told } = aServer();
    const body = eventBody({ data: { id: 'quote_1', modifyDate: '2026-01-05T10:00:00.000+0000' } });
    const answer = await post(body, { ...signed(body), traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ queued: true, eventId: 'evt_1', quoteId: 'quote_1', duplicate: false });
    expect(stored).toEqual([
      {
        tenantId: 'default',
        eventId: 'evt_1',
        eventType: 'quote.updated',
        quoteId: 'quote_1',
        version: Date.UTC(2026, 0, 5, 10),
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      },
    ]);
    expect(told).toEqual(['received evt_1']);
  });

  it.each([undefined, null, 7, 'yesterday'])('stores an event whose quote carries %o for a version', async (modifyDate) => {
    const { post, stored } = aServer();
    const body = eventBody({ data: { id: 'quote_1', modifyDate } });
    expect((await post(body, signed(body))).statusCode).toBe(200);
    expect(stored).toMatchObject([{ version: null }]);
  });

  it('has an address and secrets for each tenant', async () => {
    const { post, stored, told } = aServer();
    const body = eventBody();
    const ofAcme = signed(body, { secret: ACME_SECRET });
    const statuses = [
      (await post(body, ofAcme, '/webhooks/monetizenow/acme')).statusCode,
      (await post(body, ofAcme, '/webhooks/monetizenow/default')).statusCode,
      (await post(body, signed(body), '/webhooks/monetizenow/default')).statusCode,
      (await post(body, signed(body), '/webhooks/monetizenow/acme')).statusCode,
      (await post(body, signed(body), '/webhooks/monetizenow/nobody')).statusCode,
    ];
    expect(statuses).toEqual([200, 401, 200, 401, 404]);
    expect(stored.map(({ tenantId }) => tenantId)).toEqual(['acme', 'default']);
    expect(told.filter((line) => line.startsWith('refused'))).toEqual([
      'refused SIGNATURE_REFUSED',
      'refused SIGNATURE_REFUSED',
      'refused TENANT_UNKNOWN',
    ]);
  });

  it('accepts the second secret, so that secrets can be rotated', async () => {
    const { post } = aServer();
    const body = eventBody();
    expect((await post(body, signed(body, { secret: OTHER_SECRET }))).statusCode).toBe(200);
  });

  it('accepts one good signature among several', async () => {
    const { post } = aServer();
    const body = eventBody();
    const headers = signed(body);
    expect(
      (await post(body, { ...headers, 'webhook-signature': `v1,AAAA v1a,BBBB ${headers['webhook-signature']}` }))
        .statusCode,
    ).toBe(200);
  });

  it.each([
    ['without a signature', (body: string) => ({ ...signed(body), 'webhook-signature': '' })],
    ['without a time', (body: string) => ({ ...signed(body), 'webhook-timestamp': '' })],
    [
      'signed with an unknown secret',
      (body: string) => signed(body, { secret: `whsec_${Buffer.alloc(24, 7).toString('base64')}` }),
    ],
    ['signed more than five minutes ago', (body: string) => signed(body, { at: minutes(-6) })],
    ['signed more than five minutes in the future', (body: string) => signed(body, { at: minutes(6) })],
    ['signed for another body', () => signed(eventBody({ eventId: 'evt_2' }))],
    ['signed for another id', (body: string) => ({ ...signed(body), 'webhook-id': 'evt_2' })],
    [
      'whose signature is only of the unsupported kind',
      (body: string) => ({
        ...signed(body),
        'webhook-signature': signed(body)['webhook-signature']?.replace('v1,', 'v1a,') ?? '',
      }),
    ],
  ])('answers 401 to an event %s and stores nothing', async (_name, headersOf) => {
    const { post, stored } = aServer();
    const body = eventBody();
    const answer = await post(body, headersOf(body));
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toMatchObject({ error: 'SIGNATURE_REFUSED' });
    expect(stored).toEqual([]);
  });

  it('answers 401 when the JSON is the same but the bytes are not', async () => {
    const { post } = aServer();
    const body = eventBody();
    expect((await post(JSON.stringify(JSON.parse(body), null, 1), signed(body))).statusCode).toBe(401);
  });

  it.each([
    ['is not JSON', '{"eventId": '],
    ['is empty', ''],
    ['is not UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
  ])('answers 400 with the reason to a signed body that %s', async (_name, body) => {
    const { post, stored } = aServer();
    const answer = await post(body, signed(body));
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ error: 'BODY_NOT_JSON', details: [expect.stringMatching(/\w+/)] });
    expect(stored).toEqual([]);
  });

  it('answers 400 with the path of every fault in the envelope', async () => {
    const { post } = aServer();
    const body = eventBody({ eventId: 7, sentTime: 'yesterday', data: { id: '' } });
    const answer = await post(body, signed(body));
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({
      error: 'BODY_NOT_AN_EVENT',
      details: ['$.eventId: Invalid input: expected string, received number', '$.sentTime: expected an ISO 8601 time'],
    });
  });

  it.each(['a\u0000b', '\ud800', 'x'.repeat(101), ' quote_1', 'quote_1\u00a0', '.', '..', 7, null])('answers 400 to an event of a quote with the id %o', async (id) => {
    const { post, stored } = aServer();
    const body = eventBody({ data: { id } });
    expect([(await post(body, signed(body))).statusCode, stored]).toEqual([400, []]);
  });

  it('answers 400 to an event of a quote that names no quote', async () => {
    const { post } = aServer();
    const body = eventBody({ data: { description: 'no id' } });
    expect((await post(body, signed(body))).json()).toMatchObject({
      details: ['$.data.id: Invalid input: expected string, received undefined'],
    });
  });

  it('answers 413 to a body over the limit', async () => {
    const { post, stored } = aServer();
    const body = eventBody({ data: { id: 'quote_1', description: 'x'.repeat(1000) } });
    expect((await post(body, signed(body))).statusCode).toBe(413);
    expect(stored).toEqual([]);
  });

  it('answers 200 to an event that is not about a quote, says so and stores nothing', async () => {
    const { post, stored } = aServer();
    const body = eventBody({ eventType: 'account.updated', data: { id: 'acct_1' } });
    const answer = await post(body, signed(body));
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      queued: false,
      eventId: 'evt_1',
      reason: 'account.updated is not an event of a quote',
    });
    expect(stored).toEqual([]);
  });

  it('takes the quote of an offering event from the offering', async () => {
    const { post, stored } = aServer();
    const body = eventBody({ eventType: 'quote.offering.updated', data: { id: 'quoff_1', quoteId: 'quote_9' } });
    await post(body, signed(body));
    expect(stored).toEqual([{ tenantId: 'default', eventId: 'evt_1', eventType: 'quote.offering.updated', quoteId: 'quote_9' }]);
  });

  it('asks the sender to come back when the event could not be stored', async () => {
    const { post } = aServer(async () => Promise.reject(new ConnectorError('QUEUE_UNAVAILABLE')));
    const body = eventBody();
    const answer = await post(body, signed(body));
    expect(answer.statusCode).toBe(503);
    expect(answer.headers['retry-after']).toBe('5');
  });

  it('tells a duplicate from a first delivery', async () => {
    const { post } = aServer(async () => ({ duplicate: true }));
    const body = eventBody();
    expect((await post(body, signed(body))).json()).toMatchObject({ queued: true, duplicate: true });
  });
});

describe('the signature check', () => {
  it('agrees with the reference implementation of Standard Webhooks on times, bodies and lists of signatures', () => {
    const check = signatureCheck([SECRET]);
    const reference = new Webhook(SECRET);
    const agrees = (body: string, headers: Record<string, string>) => {
      let accepted = true;
      try {
        reference.verify(body, headers);
      } catch {
        accepted = false;
      }
      return check(Buffer.from(body), headers) === accepted;
    };
    const body = eventBody();
    const good = signed(body);
    const signature = good['webhook-signature'] ?? '';
    const cases: Record<string, string>[] = [
      good,
      ...[-299, -301, 299, 301].map((seconds) => signed(body, { at: new Date(Date.now() + seconds * 1000) })),
      { ...good, 'webhook-timestamp': 'now' },
      { ...good, 'webhook-signature': signature.replace('v1,', 'v2,') },
      { ...good, 'webhook-signature': signature.slice(0, -4) },
      { ...good, 'webhook-signature': `v1,x ${signature}` },
      { ...good, 'webhook-signature': '' },
    ];
    expect(cases.map((headers) => agrees(body, headers))).toEqual(cases.map(() => true));
  });

  it('is over the bytes: two bodies that are no UTF-8 and read alike have signatures of their own', () => {
    const [body, other] = [Buffer.from([0x22, 0xff, 0x22]), Buffer.from([0x22, 0xfe, 0x22])];
    const check = signatureCheck([SECRET]);
    expect(body.toString()).toBe(other.toString());
    expect([check(body, signed(body)), check(other, signed(body))]).toEqual([true, false]);
  });
});

describe('the health page', () => {
  const serverWith = (parts: Pick<ServerParts, 'queueIsReady' | 'disk'>) =>
    createServer({
      bodyLimit: 1000,
      tenants: [],
      observer: { received: () => undefined, refused: () => undefined },
      logger: pino({ level: 'silent' }),
      enqueue: async () => ({ duplicate: false }),
      ...parts,
    });

  it('answers 503 while the queue is not ready', async () => {
    const answer = await serverWith({ queueIsReady: async () => false }).inject({ method: 'GET', url: '/health' });
    expect([answer.statusCode, answer.json()]).toEqual([503, { status: 'unavailable', queue: 'unavailable' }]);
  });

  it.each([
    [false, 255, 'full'],
    [true, 256, 'ok'],
  ])('tells how much room there is', async (isReady, freeMiB, disk) => {
    const server = serverWith({ queueIsReady: async () => isReady, disk: () => ({ freeBytes: freeMiB * 2 ** 20, reserveBytes: 256 * 2 ** 20 }) });
    const answer = await server.inject({ method: 'GET', url: '/health/ready' });
    expect(answer.json()).toMatchObject({ disk, diskFreeMiB: freeMiB, diskReserveMiB: 256 });
  });
});
