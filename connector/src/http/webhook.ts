import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ConnectorError } from '../errors.ts';
import { readEvent } from '../intake/event.ts';
import type { QuoteEvent } from '../intake/event.ts';
import type { Observer } from '../observer.ts';
import { DEFAULT_TENANT } from '../tenant.ts';
import type { Tenant } from '../tenant.ts';
import { signatureCheck } from './signature.ts';

export interface WebhookParts {
  readonly tenants: readonly Pick<Tenant, 'id' | 'webhookSecrets'>[];
  /** Stores the event durably; tells whether this event id was already stored. Throws QUEUE_UNAVAILABLE. */
  readonly enqueue: (event: QuoteEvent) => Promise<{ duplicate: boolean }>;
  readonly observer: Pick<Observer, 'received' | 'refused'>;
}

/** What a sender is told of an event that was taken. */
type Receipt =
  | { readonly queued: true; readonly eventId: string; readonly quoteId: string; readonly duplicate: boolean }
  | { readonly queued: false; readonly eventId: string; readonly reason: string };

/**
 * The webhook of each tenant: 200 once the event is stored (or known, or none of ours), 4xx for what the sender has to mend,
 * 5xx for what it has to send again. Nothing of a request is believed before its signature is checked.
 */
export function addWebhook(server: FastifyInstance, { tenants, enqueue, observer }: WebhookParts): void {
  const checks = new Map(tenants.map(({ id, webhookSecrets }) => [id, signatureCheck(webhookSecrets)]));

  async function receive(tenantId: string, { body, headers }: FastifyRequest): Promise<Receipt> {
    const isGenuine = checks.get(tenantId);
    if (isGenuine === undefined) throw new ConnectorError('TENANT_UNKNOWN');
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    if (!isGenuine(bytes, headers)) throw new ConnectorError('SIGNATURE_REFUSED');
    const event = readEvent(tenantId, bytes);
    const { eventId, eventType, quoteId } = event;
    if (quoteId === undefined) return { queued: false, eventId, reason: `${eventType} is not an event of a quote` };
    const traceparent = headers['traceparent'];
    const { duplicate } = await enqueue(typeof traceparent === 'string' ? { ...event, traceparent } : event);
    observer.received({ tenantId, quoteId, eventId, eventType }, duplicate);
    return { queued: true, eventId, quoteId, duplicate };
  }

  // In a scope of its own: the signature covers the bytes as they were sent, so nothing may parse them before it is checked.
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.addHook('onError', async (_request, _reply, error) => observer.refused('code' in error ? String(error.code) : 'INTERNAL_ERROR'));
    scope.post('/webhooks/monetizenow', (request) => receive(DEFAULT_TENANT, request));
    scope.post<{ Params: { tenant: string } }>('/webhooks/monetizenow/:tenant', (request) => receive(request.params.tenant, request));
  });
}
