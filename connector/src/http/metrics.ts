import { fastify, LogController } from 'fastify';
import type { FastifyBaseLogger, FastifyInstance, FastifyReply } from 'fastify';
import { errorAnswer } from './answers.ts';

/** Metrics as text. */
export interface MetricsText {
  readonly contentType: string;
  text(): Promise<string>;
}

/** Adds `/metrics` to a server. */
export function addMetrics(server: FastifyInstance, metrics: MetricsText): void {
  server.get('/metrics', async (_request, reply): Promise<FastifyReply> => reply.type(metrics.contentType).send(await metrics.text()));
}

/**
 * A server of the metrics alone, for a Prometheus on another machine: the administration, which can drop and resume, stays on loopback.
 * It has no password, and what it tells are figures and the ids of tenants.
 */
export function createMetricsServer(logger: FastifyBaseLogger, metrics: MetricsText): FastifyInstance {
  const server = fastify({ loggerInstance: logger, logController: new LogController({ disableRequestLogging: true }) });
  server.setErrorHandler(errorAnswer);
  server.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'NOT_FOUND', message: 'There is nothing at this address but /metrics.', details: [] }));
  addMetrics(server, metrics);
  return server;
}
