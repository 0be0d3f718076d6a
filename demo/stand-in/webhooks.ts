import type { FastifyInstance } from 'fastify';
import { pageView } from './views.ts';

interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly locked: boolean;
}

type WantedWebhook = Omit<Webhook, 'id'>;

/** The webhooks of MonetizeNow's settings page. The API behind it is not published; this is our reading of it. */
export function addWebhooks(server: FastifyInstance): void {
  const webhooks: Webhook[] = [];
  // A secret is taken and never shown again.
  const kept = (id: string, { name, url, events, locked }: WantedWebhook): Webhook => ({ id, name, url, events, locked });
  server.get<{ Querystring: { currentPage?: string; pageSize?: string } }>('/api/webhooks', async ({ query }) =>
    pageView(webhooks, Number(query.currentPage ?? 0), Number(query.pageSize ?? 20)),
  );
  server.post<{ Body: WantedWebhook }>('/api/webhooks', async ({ body }, reply) => {
    const webhook = kept(`whook_${webhooks.length + 1}`, body);
    webhooks.push(webhook);
    return reply.code(201).send(webhook);
  });
  server.put<{ Params: { id: string }; Body: WantedWebhook }>('/api/webhooks/:id', async ({ params, body }, reply) => {
    const at = webhooks.findIndex(({ id }) => id === params.id);
    if (at < 0) return reply.code(404).send({ status: 404, message: `Webhook ${params.id} not found` });
    webhooks[at] = kept(params.id, body);
    return webhooks[at];
  });
}
