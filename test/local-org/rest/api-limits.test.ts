import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OrgClock } from '../../../local-org/src/org/clock.ts';
import type { OrgServer } from '../../../local-org/src/rest/server.ts';
import { serveOrg } from '../../../local-org/src/rest/server.ts';
import { invoiceOrg, NOW } from '../fixtures/org.ts';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const certificate = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const clock = new OrgClock(() => NOW);
const org = invoiceOrg({ clock: clock.now });
const base = '/services/data/v65.0';
let server: OrgServer;
let username: string;

beforeAll(async () => {
  server = await serveOrg(org, { port: 0, credentials: { clientId: 'client', clientSecret: 'secret', certificate }, clock });
  username = String(org.data.store.get('User', org.seed.userId)?.['Username']);
});
afterAll(() => server.close());

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

function assertion(claims: Record<string, unknown> = {}, key = privateKey): string {
  const text = `${encoded({ alg: 'RS256' })}.${encoded({ iss: 'client', sub: username, aud: 'https://login.salesforce.com', exp: NOW / 1000 + 180, ...claims })}`;
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), key).toString('base64url')}`;
}

async function logIn(jwt: string): Promise<{ status: number; body: Record<string, string> }> {
  const body = new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: jwt });
  const answer = await fetch(`${server.url}/services/oauth2/token`, { method: 'POST', body });
  return { status: answer.status, body: (await answer.json()) as Record<string, string> };
}

const request = (at: OrgServer, path: string, init: RequestInit = {}) => fetch(at.url + base + path, { ...init, headers: { authorization: `Bearer ${at.accessToken}`, 'content-type': 'application/json' } });

describe('a JWT bearer login', () => {
  it('gives a token that works', async () => {
    const { status, body } = await logIn(assertion());
    expect([status, body['instance_url']]).toEqual([200, server.url]);
    const answer = await fetch(`${server.url}${base}/limits`, { headers: { authorization: `Bearer ${body['access_token']}` } });
    expect(answer.status).toBe(200);
  });

  it.each([
    ['another key', () => assertion({}, stranger.privateKey), 'invalid_grant', 'invalid assertion'],
    ['another app', () => assertion({ iss: 'other' }), 'invalid_client_id', 'client identifier invalid'],
    ['another audience', () => assertion({ aud: 'https://example.com' }), 'invalid_grant', 'audience is invalid'],
    ['a past time', () => assertion({ exp: NOW / 1000 - 1 }), 'invalid_grant', 'assertion expired'],
    ['a validity of an hour', () => assertion({ exp: NOW / 1000 + 3600 }), 'invalid_grant', 'assertion expired'],
    ['a user who is not there', () => assertion({ sub: 'nobody@example.com' }), 'invalid_grant', "user hasn't approved this consumer"],
    ['no claims', () => 'nonsense', 'invalid_client_id', 'client identifier invalid'],
  ])('with %s is refused', async (_name, jwt, error, description) => {
    expect(await logIn(jwt())).toEqual({ status: 400, body: { error, error_description: description } });
  });
});

describe('the daily API limit', () => {
  it('counts every request, refuses those above it and gives the room back a day later', async () => {
    const small = await serveOrg(org, { port: 0, credentials: { clientId: 'client', clientSecret: 'secret' }, dailyApiRequests: 2 });
    try {
      const first = await request(small, '/limits');
      expect([first.status, first.headers.get('sforce-limit-info'), ((await first.json()) as { DailyApiRequests: unknown }).DailyApiRequests]).toEqual([200, 'api-usage=1/2', { Max: 2, Remaining: 1 }]);
      expect((await request(small, '/limits')).headers.get('sforce-limit-info')).toBe('api-usage=2/2');
      const refused = await request(small, '/limits');
      expect([refused.status, await refused.json()]).toEqual([403, [{ errorCode: 'REQUEST_LIMIT_EXCEEDED', message: 'TotalRequests Limit exceeded.' }]]);
      clock.advance(24 * 3_600_000);
      expect((await request(small, '/limits')).headers.get('sforce-limit-info')).toBe('api-usage=1/2');
    } finally {
      await small.close();
    }
  });
});

describe('a Composite request', () => {
  const query = (index: number) => ({ method: 'GET', url: `${base}/query?q=SELECT+Id+FROM+Account`, referenceId: `q${index}` });
  const send = (compositeRequest: unknown[]) => request(server, '/composite', { method: 'POST', body: JSON.stringify({ compositeRequest }) });

  it('may hold five queries and collections, and no sixth', async () => {
    expect((await send(Array.from({ length: 5 }, (_, index) => query(index)))).status).toBe(200);
    const collection = { method: 'DELETE', url: `${base}/composite/sobjects?ids=001000000000000AAA`, referenceId: 'c' };
    const sixth = await send([...Array.from({ length: 5 }, (_, index) => query(index)), collection]);
    expect([sixth.status, await sixth.json()]).toMatchObject([400, [{ errorCode: 'LIMIT_EXCEEDED' }]]);
  });
});

describe('an upsert by external id with updateOnly', () => {
  it('creates nothing', async () => {
    const answer = await request(server, '/sobjects/Line__c/Key__c/nowhere?updateOnly=true', { method: 'PATCH', body: '{}' });
    expect([answer.status, await answer.json()]).toMatchObject([404, [{ errorCode: 'NOT_FOUND' }]]);
    expect([...org.data.store.rows('Line__c')]).toEqual([]);
  });
});
