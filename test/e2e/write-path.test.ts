import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Connection } from 'jsforce';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openOrg } from '../../connector/src/salesforce/org.ts';
import type { SalesforceOrg } from '../../connector/src/salesforce/org.ts';
import { archive } from '../../connector/src/sync/archive.ts';
import { productCatalogue } from '../../connector/src/sync/catalogue.ts';
import { flatten } from '../../connector/src/sync/flatten.ts';
import { reconcile } from '../../connector/src/sync/reconcile.ts';
import { anItem, anOffering, aQuote } from '../connector/support/quotes.ts';
import { accessTo } from '../connector/support/salesforce-stub.ts';

/* The write path against an org with the package: logged in by JWT, with 200 API requests a day. */

const DAILY_REQUESTS = 200;
const folder = mkdtempSync(join(tmpdir(), 'write-path-'));
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = (key: typeof privateKey) => key.export({ type: 'pkcs8', format: 'pem' }).toString();
let server: ChildProcess;
let facts: Record<string, string>;
let org: SalesforceOrg;
let admin: Connection;

beforeAll(async () => {
  const certificate = join(folder, 'app.pem');
  writeFileSync(certificate, publicKey.export({ type: 'spki', format: 'pem' }));
  const options = ['--port', '0', '--source', 'force-app', '--certificate', certificate, '--daily-api-requests', String(DAILY_REQUESTS), '--json'];
  server = spawn(process.execPath, ['local-org/src/cli.ts', 'serve', ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: server.stdout as NodeJS.ReadableStream })) {
    facts = JSON.parse(line) as Record<string, string>;
    break;
  }
  org = openOrg(access());
  admin = new Connection({ instanceUrl: facts['url'] ?? '', accessToken: facts['accessToken'] ?? '', version: '65.0' });
});

