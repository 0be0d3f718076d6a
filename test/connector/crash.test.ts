import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandOf, until } from '../../connector/src/queue/processes.ts';
import { startConnector } from '../../demo/stack/connector.ts';
import type { RunningConnector } from '../../demo/stack/connector.ts';
import { eventBody, SECRET, signed } from './support/delivery.ts';
import { closedGate } from './support/gate.ts';
import { httpStub } from './support/http-stub.ts';
import type { HttpStub, StubAnswer, StubRequest } from './support/http-stub.ts';
import { anItem, anOffering, aQuoteDocument } from './support/quotes.ts';
import { salesforceStub } from './support/salesforce-stub.ts';
import type { SalesforceStub } from './support/salesforce-stub.ts';

const quote = aQuoteDocument({ quoteOfferings: [anOffering({ items: [anItem({ id: 'a' }), anItem({ id: 'b' })] })] });
const never = () => new Promise<never>(() => undefined);

let dataDir: string;
let salesforce: SalesforceStub;
let monetizenow: HttpStub;
let answer: (request: StubRequest) => StubAnswer | Promise<StubAnswer>;
let connector: RunningConnector;

const start = () =>
  startConnector({
    dataDir,
    monetizenow: { url: monetizenow.url, apiKey: 'key', webhookSecret: SECRET },
    salesforce: { url: salesforce.url, clientId: 'id', clientSecret: 'secret' },
  });
const deliver = async () => {
  const body = eventBody();
  return fetch(`${connector.url}/webhooks/monetizenow`, { method: 'POST', body, headers: signed(body) });
};
const items = () => [...(salesforce.records.get('QuoteItem__c')?.keys() ?? [])];

const engineOf = (folder: string) =>
  (JSON.parse(readFileSync(join(folder, 'engine.json'), 'utf8')) as { engine: number }).engine;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'connector-test-'));
  salesforce = await salesforceStub();
  answer = () => ({ status: 200, body: quote });
  monetizenow = await httpStub((request) => answer(request));
  connector = await start();
});
afterEach(async () => {
  await connector.child.stop();
  await Promise.all([monetizenow.close(), salesforce.close()]);
  rmSync(dataDir, { recursive: true, force: true });
});

describe('a connector that is killed', () => {
  it('between the 200 and the read of the quote completes the sync after a restart', async () => {
    const asked = closedGate();
    answer = () => (asked.open(), never());
    expect((await deliver()).status).toBe(200);
    await asked.passed;
    await connector.child.kill();
    expect(items()).toEqual([]);
    answer = () => ({ status: 200, body: quote });
    connector = await start();
    expect(await connector.outcome('evt_1')).toEqual({ synced: true, salesforceRequests: 2 });
    expect(items()).toEqual(['a', 'b']);
  });

  it('after Salesforce has written and before it could answer writes the same again', async () => {
    const written = closedGate();
    salesforce.beforeAnswer = async () => {
      if (salesforce.composites.length < 2) return;
      written.open();
      await never();
    };
    await deliver();
    await written.passed;
    await connector.child.kill();
    const afterFirst = structuredClone(salesforce.records);
    salesforce.beforeAnswer = async () => undefined;
    connector = await start();
    expect(await connector.outcome('evt_1')).toEqual({ synced: true, salesforceRequests: 2 });
    expect(salesforce.records).toEqual(afterFirst);
    expect(monetizenow.requests, 'the quote was read once: that step was in the journal').toHaveLength(1);
  });

  it('ends when its engine is killed, and completes the sync after a restart', async () => {
    const asked = closedGate();
    answer = () => (asked.open(), never());
    await deliver();
    await asked.passed;
    process.kill(engineOf(dataDir), 'SIGKILL');
    await connector.child.ended;
    answer = () => ({ status: 200, body: quote });
    connector = await start();
    expect(await connector.outcome('evt_1')).toMatchObject({ synced: true });
  });

  it('takes its engine with it', async () => {
    const engine = engineOf(dataDir);
    expect(commandOf(engine)).toContain('restate-server');
    await connector.child.kill();
    expect(await until(() => commandOf(engine) === null, 5_000)).toBe(true);
  });
});

describe('a connector', () => {
  it('writes nothing to Salesforce for a forged event', async () => {
    const body = eventBody();
    const forged = await fetch(`${connector.url}/webhooks/monetizenow`, {
      method: 'POST',
      body,
      headers: { ...signed(body), 'webhook-signature': 'v1,Zm9yZ2Vk' },
    });
    expect(forged.status).toBe(401);
    const genuine = eventBody({ eventId: 'evt_2' });
    await fetch(`${connector.url}/webhooks/monetizenow`, {
      method: 'POST',
      body: genuine,
      headers: signed(genuine, { id: 'evt_2' }),
    });
    await connector.outcome('evt_2');
    expect(monetizenow.requests, 'only the genuine event was acted upon').toHaveLength(1);
  });

  it('says what became of a quote that MonetizeNow does not know', async () => {
    answer = () => ({ status: 404, body: { status: 404, message: 'Quote quote_1 not found' } });
    await deliver();
    expect(await connector.outcome('evt_1')).toEqual({
      synced: false,
      reason: 'MonetizeNow does not know this quote. quote_1',
    });
  });
});
