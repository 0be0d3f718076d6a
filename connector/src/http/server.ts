import { fastify, LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyError, FastifyInstance, FastifyReply } from 'fastify';
import { ConnectorError } from '../errors.ts';
import { readEvent } from '../intake/event.ts';
import type { QuoteEvent } from '../intake/event.ts';
import { signatureCheck } from './signature.ts';

export interface ServerParts {
  readonly bodyLimit: number;
  readonly webhookSecrets: readonly string[];
  readonly logger: FastifyBaseLogger;
  /** Stores the event durably; tells whether this event id was already stored. Throws QUEUE_UNAVAILABLE. */
  readonly enqueue: (event: QuoteEvent) => Promise<{ duplicate: boolean }>;
  readonly queueIsReady: () => Promise<boolean>;
}

/** The HTTP face of the connector: one webhook, one health page. */
export function createServer(parts: ServerParts): FastifyInstance {
  const server = fastify({
    loggerInstance: parts.logger,
    bodyLimit: parts.bodyLimit,
    logController: new LogController({ disableRequestLogging: true }),
  });
  // The signature covers the bytes as they were sent, so nothing may parse them before it is checked.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.setErrorHandler((error: FastifyError, _request, reply) => answerError(error, reply));

  const isGenuine = signatureCheck(parts.webhookSecrets);
  server.post('/webhooks/monetizenow', async (request) => {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    if (!isGenuine(body, request.headers)) throw new ConnectorError('SIGNATURE_REFUSED');
    const event = readEvent(body);
    if (event.quoteId === undefined)
      return { queued: false, eventId: event.eventId, reason: `${event.eventType} is not an event of a quote` };
    const { duplicate } = await parts.enqueue(event);
    parts.logger.info(
      { eventId: event.eventId, eventType: event.eventType, quoteId: event.quoteId, duplicate },
      'event stored',
    );
    return { queued: true, eventId: event.eventId, quoteId: event.quoteId, duplicate };
  });

  server.get('/health', async (_request, reply) => {
    const ready = await parts.queueIsReady();
    return reply
      .code(ready ? 200 : 503)
      .send({ status: ready ? 'ok' : 'unavailable', queue: ready ? 'ok' : 'unavailable' });
  });
  return server;
}

function answerError(error: FastifyError | ConnectorError, reply: FastifyReply): FastifyReply {
  if (error instanceof ConnectorError) {
    if (error.kind.httpStatus === 503) void reply.header('retry-after', '5');
    if (error.kind.fault === 'service') reply.log.error({ code: error.code, err: error.cause }, error.message);
    else reply.log.warn({ code: error.code }, error.message);
    return reply
      .code(error.kind.httpStatus)
      .send({ error: error.code, message: error.kind.sentence, details: error.details });
  }
  const status = error.statusCode ?? 500;
  if (status >= 500) reply.log.error({ err: error }, 'request failed');
  const message = status >= 500 ? 'The service failed; send the event again.' : error.message;
  return reply.code(status).send({ error: error.code ?? 'INTERNAL_ERROR', message, details: [] });
}