afterAll(() => {
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

const access = (key = privateKey) =>
  accessTo(facts['url'] ?? '', {
    login: { clientId: facts['clientId'] ?? '', username: facts['username'] ?? '', privateKey: pem(key) },
    orgId: facts['organizationId'] ?? null,
  });
const catalogue = productCatalogue();
const quote = (id: string, items: Record<string, unknown>[]) => flatten(aQuote({ id, quoteOfferings: [anOffering({ items: items.map(anItem) })] }));
const rows = async (soql: string) => (await admin.query<Record<string, unknown>>(soql)).records;
const keys = async (quoteId: string) => (await rows(`SELECT Id__c FROM QuoteItem__c WHERE Quote__r.Id__c = '${quoteId}' ORDER BY Id__c`)).map((row) => row['Id__c']);

describe('the write path in an org with the package', () => {
  it('lets items land beside one that the org refuses, and names the reason', async () => {
    const written = await reconcile(org, catalogue, quote('partly', [{ id: 'a' }, { id: 'b', quantity: 1e21 }, { id: 'c' }]));
    expect(written).toMatchObject({ outcome: 'partial', items: 3, salesforceRequests: 1, failedItems: [{ key: 'b', code: 'NUMBER_OUTSIDE_VALID_RANGE' }] });
    expect(await keys('partly')).toEqual(['a', 'c']);
  });

  it('removes what left the quote under the guard, and takes again what comes back', async () => {
    await reconcile(org, catalogue, quote('changing', [{ id: 'd' }, { id: 'e' }]));
    expect(await reconcile(org, catalogue, quote('changing', [{ id: 'e' }]))).toMatchObject({ itemsRemoved: 1, salesforceRequests: 2 });
    expect(await keys('changing')).toEqual(['e']);
    expect(await reconcile(org, catalogue, quote('changing', [{ id: 'd' }, { id: 'e' }]))).toMatchObject({ outcome: 'synced', salesforceRequests: 1 });
    expect(await keys('changing')).toEqual(['d', 'e']);
  });

  it('moves an item that MonetizeNow shows in another quote', async () => {
    await reconcile(org, catalogue, quote('from', [{ id: 'wanderer' }]));
    expect(await reconcile(org, catalogue, quote('to', [{ id: 'wanderer' }]))).toMatchObject({ outcome: 'synced' });
    expect([await keys('from'), await keys('to')]).toEqual([[], ['wanderer']]);
  });

  it('writes a text with @{ as it is', async () => {
    const strange = flatten(aQuote({ id: 'strange', description: 'for @{team.all}', quoteOfferings: [anOffering({ items: [anItem({ id: 's' })] })] }));
    expect(await reconcile(org, catalogue, strange)).toMatchObject({ outcome: 'synced', salesforceRequests: 3 });
    expect([await keys('strange'), await rows("SELECT Description__c FROM Quote__c WHERE Id__c = 'strange'")]).toMatchObject([['s'], [{ Description__c: 'for @{team.all}' }]]);
  });

  it('writes a product again that an admin has deleted', async () => {
    await reconcile(org, catalogue, quote('lost', [{ id: 'l', productId: 'prod_lost' }]));
    const [product] = await rows("SELECT Id FROM Product2 WHERE ExternalId__c = 'offer_1-prod_lost'");
    await admin.sobject('Product2').destroy(String(product?.['Id']));
    expect(await reconcile(org, catalogue, quote('lost', [{ id: 'l', productId: 'prod_lost' }]))).toMatchObject({ outcome: 'synced', productsWritten: 1, salesforceRequests: 2 });
    expect(await rows("SELECT Product2__r.ExternalId__c FROM QuoteItem__c WHERE Id__c = 'l'")).toMatchObject([{ Product2__r: { ExternalId__c: 'offer_1-prod_lost' } }]);
  });

  it('writes and removes 1,000 items in four requests', async () => {
    const many = Array.from({ length: 1000 }, (_, index) => ({ id: `m${index}` }));
    expect(await reconcile(org, catalogue, quote('many', many))).toMatchObject({ outcome: 'synced', items: 1000, salesforceRequests: 2 });
    expect(await reconcile(org, catalogue, quote('many', []))).toMatchObject({ itemsRemoved: 1000, salesforceRequests: 2 });
    expect(await keys('many')).toEqual([]);
  });

  it('archives a quote that is gone, with its items, and creates none', async () => {
    await reconcile(org, catalogue, quote('gone', [{ id: 'g' }]));
    expect(await archive(org, 'gone')).toMatchObject({ outcome: 'archived' });
    expect(await archive(org, 'never')).toMatchObject({ outcome: 'archived' });
    expect(await rows("SELECT Id__c, Status__c FROM Quote__c WHERE Id__c IN ('gone', 'never')")).toMatchObject([{ Id__c: 'gone', Status__c: 'ARCHIVED' }]);
    expect(await keys('gone')).toEqual(['g']);
  });
});

describe('the connection', () => {
  it('is refused with a key that is not the app\u2019s', async () => {
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    await expect(openOrg(access(stranger)).identity()).rejects.toMatchObject({ errorCode: 'LOGIN_FAILED', message: 'LOGIN_FAILED: invalid_grant: invalid assertion' });
  });

  it('is refused to another org', async () => {
    await expect(openOrg({ ...access(), orgId: '00D000000000009AAA' }).identity()).rejects.toMatchObject({ code: 'ORG_MISMATCH' });
  });

  it('leaves a tenth of the daily requests to others', async () => {
    let used = 0;
    const watched = openOrg(access(), { apiUsage: (usage) => (used = usage.used) });
    const look = () => watched.get('/services/data/v65.0/limits');
    await look();
    for (let left = DAILY_REQUESTS * 0.9 - used; left > 0; left -= 1) await look();
    await expect(look()).rejects.toMatchObject({ errorCode: 'API_RESERVE_REACHED', reaction: 'wait' });
    expect(used).toBe(DAILY_REQUESTS * 0.9);
  });
});
