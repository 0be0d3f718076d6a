import { randomBytes, randomUUID } from 'node:crypto';
import type { CustomFieldDefinition } from '../stand-in/custom-fields.ts';
import type { QuoteDocument } from '../stand-in/documents.ts';
import { Faults } from '../stand-in/faults.ts';
import type { Fault } from '../stand-in/faults.ts';
import { createStandIn } from '../stand-in/server.ts';
import { createStore } from '../stand-in/store.ts';
import { deliver, quoteEvent } from '../stand-in/webhook.ts';
import type { Delivery, WebhookEvent } from '../stand-in/webhook.ts';

/** MonetizeNow's stand-in, listening and sending. */
export interface RunningStandIn {
  readonly url: string;
  /** The connector's key. */
  readonly apiKey: string;
  /** The key that an admin enters in the org, for the package. */
  readonly packageKey: string;
  readonly webhookSecret: string;
  /** Where events go from now on. */
  sendTo(connectorUrl: string): void;
  /** Changes a quote and tells the connector, as MonetizeNow would; returns the event and what it was answered. */
  publish(document: QuoteDocument): Promise<{ event: WebhookEvent; delivery: Delivery }>;
  /** The quote as MonetizeNow has it now. */
  quote(id: string): QuoteDocument | undefined;
  /** Defines the custom fields of quotes. */
  define(customFields: readonly CustomFieldDefinition[]): void;
  /** Lets the next requests of one key fail. */
  fail(fault: Fault): void;
  close(): Promise<void>;
}

/** Starts the stand-in on a free port, with secrets of its own. */
export async function startStandIn(): Promise<RunningStandIn> {
  const [apiKey, packageKey] = [randomBytes(16).toString('hex'), randomBytes(16).toString('hex')];
  const faults = new Faults();
  let definitions: readonly CustomFieldDefinition[] = [];
  const webhookSecret = `whsec_${randomBytes(24).toString('base64')}`;
  const store = createStore(Date.now);
  let connectorUrl = '';
  const target = { url: () => `${connectorUrl}/webhooks/monetizenow`, secret: webhookSecret };
  const tell = async (quote: QuoteDocument, created: boolean) => {
    const event = quoteEvent(`evt_${randomUUID()}`, quote, created);
    return { event, delivery: await deliver(target, event) };
  };
  const server = createStandIn({
    apiKeys: [apiKey, packageKey],
    faults,
    customFields: () => definitions,
    store,
    changed: tell,
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    apiKey,
    packageKey,
    webhookSecret,
    quote: (id) => store.get(id),
    define: (customFields) => void (definitions = customFields),
    fail: (fault) => faults.set(fault),
    sendTo: (newUrl) => void (connectorUrl = newUrl),
    publish: (document) => {
      const { quote, created } = store.put(document);
      return tell(quote, created);
    },
    close: () => server.close(),
  };
}
