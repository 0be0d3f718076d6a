import type { FastifyInstance } from 'fastify';

interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly locked: boolean;
}

/** The webhooks of MonetizeNow's settings page. The API behind it is not published; this is our reading of it. */
export function addWebhooks(server: FastifyInstance): void {
  const webhooks: Webhook[] = [];
  server.get('/api/webhooks', async () => ({ content: webhooks, totalElements: webhooks.length, totalPages: 1 }));
  server.post<{ Body: Omit<Webhook, 'id'> }>('/api/webhooks', async ({ body }, reply) => {
    const webhook = { id: `whook_${webhooks.length + 1}`, name: body.name, url: body.url, events: body.events, locked: body.locked };
    webhooks.push(webhook);
    return reply.code(201).send(webhook);
  });
}
