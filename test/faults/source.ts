import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { QuoteDocument } from '../../demo/stand-in/documents.ts';
import { createStore } from '../../demo/stand-in/store.ts';
import type { QuoteStore } from '../../demo/stand-in/store.ts';
import { quoteEvent, sendOnce } from '../../demo/stand-in/webhook.ts';
import type { WebhookEvent } from '../../demo/stand-in/webhook.ts';
import { nextState, quoteId } from './quotes.ts';
import type { Random } from './random.ts';

/** One event that MonetizeNow sends, and what became of its deliveries. */
export interface Sent {
  readonly eventId: string;
  readonly quoteId: string;
  readonly eventType: string;
  attempts: number;
  stored: number;
  duplicates: number;
}

export interface SourceParts {
  readonly random: Random;
  readonly quotes: number;
  readonly events: number;
  readonly eventsPerSecond: number;
  readonly secret: string;
  /** Where the webhook is now; undefined while nobody listens. */
  readonly receiver: () => string | undefined;
}

/** MonetizeNow as the connector sees it: quotes that change, and events of the changes. */
export interface Source {
  readonly sent: ReadonlyMap<string, Sent>;
  readonly store: QuoteStore;
  /** Every state of a quote, the latest last. */
  history(id: string): readonly QuoteDocument[];
  /** Events whose delivery was answered well. */
  stored(): number;
  /** Makes all changes and delivers their events; ends when every event was stored. */
  run(): Promise<void>;
  /** Sends an event of a quote that has not changed. */
  remind(id: string): Promise<void>;
}

const FLOOD = 25;
const DELIVERIES_AT_ONCE = 100;
const RETRY_MS = 150;

/** Prepares a source; every choice it makes comes from `random`. */
export function createSource(parts: SourceParts): Source {
  const { random, secret, receiver } = parts;
  const sent = new Map<string, Sent>();
  const histories = new Map<string, QuoteDocument[]>();
  const store = createStore(Date.now);
  const progress = { stored: 0, underWay: 0 };

  const history = (id: string) => histories.get(id) ?? [];

  function change(index: number): WebhookEvent {
    const past = history(quoteId(index));
    const { quote, created } = store.put(nextState(random, index, past.length + 1));
    histories.set(quote.id, [...past, quote]);
    return quoteEvent(`evt_${randomUUID()}`, quote, created);
  }

  /** Events of offerings name their quote and show nothing of it. */
  function offeringEvent(id: string): WebhookEvent {
    return { eventId: `evt_${randomUUID()}`, eventType: 'quote.offering.updated', data: { id: 'offering', quoteId: id } };
  }

  async function deliver(event: WebhookEvent, record: Sent, delayMs: number): Promise<void> {
    await pause(delayMs);
    for (;;) {
      const url = receiver();
      record.attempts += 1;
      const answer = url === undefined ? undefined : await sendOnce({ url: () => url, secret }, event).catch(() => undefined);
      if (answer?.status === 200) {
        record.stored += 1;
        if ((answer.body as { duplicate?: boolean }).duplicate === true) record.duplicates += 1;
        return;
      }
      if (answer !== undefined && answer.status < 500) throw new Error(`${event.eventId} was answered ${answer.status} ${JSON.stringify(answer.body)}`);
      await pause(RETRY_MS + random.below(RETRY_MS));
    }
  }

  /** Late, twice or several times, side by side: whatever a sender on a network may do. */
  async function send(id: string, event: WebhookEvent): Promise<void> {
    const record: Sent = { eventId: event.eventId, quoteId: id, eventType: event.eventType, attempts: 0, stored: 0, duplicates: 0 };
    sent.set(event.eventId, record);
    progress.underWay += 1;
    const delays = [random.chance(0.3) ? random.below(400) : 0];
    while (random.chance(0.15)) delays.push(random.below(3_000));
    await Promise.all(delays.map((delayMs) => deliver(event, record, delayMs)));
    progress.underWay -= 1;
    progress.stored += 1;
  }

  async function run(): Promise<void> {
    const deliveries: Promise<void>[] = [];
    const start = performance.now();
    let failure: unknown;
    const push = (id: string, event: WebhookEvent) => deliveries.push(send(id, event).catch((error: unknown) => void (failure ??= error)));
    const inPace = async () => {
      const dueMs = (deliveries.length / parts.eventsPerSecond) * 1000;
      const aheadMs = dueMs - (performance.now() - start);
      if (aheadMs > 0) await pause(aheadMs);
      while (progress.underWay >= DELIVERIES_AT_ONCE) await pause(20);
      if (failure !== undefined) throw failure;
    };
    while (deliveries.length < parts.events) {
      // Each quote is there before any of them changes a second time, unless there are too few events for that.
      const index = deliveries.length < parts.quotes ? deliveries.length : random.below(parts.quotes);
      const burst = deliveries.length >= parts.quotes && random.chance(0.01) ? FLOOD : 1;
      for (let copy = 0; copy < burst && deliveries.length < parts.events; copy += 1) {
        push(quoteId(index), change(index));
        if (random.chance(0.1) && deliveries.length < parts.events) push(quoteId(index), offeringEvent(quoteId(index)));
      }
      await inPace();
    }
    await Promise.all(deliveries);
    if (failure !== undefined) throw failure;
  }

  return {
    sent,
    store,
    history,
    stored: () => progress.stored,
    run,
    async remind(id) {
      const quote = history(id).at(-1);
      if (quote !== undefined) await send(id, quoteEvent(`evt_${randomUUID()}`, quote, false));
    },
  };
}
