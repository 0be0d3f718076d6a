import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { assert, asyncProperty } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../connector/src/errors.ts';
import { openMonetizeNow } from '../../connector/src/monetizenow/client.ts';
import type { Quote } from '../../connector/src/monetizenow/quote-schema.ts';
import { productCatalogue } from '../../connector/src/sync/catalogue.ts';
import { flatten } from '../../connector/src/sync/flatten.ts';
import { reconcile } from '../../connector/src/sync/reconcile.ts';
import { brokenDocuments, quoteDocuments } from './support/generated-quotes.ts';
import type { Json } from './support/generated-quotes.ts';
import { strictOrg } from './support/strict-org.ts';

/* GENERATED_QUOTES=100000 vitest run test/connector/generated-quotes.test.ts */
const RUNS = Number(process.env['GENERATED_QUOTES'] ?? 400);
const BATCH = Math.max(100, Math.min(RUNS / 20, 5_000));
const TIMEOUT_MS = 60_000 + RUNS * 20;
const MOST_GROWTH_BYTES = 16 << 20;

/** Reads a document as if MonetizeNow had sent it; only typed errors may come out. */
async function read(document: Json): Promise<Quote | ConnectorError> {
  const id = (document as { id?: unknown } | null)?.id;
  const access = { url: 'http://monetizenow', apiKey: 'k', parallelRequests: 1, webhooksPath: '/' };
  const send = async () => ({ status: 200, headers: {}, text: JSON.stringify(document) });
  return typed(() => openMonetizeNow(access, { send }).readQuote(typeof id === 'string' ? id : 'quote_1'));
}

async function typed<T>(work: () => Promise<T> | T): Promise<T | ConnectorError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ConnectorError) return error;
    throw error;
  }
}

/** The items of the document that have to arrive, counted without the connector's help. */
const itemsOf = ({ quoteOfferings }: Quote) => quoteOfferings.filter(({ role }) => role !== 'REFERENCE').reduce((sum, { items }) => sum + items.length, 0);

const seen = { synced: 0, unreadable: 0, requests: 0, items: 0 };

async function syncs(document: Json): Promise<void> {
  const quote = await read(document);
  const flat = quote instanceof ConnectorError ? quote : await typed(() => flatten(quote));
  if (quote instanceof ConnectorError || flat instanceof ConnectorError) {
    seen.unreadable += 1;
    expect(['QUOTE_UNREADABLE', 'QUOTE_NOT_FOUND']).toContain((flat as ConnectorError).code);
    return;
  }
  const org = strictOrg();
  const written = await reconcile(org, productCatalogue(), flat);
  const keys = org.written['QuoteItem__c'] ?? [];
  expect([written.outcome, keys.length, new Set(keys).size]).toEqual(['synced', itemsOf(quote), keys.length]);
  expect(new Set(org.written['Quote__c'])).toEqual(new Set([quote.id]));
  expect(new Set(org.written['Product2']).size).toBe(org.written['Product2']?.length);
  expect(org.requests).toBe(written.salesforceRequests);
  expect(org.requests).toBeLessThanOrEqual(4 + keys.length / 20);
  seen.synced += 1;
  seen.requests += org.requests;
  seen.items += keys.length;
}

function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

/** Tries documents in batches, since fast-check remembers every run of one; gives the memory in use after each batch. */
async function tryAll(documents: Arbitrary<Json>): Promise<number[]> {
  const heaps: number[] = [];
  for (let done = 0; done < RUNS; done += BATCH) {
    await assert(asyncProperty(documents, syncs), { numRuns: Math.min(BATCH, RUNS - done) });
    heaps.push(heapUsed());
  }
  return heaps;
}

describe(`${RUNS} generated quotes`, () => {
  it('reach Salesforce with every item once, within its limits, or are refused with a typed error; memory stays as it was', { timeout: TIMEOUT_MS }, async () => {
    const heaps = await tryAll(quoteDocuments);
    const growth = (heaps.at(-1) ?? 0) - (heaps[Math.floor(heaps.length / 4)] ?? 0);
    expect(growth).toBeLessThan(MOST_GROWTH_BYTES);
    if (RUNS > 1000) console.log(JSON.stringify({ ...seen, heapMiB: heaps.map((bytes) => Math.round(bytes / 2 ** 20)) }));
    expect(seen.synced, 'most of them are quotes').toBeGreaterThan(RUNS * 0.3);
    expect(seen.unreadable).toBeGreaterThan(0);
  });

  it('that are broken somewhere are synced or refused with a typed error', { timeout: TIMEOUT_MS }, async () => {
    await tryAll(brokenDocuments);
  });
});
