import { fastify, LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { errorAnswer } from './answers.ts';
import { addWebhook } from './webhook.ts';
import type { WebhookParts } from './webhook.ts';

export interface ServerParts extends WebhookParts {
  readonly bodyLimit: number;
  readonly logger: FastifyBaseLogger;
  readonly queueIsReady: () => Promise<boolean>;
}

/** The HTTP face of the connector: the webhook and a health page. */
export function createServer(parts: ServerParts): FastifyInstance {
  const server = fastify({
    loggerInstance: parts.logger,
    bodyLimit: parts.bodyLimit,
    logController: new LogController({ disableRequestLogging: true }),
  });
  server.setErrorHandler(errorAnswer);
  server.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'NOT_FOUND', message: 'There is nothing at this address.', details: [] }));
  addWebhook(server, parts);
  // Alive is who answers; ready is who can store an event.
  server.get('/health/live', () => ({ status: 'ok' }));
  for (const path of ['/health', '/health/ready']) {
    server.get(path, async (_request, reply) => {
      const ready = await parts.queueIsReady();
      return reply
        .code(ready ? 200 : 503)
        .send({ status: ready ? 'ok' : 'unavailable', queue: ready ? 'ok' : 'unavailable' });
    });
  }
  return server;
}
