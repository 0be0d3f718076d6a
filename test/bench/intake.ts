/**
 * Throughput of the intake with an empty reconcile against that of the engine alone with an empty handler, in turns within one run:
 * from the first event sent to the last one done. Once with a quote for each event, so that nothing is coalesced, and once with ten
 * events for each quote. In between stand what the two parts cost by themselves: a handler that journals one step, and the webhook
 * before an empty one.
 *
 *   node test/bench/intake.ts [EVENTS [ROUNDS]]
 */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { eventBody, signed } from '../connector/support/delivery.ts';

const EVENTS = Number(process.argv[2] ?? 4_000);
const ROUNDS = Number(process.argv[3] ?? 5);
const CONNECTIONS = 64;
const BOUND = 0.8;

const KINDS = ['engine', 'journaled', 'webhook', 'intake'] as const;
type Kind = (typeof KINDS)[number];

interface Subject {
  readonly child: ChildProcess;
  readonly url: string;
  done: number;
}

interface Shot {
  readonly path: string;
  readonly body: string;
  readonly headers: Record<string, string>;
}

async function start(kind: Kind): Promise<Subject> {
  const child = fork(fileURLToPath(new URL('./intake-subject.ts', import.meta.url)), [kind]);
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  const subject = { child, url, done: 0 };
  child.on('message', (told: { done?: number }) => (subject.done = told.done ?? subject.done));
  return subject;
}

function shots(kind: Kind, run: string, perQuote: number): Shot[] {
  return Array.from({ length: EVENTS }, (_, index) => {
    const [id, quoteId] = [`evt_${run}_${index}`, `quote_${run}_${Math.floor(index / perQuote)}`];
    if (kind === 'engine' || kind === 'journaled') {
      const body = JSON.stringify({ eventId: id, eventType: 'quote.updated', received: { instance: run, at: index }, receivedAt: index, version: null });
      return { path: `/Quote/default%2F${quoteId}/reconcile/send`, body, headers: { 'content-type': 'application/json', 'idempotency-key': id } };
    }
    const body = eventBody({ eventId: id, data: { id: quoteId } });
    return { path: '/webhooks/monetizenow', body, headers: signed(body, { id }) };
  });
}

async function rate(subject: Subject, all: readonly Shot[]): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const target = subject.done + all.length;
  const begun = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      for (let shot = all[next++]; shot !== undefined; shot = all[next++]) await fire(subject.url, agent, shot);
    }),
  );
  while (subject.done < target) await once(subject.child, 'message');
  agent.destroy();
  return (all.length / (performance.now() - begun)) * 1000;
}

function fire(url: string, agent: Agent, { path, body, headers }: Shot): Promise<void> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url + path, { method: 'POST', agent, headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) } }, (incoming) => {
      incoming.resume();
      incoming.once('end', () => ((incoming.statusCode ?? 500) < 300 ? resolve() : reject(new Error(`${path} was answered ${incoming.statusCode}`))));
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}

const middle = (values: readonly number[]) => values.toSorted((left, right) => left - right)[values.length >> 1] ?? Number.NaN;

/** The middle of what one kind reached of another in the same round. */
const share = (of: readonly number[], than: readonly number[]) => middle(of.map((each, round) => each / (than[round] ?? Number.NaN)));
const row = (text: string, perSecond: number) => console.log(`  ${text.padEnd(44)} ${perSecond.toFixed(0).padStart(6)} events/s`);

const subjects = { engine: await start('engine'), journaled: await start('journaled'), webhook: await start('webhook'), intake: await start('intake') };
try {
  for (const perQuote of [1, 10]) {
    const rates: Record<Kind, number[]> = { engine: [], journaled: [], webhook: [], intake: [] };
    // The first round warms all of them up and does not count.
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const kind of KINDS) {
        const measured = await rate(subjects[kind], shots(kind, `${kind}${perQuote}x${round}`, perQuote));
        if (round > 0) rates[kind].push(measured);
      }
    }
    const ratio = share(rates.intake, rates.engine);
    console.log(`\n${perQuote} event${perQuote === 1 ? '' : 's'} per quote, ${EVENTS} events, ${ROUNDS} rounds`);
    row('the engine alone, empty handler', middle(rates.engine));
    row('the engine alone, state and a journaled step', middle(rates.journaled));
    row('webhook, engine, empty handler', middle(rates.webhook));
    row('intake and empty reconcile', middle(rates.intake));
    console.log(`  ratio ${ratio.toFixed(2)} (at least ${BOUND})${ratio < BOUND ? '   UNDER' : ''}`);
    console.log(`  the journaled step by itself ${share(rates.journaled, rates.engine).toFixed(2)}, the webhook by itself ${share(rates.webhook, rates.engine).toFixed(2)}`);
  }
} finally {
  for (const { child } of Object.values(subjects)) {
    child.send('stop');
    await once(child, 'exit');
  }
}
