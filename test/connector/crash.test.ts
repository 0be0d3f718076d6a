import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandOf, until } from '../../connector/src/queue/processes.ts';
import { startConnector } from '../../demo/stack/connector.ts';
import type { RunningConnector } from '../../demo/stack/connector.ts';
import { eventBody, SECRET, signed } from './support/delivery.ts';
import { aLog, closedGate } from './support/gate.ts';
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
/** Delivers an event as a sender does, again and again; returns what it was answered each time. */
const deliverUntilStored = async (id: string) => {
  const answers: string[] = [];
  const body = eventBody({ eventId: id });
  await until(async () => {
    const { status, headers } = await fetch(`${connector.url}/webhooks/monetizenow`, { method: 'POST', body, headers: signed(body, { id }) });
    answers.push(`${status} after ${headers.get('retry-after')}`);
    return status === 200;
  }, 20_000);
  return answers;
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
    expect(await connector.outcome('evt_1')).toMatchObject({ synced: true });
    expect(items()).toEqual(['a', 'b']);
  });

  it('after Salesforce has written and before it could answer writes the same again', async () => {
    const written = closedGate();
    salesforce.beforeAnswer = async () => {
      if (items().length < 2) return;
      written.open();
      await never();
    };
    await deliver();
    await written.passed;
    await connector.child.kill();
    const afterFirst = structuredClone(salesforce.records);
    salesforce.beforeAnswer = async () => undefined;
    connector = await start();
    expect(await connector.outcome('evt_1')).toMatchObject({ synced: true });
    expect(salesforce.records).toEqual(afterFirst);
    expect(monetizenow.requests, 'what is written was read after the kill').toHaveLength(2);
  });

  it('takes its engine with it', async () => {
    const engine = engineOf(dataDir);
    expect(commandOf(engine)).toContain('restate-server');
    await connector.child.kill();
    expect(await until(() => commandOf(engine) === null, 5_000)).toBe(true);
  });
});

describe('a connector whose engine is killed', () => {
  it('asks senders to come back, starts it again, and goes on when the first call of a job has ended', async () => {
    const [asked, gate] = [aLog<string>(), closedGate()];
    answer = async ({ url }) => (asked.add(url), await gate.passed, { status: 200, body: quote });
    await deliver();
    await asked.reached(1);
    process.kill(engineOf(dataDir), 'SIGKILL');
    const answers = await deliverUntilStored('evt_2');
    expect(new Set(answers.slice(0, -1)), 'while there is no engine').toEqual(new Set(['503 after 5']));
    expect(answers.at(-1)).toBe('200 after null');
    expect(asked.entries, 'the engine has forgotten whom it had called, the process has not').toHaveLength(1);
    gate.open();
    expect(await connector.outcome('evt_2')).toMatchObject({ synced: true });
    expect(items()).toEqual(['a', 'b']);
  });
});

describe('a connector that is asked to stop', () => {
  it('lets a write end and does not make it again after the next start', async () => {
    const [begun, gate] = [closedGate(), closedGate()];
    salesforce.beforeAnswer = async () => (begun.open(), gate.passed);
    await deliver();
    await begun.passed;
    const stopped = connector.child.stop();
    gate.open();
    await stopped;
    expect(items()).toEqual(['a', 'b']);
    connector = await start();
    await deliverUntilStored('evt_2');
    await connector.outcome('evt_2');
    expect(monetizenow.requests, 'one read for each event').toHaveLength(2);
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

  it('parks a quote that MonetizeNow will not hand out, and says why', async () => {
    answer = () => ({ status: 400, body: { status: 400, message: 'no' } });
    await deliver();
    expect(await connector.outcome('evt_1')).toMatchObject({ synced: false });
  });
});
