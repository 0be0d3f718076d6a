import { setOverride } from './org/overrides.ts';
import { seenQuote } from './org/seen.ts';
import type { SeenQuote } from './org/seen.ts';
import { waitForJobs } from './org/jobs.ts';
import { transactionsSince } from './org/transactions.ts';
import type { ApexTransaction } from './org/transactions.ts';
import type { Sample, Step } from './samples/sample.ts';
import type { Stack } from './stack/stack.ts';

/** What became of one quote of a sample. */
export interface PlayedQuote {
  readonly quoteId: string;
  readonly seen: SeenQuote | undefined;
  /** Requests to Salesforce for each time the quote was published. */
  readonly salesforceRequests: readonly number[];
  /** Why the connector gave an event up. */
  readonly failures: readonly string[];
  readonly transactions: readonly ApexTransaction[];
}

interface QuoteRecord {
  readonly requests: number[];
  readonly failures: string[];
  readonly transactions: ApexTransaction[];
}

/** Plays a sample step by step and reads in the end what a sales person sees of each of its quotes. */
export async function play(stack: Stack, sample: Sample): Promise<PlayedQuote[]> {
  for (const customer of sample.customers) await stack.org.seeded.addCustomer(customer);
  const records = new Map<string, QuoteRecord>();
  for (const step of sample.steps) await playStep(stack, step, records);
  const played: PlayedQuote[] = [];
  for (const [quoteId, { requests, failures, transactions }] of records) {
    played.push({
      quoteId,
      seen: await seenQuote(stack.org.connection, quoteId),
      salesforceRequests: requests,
      failures,
      transactions,
    });
  }
  return played;
}

async function playStep(stack: Stack, step: Step, records: Map<string, QuoteRecord>): Promise<void> {
  const { connection, url } = stack.org;
  if ('override' in step) {
    await setOverride(connection, step.itemId, step.override);
    return waitForJobs(connection);
  }
  const record = records.get(step.publish.id) ?? { requests: [], failures: [], transactions: [] };
  records.set(step.publish.id, record);
  const since = await transactionsSince(url);
  const { event, delivery } = await stack.standIn.publish(step.publish);
  if (delivery.status !== 200) {
    record.failures.push(`the connector answered ${delivery.status} ${JSON.stringify(delivery.body)}`);
    return;
  }
  const outcome = await stack.connector().outcome(event.eventId);
  if (outcome.synced) record.requests.push(outcome.salesforceRequests);
  else record.failures.push(outcome.reason);
  await waitForJobs(connection);
  record.transactions.push(...(await since()));
}
