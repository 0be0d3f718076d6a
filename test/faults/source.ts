import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { QuoteDocument } from '../../demo/stand-in/documents.ts';
import { createStore } from '../../demo/stand-in/store.ts';
import { quoteEvent } from '../../demo/stand-in/webhook.ts';
import type { WebhookEvent } from '../../demo/stand-in/webhook.ts';
import type { Clocks } from './clocks.ts';
import type { Database } from './database.ts';
import { createSender } from './sender.ts';
import type { Sent } from './sender.ts';
import { nextState, quoteId } from './quotes.ts';
import type { Random } from './random.ts';

export interface SourceParts {
  readonly random: Random;
  readonly quotes: number;
  readonly events: number;
  readonly eventsPerSecond: number;
  /** Part of the quotes that are deleted on the way. */
  readonly deletedRate: number;
  readonly secret: string;
  readonly clocks: Clocks;
  readonly database: Database;
  /** Where the webhook is now; undefined while nobody listens. */
  readonly receiver: () => string | undefined;
}

/** MonetizeNow as the connector sees it: quotes that change or go, and events of the changes. */
export interface Source {
  readonly sent: ReadonlyMap<string, Sent>;
  /** Deliveries that should have been refused and were not. */
  readonly wronglyTaken: readonly string[];
  /** The quotes that there are. */
  quotes(): readonly QuoteDocument[];
  /** Every state of a quote that there is or was, the latest last. */
  history(id: string): readonly QuoteDocument[];
  isDeleted(id: string): boolean;
  /** The quotes that are gone. */
  deleted(): readonly string[];
  /** Events whose delivery was answered well. */
  stored(): number;
  /** Makes all changes and delivers their events; ends when every event was stored. */
  run(): Promise<void>;
  /** Sends an event of a quote that has not changed. */
  remind(id: string): Promise<void>;
}

const FLOOD = 25;
const DELIVERIES_AT_ONCE = 100;

/** Prepares a source; every choice it makes comes from `random`. */
export function createSource(parts: SourceParts): Source {
  const { random, clocks, database, events } = parts;
  const histories = new Map<string, QuoteDocument[]>();
  const deleted = new Set<string>();
  const store = createStore(clocks.senderNow);
  const sender = createSender(parts);
  const deletions = planned(parts);
  let made = 0;

  const history = (id: string) => histories.get(id) ?? [];

  function change(index: number): WebhookEvent {
    const past = history(quoteId(index));
    const { quote, created } = store.put(nextState(random, index, past.length + 1));
    histories.set(quote.id, [...past, quote]);
    database.save(quote);
    return quoteEvent(`evt_${randomUUID()}`, quote, created);
  }

  /** No event of a deletion is published: it is found out when an event of its offerings, or a late one of itself, asks for the quote. */
  function remove(id: string): WebhookEvent {
    deleted.add(id);
    store.remove(id);
    database.remove(id);
    return offeringEvent(id, 'deleted');
  }

  /** Any quote that there is. */
  function anyIndex(): number {
    for (;;) {
      const index = random.below(made);
      if (!deleted.has(quoteId(index))) return index;
    }
  }

  async function run(): Promise<void> {
    const deliveries: Promise<void>[] = [];
    const start = performance.now();
    let failure: unknown;
    const push = (id: string, event: WebhookEvent) => deliveries.push(sender.send(id, event).catch((error: unknown) => void (failure ??= error)));
    const inPace = async () => {
      const dueMs = (deliveries.length / parts.eventsPerSecond) * 1000;
      const aheadMs = dueMs - (performance.now() - start);
      if (aheadMs > 0) await pause(aheadMs);
      while (sender.underWay() >= DELIVERIES_AT_ONCE) await pause(20);
      if (failure !== undefined) throw failure;
    };
    while (deliveries.length < events) {
      if (deliveries.length >= (deletions[0] ?? Infinity)) {
        deletions.shift();
        const id = quoteId(anyIndex());
        push(id, remove(id));
        continue;
      }
      // Each quote is there before any of them changes a second time, unless there are too few events for that.
      const isNew = made < parts.quotes;
      const index = isNew ? made++ : anyIndex();
      const burst = !isNew && random.chance(0.01) ? FLOOD : 1;
      for (let copy = 0; copy < burst && deliveries.length < events; copy += 1) {
        push(quoteId(index), change(index));
        if (random.chance(0.1) && deliveries.length < events) push(quoteId(index), offeringEvent(quoteId(index), 'updated'));
      }
      await inPace();
    }
    await Promise.all(deliveries);
    if (failure !== undefined) throw failure;
  }

  return {
    sent: sender.sent,
    wronglyTaken: sender.wronglyTaken,
    quotes: () => store.all(),
    history,
    isDeleted: (id) => deleted.has(id),
    deleted: () => [...deleted],
    stored: () => sender.stored(),
    run,
    async remind(id) {
      const quote = history(id).at(-1);
      if (quote !== undefined) await sender.send(id, quoteEvent(`evt_${randomUUID()}`, quote, false));
    },
  };
}

/** Events of offerings name their quote and show nothing of it. */
function offeringEvent(id: string, what: 'updated' | 'deleted'): WebhookEvent {
  return { eventId: `evt_${randomUUID()}`, eventType: `quote.offering.${what}`, data: { id: 'offering', quoteId: id } };
}

/** The events at which a quote is deleted, once all quotes are there. */
function planned({ random, quotes, events, deletedRate }: SourceParts): number[] {
  const [first, last] = [Math.min(quotes, events / 2), events * 0.9];
  const own = random.fork('deletions');
  return Array.from({ length: Math.min(Math.ceil(quotes * deletedRate), quotes - 1) }, () => first + own.next() * (last - first)).toSorted((left, right) => left - right);
}
