import type { FastifyInstance, FastifyRequest } from 'fastify';

const NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Lets in only who calls this machine by its own name. A port of loopback is out of reach from outside, and yet a web page in a
 * browser of this machine reaches it: under a name of its own that it lets point here, or by a form.
 */
export function admitLocalCallers(server: FastifyInstance): void {
  server.addHook('onRequest', async (request, reply) => {
    if (isLocal(request)) return;
    return reply.code(403).send({ error: 'FORBIDDEN', message: 'The administration is for programs and browsers of this machine.', details: [] });
  });
}

function isLocal({ host, hostname, headers: { origin } }: FastifyRequest): boolean {
  if (!NAMES.includes(hostname)) return false;
  return origin === undefined || origin === `http://${host}`;
}
