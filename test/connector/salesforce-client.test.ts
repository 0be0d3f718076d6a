import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { reactionTo } from '../../connector/src/reaction.ts';
import type { SalesforceApiError } from '../../connector/src/salesforce/errors.ts';
import { audienceOf } from '../../connector/src/salesforce/login.ts';
import { openOrg } from '../../connector/src/salesforce/org.ts';
import type { OrgOptions, SalesforceAccess } from '../../connector/src/salesforce/org.ts';
import { reactionOf, reactions } from '../../connector/src/salesforce/reactions.ts';
import { aLog, closedGate } from './support/gate.ts';
import { httpStub } from './support/http-stub.ts';
import type { StubAnswer } from './support/http-stub.ts';
import { accessTo, ORG_ID, salesforceStub } from './support/salesforce-stub.ts';
import type { SalesforceStub } from './support/salesforce-stub.ts';

let stub: SalesforceStub;
beforeEach(async () => void (stub = await salesforceStub()));
afterEach(() => stub.close());

const open = (more: Partial<SalesforceAccess> = {}, options: OrgOptions = {}) => openOrg(accessTo(stub.url, more), options);
const query = { method: 'GET', path: '/query?q=SELECT+Id+FROM+QuoteItem__c', subject: 'a query' } as const;
const ask = (org: ReturnType<typeof open>) => org.composite([query], { allOrNone: false });
const logins = () => stub.requests.filter(({ url }) => url.endsWith('/oauth2/token'));
const calls = () => stub.requests.filter(({ url }) => url.startsWith('/services/data'));
const failing = (status: number, errorCode: string, message = 'refused', headers = {}): StubAnswer => ({ status, body: [{ errorCode, message }], headers });
const EXPIRED = failing(401, 'INVALID_SESSION_ID', 'Session expired or invalid');

describe('a session', () => {
  it('is opened once for all requests, and once more when it has expired', async () => {
    const org = open();
    await Promise.all([ask(org), ask(org)]);
    expect(logins()).toHaveLength(1);
    stub.failures.push(EXPIRED);
    await ask(org);
    expect(logins()).toHaveLength(2);
  });

  it('that expires again at once lets the job wait', async () => {
    stub.failures.push(EXPIRED, EXPIRED);
    await expect(ask(open())).rejects.toMatchObject({ errorCode: 'INVALID_SESSION_ID', statusCode: 401, reaction: 'wait', retryAfterMs: 60_000 });
  });

  it('outlives errors that do not concern it', async () => {
    const org = open();
    stub.failures.push(failing(503, 'SERVER_UNAVAILABLE'));
    await expect(ask(org)).rejects.toMatchObject({ reaction: 'retry' });
    await ask(org);
    expect(logins()).toHaveLength(1);
  });

  it('is tried for again after a login that found nobody', async () => {
    const org = open();
    stub.loginFailures.push({ status: 503, body: '<html>' });
    await expect(ask(org)).rejects.toMatchObject({ errorCode: 'SERVER_UNAVAILABLE', reaction: 'retry' });
    await ask(org);
  });

  it('is not tried for by every job while the login is refused', async () => {
    let now = 0;
    const org = open({}, { now: () => now });
    stub.loginFailures.push({ status: 400, body: { error: 'invalid_client', error_description: 'invalid client credentials' } });
    const refusal = { errorCode: 'LOGIN_FAILED', reaction: 'wait', message: 'LOGIN_FAILED: invalid_client: invalid client credentials' };
    await expect(ask(org)).rejects.toMatchObject(refusal);
    await expect(ask(org)).rejects.toMatchObject(refusal);
    expect(logins()).toHaveLength(1);
    now = 30_000;
    await ask(org);
    expect(logins()).toHaveLength(2);
  });

  it('may be a token that was made elsewhere', async () => {
    await ask(open({ login: { accessToken: 'made-elsewhere' } }));
    expect([logins(), calls()[0]?.headers.authorization]).toEqual([[], 'Bearer made-elsewhere']);
  });
});

describe('a login by JWT', () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const login = { clientId: 'app', username: 'integration@example.com', privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };

  it('signs who logs in where, for three minutes', async () => {
    await ask(open({ login }, { now: () => 1_000_000 }));
    const form = new URLSearchParams(logins()[0]?.body);
    expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    const [header = '', payload = '', signature = ''] = (form.get('assertion') ?? '').split('.');
    const decoded = [header, payload].map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as unknown);
    expect(decoded).toEqual([{ alg: 'RS256' }, { iss: 'app', sub: 'integration@example.com', aud: stub.url, exp: 1180 }]);
    expect(verify('RSA-SHA256', Buffer.from(`${header}.${payload}`), createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })), Buffer.from(signature, 'base64url'))).toBe(true);
  });

  it('says so when the key is none', async () => {
    await expect(ask(open({ login: { ...login, privateKey: 'nonsense' } }))).rejects.toMatchObject({ errorCode: 'LOGIN_FAILED', message: expect.stringContaining('private key') as string });
  });

  it.each([
    ['https://login.salesforce.com', 'https://login.salesforce.com'],
    ['https://acme.my.salesforce.com', 'https://login.salesforce.com'],
    ['https://test.salesforce.com', 'https://test.salesforce.com'],
    ['https://acme--uat.sandbox.my.salesforce.com', 'https://test.salesforce.com'],
    ['https://acme-dev.scratch.my.salesforce.com', 'https://test.salesforce.com'],
    ['http://127.0.0.1:8090', 'http://127.0.0.1:8090'],
  ])('at %s is meant for %s', (url, audience) => expect(audienceOf(url)).toBe(audience));
});

