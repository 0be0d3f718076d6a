/**
 * From a webhook to the Opportunity Products, through intake, queue, read and write, against writing the same records by jsforce
 * directly: one quote after the other, and many at once. Both sides write to the same local org and wait for the same products.
 *
 *   node test/bench/connector.ts
 */
import { setTimeout as pause } from 'node:timers/promises';
import { quoteSchema } from '../../connector/src/monetizenow/quote-schema.ts';
import { flatten } from '../../connector/src/sync/flatten.ts';
import { insert } from '../../demo/org/session.ts';
import { item, offering, quote } from '../../demo/samples/builders.ts';
import { startStack } from '../../demo/stack/stack.ts';
import type { QuoteDocument } from '../../demo/stand-in/documents.ts';

const BOUND = 1.5;
const AT_ONCE = 40;
const account = { id: 'acct_bench', name: 'Bench' };

const stack = await startStack(['USD'], () => undefined);
const org = stack.org.connection;
let serial = 0;

/** A quote that nobody has seen, with an opportunity of its own. */
async function fresh(items: number): Promise<QuoteDocument> {
  serial += 1;
  const id = `bench_${serial}`;
  const { records } = await org.query<{ Id: string }>(`SELECT Id FROM Account WHERE Id__c = '${account.id}'`);
  await insert(org, 'Opportunity', { Name: id, Id__c: id, AccountId: records[0]?.Id, CurrencyIsoCode: 'USD', StageName: 'Prospecting', CloseDate: '2026-03-31' });
  const all = Array.from({ length: items }, (_, index) => item(`${id}_${index}`, { product: `Product ${index}`, quantity: 2, arr: 100 + index }));
  return quote(id, { description: id, account, opportunityId: id }, [offering(`quoff_${id}`, 'Bench', all)]);
}

async function untilLines(documents: readonly QuoteDocument[], items: number): Promise<void> {
  const ids = documents.map(({ id }) => `'${id}'`).join(',');
  for (;;) {
    const { totalSize } = await org.query(`SELECT COUNT() FROM OpportunityLineItem WHERE Opportunity.Id__c IN (${ids})`);
    if (totalSize === documents.length * items) return;
    await pause(1);
  }
}

/** Like the other way until the records are written: only then is the org asked for products, since each question holds it up. */
async function byWebhook(document: QuoteDocument): Promise<void> {
  const { event, delivery } = await stack.standIn.publish(document);
  if (delivery.status !== 200) throw new Error(JSON.stringify(delivery));
  const outcome = await stack.connector().outcome(event.eventId);
  if (!outcome.synced) throw new Error(outcome.reason);
}

/** What somebody would write who had the records already: the quote, its items in collections; the products are there. */
async function byJsforce(document: QuoteDocument): Promise<void> {
  const flat = flatten(quoteSchema.parse(JSON.parse(JSON.stringify(document))));
  const made = await org.sobject('Quote__c').upsert({ Id__c: flat.quoteId, ...flat.quote } as never, 'Id__c');
  const items = flat.items.map(({ record }) => ({ ...record, Quote__c: (made as { id?: string }).id }));
  const results = await org.sobject('QuoteItem__c').upsert(items as never, 'Id__c', { allowRecursive: true });
  const failed = (results as unknown as { success: boolean }[]).find(({ success }) => !success);
  if (failed !== undefined) throw new Error(JSON.stringify(failed));
}

type Way = (document: QuoteDocument) => Promise<void>;

async function time(way: Way, documents: readonly QuoteDocument[], items: number, atOnce: number): Promise<number> {
  const start = performance.now();
  const waiting = [...documents];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await way(next);
    }),
  );
  await untilLines(documents, items);
  return performance.now() - start;
}

/** Middle times of both ways, which take turns so that a drift of the machine hits them alike. */
async function compare(title: string, items: number, { quotes, atOnce, rounds }: { quotes: number; atOnce: number; rounds: number }): Promise<void> {
  const times = new Map<Way, number[]>([
    [byWebhook, []],
    [byJsforce, []],
  ]);
  for (let round = 0; round < rounds; round += 1) {
    for (const [way, all] of round % 2 === 0 ? [...times] : [...times].toReversed()) {
      const documents: QuoteDocument[] = [];
      for (let index = 0; index < quotes; index += 1) documents.push(await fresh(items));
      all.push(await time(way, documents, items, atOnce));
    }
  }
  const middle = (way: Way) => (times.get(way) ?? []).toSorted((left, right) => left - right)[Math.floor(rounds / 2)] ?? Number.NaN;
  const ratio = middle(byWebhook) / middle(byJsforce);
  console.log(`\n${title}`);
  console.log(`  webhook to Opportunity Products  ${middle(byWebhook).toFixed(0).padStart(7)} ms`);
  console.log(`  the same records by jsforce      ${middle(byJsforce).toFixed(0).padStart(7)} ms`);
  console.log(`  ratio ${ratio.toFixed(2)} (at most ${BOUND})${ratio > BOUND ? '   OVER' : ''}`);
}

try {
  await stack.org.seeded.addCustomer({ account: { ...account, owner: 'Ada Lind' }, opportunities: [] });
  // Products, price book entries, sessions and compiled code are there before anything is measured.
  for (const way of [byWebhook, byJsforce, byWebhook, byJsforce]) await time(way, [await fresh(200)], 200, 1);
  await compare('one quote of 1 item', 1, { quotes: 1, atOnce: 1, rounds: 21 });
  await compare('one quote of 20 items', 20, { quotes: 1, atOnce: 1, rounds: 15 });
  await compare('one quote of 200 items', 200, { quotes: 1, atOnce: 1, rounds: 7 });
  await compare(`${AT_ONCE} quotes of 20 items, five at once`, 20, { quotes: AT_ONCE, atOnce: 5, rounds: 3 });
} finally {
  await stack.stop();
}
