import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Org } from '../../org.ts';
import { ApexRestError, type ApexRestCall, type ApexRestReply } from '../../org/apex-rest.ts';
import { errorResponse } from '../api-error.ts';
import type { Sessions } from '../sessions.ts';
import { tokenOf } from '../sessions.ts';

const PREFIX = '/services/apexrest';

/** Classes with @RestResource answer below /services/apexrest, each request in a transaction of its own. */
export function addApexRestRoutes(server: FastifyInstance, org: Org, sessions: Sessions): void {
  server.all(`${PREFIX}/*`, (request, reply) => {
    const userId = sessions.userOf(tokenOf(request.headers.authorization));
    if (userId === undefined) return sendError(reply, new ApexRestError(401, 'INVALID_SESSION_ID', 'Session expired or invalid'));
    try {
      const answer = run(org, callOf(request), userId);
      // Asynchronous Apex starts once this answer is on its way.
      org.jobs.schedule();
      return sendReply(reply, answer);
    } catch (error) {
      return sendError(reply, error);
    }
  });
}

function run(org: Org, call: ApexRestCall, userId: string): ApexRestReply {
  const { program } = org;
  if (!program?.callRest) throw new ApexRestError(404, 'NOT_FOUND', 'Could not find a match for URL');
  return org.transact({ label: `${call.method} ${PREFIX.slice(1)}${call.path}`, kind: 'rest', userId }, (tx) => program.callRest!(tx, call));
}

function callOf(request: FastifyRequest): ApexRestCall {
  const { pathname, searchParams } = new URL(request.url, 'http://local-org');
  const { rawHeaders } = request.raw;
  const headers = rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1]!] as const] : []));
  const body = new Uint8Array((request.body as Buffer | undefined) ?? []);
  return { method: request.method, path: decodeURIComponent(pathname.slice(PREFIX.length)), params: [...searchParams], headers, body, remoteAddress: request.ip };
}

function sendReply(reply: FastifyReply, { status, headers, body }: ApexRestReply): FastifyReply {
  reply.code(status).type('application/json;charset=UTF-8');
  for (const [name, value] of headers) reply.header(name, value);
  return body.length === 0 ? reply.send() : reply.send(Buffer.from(body));
}

function sendError(reply: FastifyReply, error: unknown): FastifyReply {
  const { status, body } = error instanceof ApexRestError ? { status: error.status, body: [{ errorCode: error.errorCode, message: error.message }] } : errorResponse(error);
  return reply.code(status).type('application/json;charset=UTF-8').send(JSON.stringify(body));
}
