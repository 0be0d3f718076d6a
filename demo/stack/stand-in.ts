import { randomBytes, randomUUID } from 'node:crypto';
import type { QuoteDocument } from '../stand-in/documents.ts';
import { createStandIn } from '../stand-in/server.ts';
import { createStore } from '../stand-in/store.ts';
import { deliver, quoteEvent } from '../stand-in/webhook.ts';
import type { Delivery, WebhookEvent } from '../stand-in/webhook.ts';

/** MonetizeNow's stand-in, listening and sending. */
export interface RunningStandIn {
  readonly url: string;
  readonly apiKey: string;
  readonly webhookSecret: string;
  /** Where events go from now on. */
  sendTo(connectorUrl: string): void;
  /** Changes a quote and tells the connector, as MonetizeNow would; returns the event and what it was answered. */
  publish(document: QuoteDocument): Promise<{ event: WebhookEvent; delivery: Delivery }>;
  close(): Promise<void>;
}

/** Starts the stand-in on a free port, with secrets of its own. */
export async function startStandIn(): Promise<RunningStandIn> {
  const apiKey = randomBytes(16).toString('hex');
  const webhookSecret = `whsec_${randomBytes(24).toString('base64')}`;
  const store = createStore(Date.now);
  let connectorUrl = '';
  const target = { url: () => `${connectorUrl}/webhooks/monetizenow`, secret: webhookSecret };
  const tell = async (quote: QuoteDocument, created: boolean) => {
    const event = quoteEvent(`evt_${randomUUID()}`, quote, created);
    return { event, delivery: await deliver(target, event) };
  };
  const server = createStandIn({ apiKey, store, changed: tell });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    apiKey,
    webhookSecret,
    sendTo: (newUrl) => void (connectorUrl = newUrl),
    publish: (document) => {
      const { quote, created } = store.put(document);
      return tell(quote, created);
    },
    close: () => server.close(),
  };
}
