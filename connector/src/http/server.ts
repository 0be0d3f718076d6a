import { fastify, LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { isFull, mebibytes } from '../queue/disk-space.ts';
import type { DiskSpace } from '../queue/disk-space.ts';
import { errorAnswer, notFoundAnswer } from './answers.ts';
import { addWebhook } from './webhook.ts';
import type { WebhookParts } from './webhook.ts';

export interface ServerParts extends WebhookParts {
  readonly bodyLimit: number;
  readonly logger: FastifyBaseLogger;
  readonly queueIsReady: () => Promise<boolean>;
  /** The room for events, where they are stored on a disk of this machine. */
  readonly disk?: () => DiskSpace | null;
}

/** The HTTP face of the connector: the webhook and a health page. */
export function createServer(parts: ServerParts): FastifyInstance {
  const server = fastify({
    loggerInstance: parts.logger,
    bodyLimit: parts.bodyLimit,
    logController: new LogController({ disableRequestLogging: true }),
  });
  server.setErrorHandler(errorAnswer);
  server.setNotFoundHandler(notFoundAnswer);
  addWebhook(server, parts);
  // Alive is who answers; ready is who can store an event.
  server.get('/health/live', () => ({ status: 'ok' }));
  for (const path of ['/health', '/health/ready']) {
    server.get(path, async (_request, reply) => {
      const ready = await parts.queueIsReady();
      return reply
        .code(ready ? 200 : 503)
        .send({ status: ready ? 'ok' : 'unavailable', queue: ready ? 'ok' : 'unavailable', ...diskView(parts.disk?.() ?? null) });
    });
  }
  return server;
}

/** What a full disk looks like to whoever asks why nothing is taken. */
function diskView(disk: DiskSpace | null): object {
  return disk === null ? {} : { disk: isFull(disk) ? 'full' : 'ok', diskFreeMiB: mebibytes(disk.freeBytes), diskReserveMiB: mebibytes(disk.reserveBytes) };
}
