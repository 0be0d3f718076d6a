import { setTimeout as pause } from 'node:timers/promises';
import { sendOnce } from '../../demo/stand-in/webhook.ts';
import type { Delivery, WebhookEvent } from '../../demo/stand-in/webhook.ts';
import type { Clocks } from './clocks.ts';
import type { Random } from './random.ts';

/** One event that MonetizeNow sends, and what became of its deliveries. */
export interface Sent {
  readonly eventId: string;
  readonly quoteId: string;
  readonly eventType: string;
  attempts: number;
  stored: number;
  duplicates: number;
  /** Attempts that were refused because the two clocks were too far apart. */
  refused: number;
}

export interface SenderParts {
  readonly random: Random;
  readonly secret: string;
  readonly clocks: Clocks;
  /** Where the webhook is now; undefined while nobody listens. */
  readonly receiver: () => string | undefined;
}

/** Delivers events late, twice or several times, side by side: whatever a sender on a network may do. */
export interface Sender {
  readonly sent: ReadonlyMap<string, Sent>;
  readonly wronglyTaken: readonly string[];
  underWay(): number;
  stored(): number;
  /** Settles when every delivery of the event was answered well. */
  send(quoteId: string, event: WebhookEvent): Promise<void>;
}

const RETRY_MS = 150;
/** What Standard Webhooks' reference allows, and the connector with it. */
const TOLERANCE_MS = 5 * 60_000;
/** Times are sent in whole seconds, and a request takes its time. */
const BLURRED_MS = 3_000;

/** A sender that has sent nothing yet. */
export function createSender({ random, secret, clocks, receiver }: SenderParts): Sender {
  const sent = new Map<string, Sent>();
  const wronglyTaken: string[] = [];
  const progress = { stored: 0, underWay: 0 };

  async function deliver(event: WebhookEvent, record: Sent, delayMs: number): Promise<void> {
    await pause(delayMs);
    for (;;) {
      const url = receiver();
      const begun = performance.now();
      record.attempts += 1;
      const now = new Date(clocks.senderNow());
      const answer = url === undefined ? undefined : await sendOnce({ url: () => url, secret }, event, now).catch(() => undefined);
      if (answer !== undefined && isStored(event, record, answer, clocks.differencesSince(begun).map(Math.abs))) return;
      await pause(RETRY_MS + random.below(RETRY_MS));
    }
  }

  /** Throws what no sender should be answered. */
  function isStored({ eventId }: WebhookEvent, record: Sent, { status, body }: Delivery, differences: readonly number[]): boolean {
    if (status === 200) {
      if (Math.min(...differences) > TOLERANCE_MS + BLURRED_MS) wronglyTaken.push(`${eventId} was taken, and its time was ${Math.round(Math.min(...differences) / 1000)} s off`);
      record.stored += 1;
      if ((body as { duplicate?: boolean }).duplicate === true) record.duplicates += 1;
      return true;
    }
    const isTooFarOff = status === 401 && Math.max(...differences) > TOLERANCE_MS - BLURRED_MS;
    if (isTooFarOff) record.refused += 1;
    else if (status < 500) throw new Error(`${eventId} was answered ${status} ${JSON.stringify(body)}`);
    return false;
  }

  return {
    sent,
    wronglyTaken,
    underWay: () => progress.underWay,
    stored: () => progress.stored,
    async send(quoteId, event) {
      const { eventId, eventType } = event;
      const record: Sent = { eventId, quoteId, eventType, attempts: 0, stored: 0, duplicates: 0, refused: 0 };
      sent.set(eventId, record);
      progress.underWay += 1;
      const delays = [random.chance(0.3) ? random.below(400) : 0];
      while (random.chance(0.15)) delays.push(random.below(3_000));
      await Promise.all(delays.map((delayMs) => deliver(event, record, delayMs)));
      progress.underWay -= 1;
      progress.stored += 1;
    },
  };
}
