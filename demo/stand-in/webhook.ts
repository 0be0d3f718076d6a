import { setTimeout as pause } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import { apiTime } from './documents.ts';
import type { QuoteDocument } from './documents.ts';

export interface WebhookTarget {
  /** Asked at every attempt: the receiver may have moved. */
  readonly url: () => string;
  readonly secret: string;
}

export interface WebhookEvent {
  readonly eventId: string;
  readonly eventType: string;
  readonly data: unknown;
}

/** What an attempt to deliver got as an answer. */
export interface Delivery {
  readonly status: number;
  readonly body: unknown;
}

const ATTEMPTS = 60;
const PAUSE_MS = 500;

/** The event of a quote that was created or changed. */
export function quoteEvent(eventId: string, quote: QuoteDocument, created: boolean): WebhookEvent {
  return { eventId, eventType: created ? 'quote.created' : 'quote.updated', data: quote };
}

/** The request that delivers an event, signed as Standard Webhooks 1.0 says. */
export function signedRequest(
  secret: string,
  { eventId, eventType, data }: WebhookEvent,
  now: Date,
): { body: string; headers: Record<string, string> } {
  const body = JSON.stringify({ eventId, userId: 'usr_demo', sentTime: apiTime(now.getTime()), eventType, data });
  return {
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': eventId,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(eventId, now, body),
    },
  };
}

/** Signs and sends an event once, at whatever time the sender believes it is. */
export async function sendOnce(target: WebhookTarget, event: WebhookEvent, now = new Date()): Promise<Delivery> {
  const answer = await fetch(target.url(), { method: 'POST', ...signedRequest(target.secret, event, now) });
  return { status: answer.status, body: await answer.json().catch(() => null) };
}

/** Sends an event until the receiver has it; a 4xx is final, since the same request would get the same answer. */
export async function deliver(target: WebhookTarget, event: WebhookEvent): Promise<Delivery> {
  for (let attempt = 1; ; attempt += 1) {
    const delivery = await sendOnce(target, event).catch((error: unknown) => ({ status: 0, body: String(error) }));
    if ((delivery.status >= 200 && delivery.status < 500) || attempt === ATTEMPTS) return delivery;
    await pause(PAUSE_MS);
  }
}
