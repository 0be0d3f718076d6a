/**
 * One quote that always fails, and the others: how long a job takes from the webhook to its end, with and without it, in turns within
 * one run. In the end the quote is parked with its reason, and resume heals it.
 *
 *   node test/faults/poison.ts [EVENTS [ROUNDS]]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Observer, SeenEvent } from '../../connector/src/observer.ts';
import { until } from '../../connector/src/queue/processes.ts';
import { startQueue } from '../../connector/src/queue/queue.ts';
import { SalesforceApiError } from '../../connector/src/salesforce/errors.ts';
import { found, written } from '../connector/support/steps.ts';

const EVENTS = Number(process.argv[2] ?? 400);
const ROUNDS = Number(process.argv[3] ?? 5);
const PER_SECOND = 100;
const BOUND = 1.2;
const POISON = 'poisoned';

const [begun, ended] = [new Map<string, number>(), new Map<string, number>()];
let isMended = false;
const end = ({ eventId }: SeenEvent) => void ended.set(eventId, performance.now());
const observer: Observer = {
  received: () => undefined,
  refused: () => undefined,
  coalesced: end,
  done: end,
  willRetry: () => undefined,
  parked: end,
  apiUsage: () => undefined,
  engineMessage: () => undefined,
};

const dataDir = mkdtempSync(join(tmpdir(), 'poison-'));
const failures = ['UNABLE_TO_LOCK_ROW', 'REQUIRED_FIELD_MISSING'] as const;
const queue = await startQueue(
  { dataDir, parallelJobs: 8 },
  {
    read: async () => (await pause(5), found()),
    async write(_tenant, quoteId) {
      await pause(15);
      if (quoteId !== POISON || isMended) return written;
      // Half of the time it seems to be worth another try.
      throw new SalesforceApiError({ errorCode: failures[Math.random() < 0.5 ? 0 : 1], message: 'poison', statusCode: 400 });
    },
  },
  observer,
);

/** Sends events of healthy quotes at a steady rate, perhaps with one of the poisoned quote after each fifty; the p99 of the healthy. */
async function p99(run: string, withPoison: boolean): Promise<number> {
  const ids = Array.from({ length: EVENTS }, (_, index) => `evt-${run}-${index}`);
  const start = performance.now();
  await Promise.all(
    ids.map(async (eventId, index) => {
      await pause(Math.max(0, (index / PER_SECOND) * 1000 - (performance.now() - start)));
      begun.set(eventId, performance.now());
      await queue.enqueue({ tenantId: 'default', eventId, quoteId: `quote-${run}-${index}`, eventType: 'quote.updated' });
      if (withPoison && index % 50 === 0) await queue.enqueue({ tenantId: 'default', eventId: `poison-${run}-${index}`, quoteId: POISON, eventType: 'quote.updated' });
    }),
  );
  await until(() => ids.every((id) => ended.has(id)), 60_000);
  const times = ids.map((id) => (ended.get(id) ?? Number.NaN) - (begun.get(id) ?? 0)).toSorted((left, right) => left - right);
  return times[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN;
}

const middle = (values: readonly number[]) => values.toSorted((left, right) => left - right)[values.length >> 1] ?? Number.NaN;
try {
  await p99('warm', false);
  const [clean, poisoned]: [number[], number[]] = [[], []];
  for (let round = 1; round <= ROUNDS; round += 1) {
    clean.push(await p99(`clean${round}`, false));
    poisoned.push(await p99(`poisoned${round}`, true));
  }
  const ratio = middle(poisoned) / middle(clean);
  console.log(`${EVENTS} events of healthy quotes at ${PER_SECOND}/s, ${ROUNDS} rounds in turns`);
  console.log(`  p99 from webhook to end, without poison   ${middle(clean).toFixed(0).padStart(6)} ms`);
  console.log(`  p99 from webhook to end, with poison      ${middle(poisoned).toFixed(0).padStart(6)} ms`);
  console.log(`  ratio ${ratio.toFixed(2)} (at most ${BOUND})${ratio > BOUND ? '   OVER' : ''}`);
  await until(async () => (await queue.stats()).backlog === 0, 300_000, 200);
  const [parked] = await queue.parked();
  console.log(`  parked: ${parked?.quoteId} ${parked?.code} (${parked?.attempts} attempts)`);
  isMended = true;
  await queue.resume('default', POISON);
  const isHealed = await until(async () => (await queue.parked()).length === 0, 60_000);
  console.log(`  resume ${isHealed ? 'heals it' : 'does NOT heal it'}`);
  process.exitCode = ratio <= BOUND && parked?.quoteId === POISON && isHealed ? 0 : 1;
} finally {
  await queue.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
