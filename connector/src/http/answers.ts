import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { ConnectorError } from '../errors.ts';

/** Answers a request that failed: with the error's own status and code, and without a word about the inside of the service. */
export function errorAnswer(error: FastifyError | ConnectorError, _request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof ConnectorError) {
    if (error.kind.httpStatus === 503) void reply.header('retry-after', '5');
    // The details go to the sender alone: they may repeat what a customer wrote.
    const { sentence } = error.kind;
    if (error.kind.fault === 'service') reply.log.error({ code: error.code, err: error.cause }, sentence);
    // The observer of the webhook has told of it already: a forged request is one line, and not two.
    else reply.log.debug({ code: error.code }, sentence);
    return reply
      .code(error.kind.httpStatus)
      .send({ error: error.code, message: error.kind.sentence, details: error.details });
  }
  const status = error.statusCode ?? 500;
  if (status >= 500) reply.log.error({ err: error }, 'request failed');
  const message = status >= 500 ? 'The service failed; send the request again.' : error.message;
  return reply.code(status).send({ error: error.code ?? 'INTERNAL_ERROR', message, details: [] });
}

/** Answers a request that leads nowhere. */
export function notFoundAnswer(_request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.code(404).send({ error: 'NOT_FOUND', message: 'There is nothing at this address.', details: [] });
}