describe('the org that a tenant is bound to', () => {
  it('is compared by 15 characters', async () => {
    await ask(open({ orgId: ORG_ID.slice(0, 15) }));
    await ask(open({ orgId: ORG_ID }));
  });

  it.each([
    ['client credentials', { clientId: 'id', clientSecret: 'secret' }],
    ['a token', { accessToken: 'made-elsewhere' }],
  ])('keeps a session by %s out that is of another org, and nothing is written', async (_name, login) => {
    const org = open({ login, orgId: '00D000000000002AAA' });
    await expect(ask(org)).rejects.toMatchObject({ code: 'ORG_MISMATCH', reaction: 'park' });
    await expect(org.identity()).rejects.toMatchObject({ code: 'ORG_MISMATCH' });
    expect(calls()).toEqual([]);
  });

  it('can be asked for', async () => {
    expect(await open().identity()).toEqual({ orgId: ORG_ID, userId: '005', username: 'integration@example.com' });
  });
});

describe('the daily quota', () => {
  it('is told with each answer', async () => {
    const told: unknown[] = [];
    const org = open({}, { apiUsage: (usage) => told.push(usage) });
    stub.usage = '18/5000';
    await ask(org);
    stub.failures.push(failing(400, 'INVALID_FIELD'));
    await expect(ask(org)).rejects.toThrow('INVALID_FIELD');
    expect(told).toEqual([{ used: 18, max: 5000 }, { used: 18, max: 5000 }]);
  });

  it('is left alone from the reserve on; after five minutes one request looks whether there is room again', async () => {
    let now = 0;
    const org = open({ reserve: 0.1 }, { now: () => now });
    stub.usage = '4499/5000';
    await ask(org);
    stub.usage = '4500/5000';
    await ask(org);
    await expect(ask(org)).rejects.toMatchObject({ errorCode: 'API_RESERVE_REACHED', reaction: 'wait', retryAfterMs: 300_000, message: 'API_RESERVE_REACHED: 4500 of 5000 API requests of the day are used; 500 are left to others' });
    now = 300_000;
    const looks = ask(org);
    await expect(ask(org)).rejects.toMatchObject({ errorCode: 'API_RESERVE_REACHED' });
    await looks;
    expect(calls(), 'only one has looked').toHaveLength(3);
    now = 600_000;
    stub.usage = '100/5000';
    await ask(org);
    await ask(org);
    expect(calls()).toHaveLength(5);
  });

  it('that is used up stops every quote of the org, not only the one that met it', async () => {
    const org = open();
    stub.failures.push(failing(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'));
    await expect(ask(org)).rejects.toMatchObject({ errorCode: 'REQUEST_LIMIT_EXCEEDED', reaction: 'wait' });
    await expect(ask(org)).rejects.toMatchObject({ errorCode: 'API_RESERVE_REACHED', reaction: 'wait' });
    expect(calls()).toHaveLength(1);
  });

  it('has nothing to do with the limit of requests at once', async () => {
    const org = open();
    stub.failures.push(failing(403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests (Concurrent API Requests) Limit exceeded.'));
    await expect(ask(org)).rejects.toMatchObject({ reaction: 'wait' });
    await ask(org);
  });
});

describe('requests', () => {
  it('are not more at once than the tenant allows', async () => {
    const mayAnswer = closedGate();
    const begun = aLog<number>();
    let [under, most] = [0, 0];
    stub.beforeAnswer = async () => {
      most = Math.max(most, (under += 1));
      begun.add(under);
      await mayAnswer.passed;
      under -= 1;
    };
    const org = open({ parallelRequests: 3 });
    const all = Array.from({ length: 6 }, () => ask(org));
    await begun.reached(3);
    mayAnswer.open();
    await Promise.all(all);
    expect([most, calls().length]).toEqual([3, 6]);
  });

  it('that get no answer in time may be repeated', async () => {
    stub.beforeAnswer = () => closedGate().passed;
    await expect(ask(open({}, { timeoutMs: 50 }))).rejects.toMatchObject({ errorCode: 'NETWORK', statusCode: null, reaction: 'retry' });
  });

  it('that reach nobody may be repeated', async () => {
    const org = open({ login: { accessToken: 'token' } });
    await stub.close();
    await expect(ask(org)).rejects.toMatchObject({ errorCode: 'NETWORK', statusCode: null, reaction: 'retry' });
  });

  it.each([
    ['is cut', (socket: { destroy(): void }) => socket.destroy()],
    ['trickles', () => undefined],
  ])('whose answer %s within its body may be repeated, and the process lives on', async (_name, then) => {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"compositeResponse":', () => then(response.socket as never));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      const org = openOrg(accessTo(url, { login: { accessToken: 'token' } }), { timeoutMs: 200 });
      await expect(ask(org)).rejects.toMatchObject({ errorCode: 'NETWORK', reaction: 'retry' });
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  it.each<[string, StubAnswer, Partial<SalesforceApiError>]>([
    ['a limit', failing(403, 'REQUEST_LIMIT_EXCEEDED'), { errorCode: 'REQUEST_LIMIT_EXCEEDED', statusCode: 403, reaction: 'wait', retryAfterMs: 60_000 }],
    ['an outage that names its end', failing(503, 'SERVER_UNAVAILABLE', 'down', { 'retry-after': '30' }), { statusCode: 503, reaction: 'retry', retryAfterMs: 30_000 }],
    ['a gateway', { status: 502, body: '<html>' }, { errorCode: 'ERROR_HTTP_502', statusCode: 502, reaction: 'retry' }],
    ['too many requests', { status: 429, body: '' }, { errorCode: 'ERROR_HTTP_429', reaction: 'wait' }],
    ['an org that has moved', { status: 420, body: '' }, { reaction: 'retry' }],
    ['an unknown resource', failing(404, 'NOT_FOUND'), { errorCode: 'NOT_FOUND', statusCode: 404, reaction: 'park' }],
    ['a code that nobody knows', failing(400, 'SOMETHING_NEW'), { errorCode: 'SOMETHING_NEW', statusCode: 400, reaction: 'park' }],
    ['several errors', { status: 400, body: [{ errorCode: 'INVALID_FIELD', message: 'a' }, { errorCode: 'INVALID_FIELD', message: 'b' }] }, { errorCode: 'INVALID_FIELD', reaction: 'park' }],
  ])('that meet %s are judged by code and status', async (_name, answer, expected) => {
    stub.failures.push(answer);
    await expect(ask(open())).rejects.toMatchObject({ name: 'SalesforceApiError', ...expected });
  });

  it('that succeed with something else than JSON may be repeated', async () => {
    stub.failures.push({ status: 200, body: '{"compositeResponse": [' });
    await expect(ask(open())).rejects.toMatchObject({ name: 'SalesforceApiError', reaction: 'retry' });
  });

  it('on their own have refusals as results, and throw what concerns more than them', async () => {
    const org = open();
    stub.failures.push(failing(400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', 'not in May'), failing(503, 'SERVER_UNAVAILABLE'));
    expect(await org.single(query)).toEqual({ status: 400, body: [{ errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'not in May', fields: [] }] });
    await expect(org.single(query)).rejects.toMatchObject({ errorCode: 'SERVER_UNAVAILABLE' });
  });

  it('do not follow a redirect with the session', async () => {
    const elsewhere = await httpStub(() => ({ status: 200, body: {} }));
    stub.failures.push({ status: 302, headers: { location: elsewhere.url } });
    await expect(ask(open())).rejects.toMatchObject({ name: 'SalesforceApiError' });
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });
});

describe('the table of reactions', () => {
  it('has one answer for each code', () => {
    expect(reactions.size).toBeGreaterThan(130);
    expect([...reactions.keys()].filter((code) => !/^[A-Z][A-Z_]+$/.test(code))).toEqual([]);
    expect(Object.groupBy(reactions.values(), (reaction) => reaction)).toMatchObject({ retry: expect.anything() as unknown, wait: expect.anything() as unknown, park: expect.anything() as unknown });
  });

  it.each([
    ['UNABLE_TO_LOCK_ROW', 'retry'],
    ['ENTITY_IS_DELETED', 'retry'],
    ['STORAGE_LIMIT_EXCEEDED', 'wait'],
    ['ORG_IN_MAINTENANCE', 'wait'],
    ['API_DISABLED_FOR_ORG', 'wait'],
    ['INSUFFICIENT_ACCESS_OR_READONLY', 'park'],
    ['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'park'],
  ])('%s: %s', (code, reaction) => expect(reactionOf(code, '', 400)).toBe(reaction));

  it('leads to what a job does', async () => {
    stub.failures.push(failing(400, 'INVALID_FIELD', 'No such column'), failing(403, 'REQUEST_LIMIT_EXCEEDED', 'Concurrent'), failing(503, 'SERVER_UNAVAILABLE'));
    const org = open();
    const reaction = async () => ask(org).then(() => 'none', reactionTo);
    expect([await reaction(), await reaction(), await reaction(), reactionTo(new Error('bug'))]).toEqual([
      { kind: 'park', code: 'INVALID_FIELD', reason: 'INVALID_FIELD: No such column' },
      { kind: 'wait', afterMs: 60_000 },
      { kind: 'retry' },
      { kind: 'retry' },
    ]);
  });
});
