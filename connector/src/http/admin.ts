import { fastify, LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ConnectorError } from '../errors.ts';
import { quoteId } from '../intake/event.ts';
import { faultLines, jsonFaults } from '../json-faults.ts';
import { statusPage } from '../operation/status-page.ts';
import type { Status } from '../operation/status.ts';
import type { ParkedQuote } from '../queue/queue.ts';
import { errorAnswer, notFoundAnswer } from './answers.ts';
import { admitLocalCallers } from './local-callers.ts';
import { addMetrics } from './metrics.ts';
import type { MetricsText } from './metrics.ts';

export interface AdminParts {
  readonly logger: FastifyBaseLogger;
  readonly status: () => Promise<Status>;
  readonly metrics: MetricsText;
  readonly parked: () => Promise<readonly ParkedQuote[]>;
  /** Both tell whether the quote was parked. */
  readonly resume: (tenantId: string, quoteId: string) => Promise<boolean>;
  readonly drop: (tenantId: string, quoteId: string) => Promise<boolean>;
  /** Puts quotes in line as if MonetizeNow had sent an event of each; returns how many. */
  readonly replay: (tenantId: string, quoteIds: readonly string[]) => Promise<number>;
}

interface QuoteParams {
  readonly tenant: string;
  readonly quote: string;
}

/** The administration of a running connector, for the commands, for Prometheus and for a browser. It listens on loopback only. */
export function createAdminServer(parts: AdminParts): FastifyInstance {
  const server = fastify({ loggerInstance: parts.logger, logController: new LogController({ disableRequestLogging: true }) });
  admitLocalCallers(server);
  server.setErrorHandler(errorAnswer);
  server.setNotFoundHandler(notFoundAnswer);
  server.get('/', async (_request, reply) => reply.type('text/html; charset=utf-8').send(statusPage(await parts.status())));
  server.get('/status', () => parts.status());
  addMetrics(server, parts.metrics);
  server.get('/parked', () => parts.parked());
  server.post<{ Params: QuoteParams }>('/parked/:tenant/:quote/resume', async ({ params }) => ({
    resumed: await parts.resume(params.tenant, params.quote),
  }));
  server.delete<{ Params: QuoteParams }>('/parked/:tenant/:quote', async ({ params }) => ({
    dropped: await parts.drop(params.tenant, params.quote),
  }));
  server.post<{ Params: { tenant: string }; Body: unknown }>(
    '/replay/:tenant',
    async ({ params, body }) => ({ queued: await parts.replay(params.tenant, idsOf(body)) }),
  );
  return server;
}

const replaySchema = z.object({ quoteIds: z.array(quoteId) });

/** The ids of a request; an id that a webhook may not have, a replay may not have either. */
function idsOf(body: unknown): string[] {
  const parsed = replaySchema.safeParse(body);
  if (parsed.success) return parsed.data.quoteIds;
  throw new ConnectorError('REQUEST_NOT_UNDERSTOOD', { details: faultLines(jsonFaults(parsed.error)) });
}
