import { fastify } from 'fastify';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { customFieldFaults } from './custom-fields.ts';
import type { CustomFieldDefinition } from './custom-fields.ts';
import type { QuoteDocument } from './documents.ts';
import type { Faults } from './faults.ts';
import type { QuoteStore } from './store.ts';
import { addWebhooks } from './webhooks.ts';
import { accountView, opportunityView, pageView } from './views.ts';

export interface StandInParts {
  /** Each is as good as the others: one belongs to the connector, one to the package. */
  readonly apiKeys: readonly string[];
  readonly faults: Faults;
  /** Asked at every write: definitions may change. */
  readonly customFields: () => readonly CustomFieldDefinition[];
  readonly store: QuoteStore;
  /** Called after a quote was changed through the API. */
  readonly changed: (quote: QuoteDocument, created: boolean) => Promise<unknown>;
}

const MAX_PAGE_SIZE = 100;

/** A stand-in for MonetizeNow's REST API: quotes, and the accounts and opportunities they refer to. */
export function createStandIn(parts: StandInParts): FastifyInstance {
  const { apiKeys, faults, store, changed } = parts;
  const server = fastify({ bodyLimit: 32 << 20 });
  // The gateway in front of the API answers a wrong key, in a shape of its own.
  server.addHook('onRequest', async (request, reply) => {
    const apiKey = request.headers['x-api-key'];
    if (typeof apiKey !== 'string' || !apiKeys.includes(apiKey))
      return reply.code(401).send({ message: 'Unauthorized' });
    const fault = faults.take(apiKey);
    if (fault)
      return reply
        .code(fault.status)
        .headers(fault.headers ?? {})
        .send(fault.body ?? {});
  });
  server.setNotFoundHandler((_request, reply) => notFound(reply, 'No such resource'));

  server.get<{ Querystring: { currentPage?: string; pageSize?: string } }>('/api/quotes', async ({ query }, reply) => {
    const page = Number(query.currentPage ?? 0);
    const size = Number(query.pageSize ?? 20);
    const isValid = Number.isInteger(page) && page >= 0 && Number.isInteger(size) && size >= 1 && size <= MAX_PAGE_SIZE;
    // The API's second error shape: status as text.
    if (!isValid)
      return reply.code(400).send({
        status: '400 BAD_REQUEST',
        message: 'Invalid paging',
        subErrors: [{ field: 'pageSize', message: `must be between 1 and ${MAX_PAGE_SIZE}` }],
      });
    return pageView(store.all(), page, size);
  });
  server.get<{ Params: { id: string } }>(
    '/api/quotes/:id',
    async ({ params }, reply) => store.get(params.id) ?? notFound(reply, `Quote ${params.id} not found`),
  );
  server.put<{ Params: { id: string }; Body: Record<string, unknown> }>(
    '/api/quotes/:id',
    async ({ params, body }, reply) => {
      const before = store.get(params.id);
      if (before === undefined) return notFound(reply, `Quote ${params.id} not found`);
      const { quote, created } = store.put({ ...before, ...body, id: params.id });
      await changed(quote, created);
      return quote;
    },
  );
  addCustomFields(server, parts);
  addWebhooks(server);
  server.get<{ Params: { id: string } }>(
    '/api/opportunities/:id',
    async ({ params }, reply) =>
      opportunityView(params.id, store.all()) ?? notFound(reply, `Opportunity ${params.id} not found`),
  );
  server.get<{ Params: { id: string } }>(
    '/api/accounts/:id',
    async ({ params }, reply) =>
      accountView(params.id, store.all()) ?? notFound(reply, `Account ${params.id} not found`),
  );
  return server;
}

/**
 * Sets the custom fields of a quote: one bad value refuses all of them. Whether others keep their values is not published;
 * here they do not, so that a caller who relied on it would be found out.
 */
function addCustomFields(server: FastifyInstance, { store, changed, customFields }: StandInParts): void {
  server.put<{ Params: { id: string }; Body: Record<string, unknown> }>(
    '/api/quotes/:id/customFields',
    async ({ params, body }, reply) => {
      const before = store.get(params.id);
      if (before === undefined) return notFound(reply, `Quote ${params.id} not found`);
      const subErrors = customFieldFaults(body, customFields());
      if (subErrors.length > 0)
        return reply.code(400).send({ status: 400, message: 'Invalid custom fields', subErrors });
      const { quote, created } = store.put({ ...before, customFields: body });
      await changed(quote, created);
      return reply.code(204).send();
    },
  );
}

function notFound(reply: FastifyReply, message: string): FastifyReply {
  return reply.code(404).send({ status: 404, message });
}
