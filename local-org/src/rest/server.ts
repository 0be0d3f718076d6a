import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import fastify from 'fastify';
import type { Org } from '../org.ts';
import type { OrgClock } from '../org/clock.ts';
import type { ApiContext, ApiRequest, ApiResponse } from './api.ts';
import { errorResponse } from './api-error.ts';
import { ApiUsage } from './api-usage.ts';
import { Deployments } from './deployments.ts';
import type { Credentials } from './oauth.ts';
import { answerToken, answerUserInfo } from './oauth.ts';
import { QueryCursors } from './query-cursors.ts';
import { bodyOf, formOf, keepBodies } from './read-body.ts';
import { addApexRestRoutes } from './resources/apex-rest.ts';
import { dispatch } from './router.ts';
import { ROUTES } from './routes.ts';
import { Sessions, tokenOf } from './sessions.ts';
import { answerSoap } from './soap.ts';

/** An org that listens. */
export interface OrgServer {
  readonly url: string;
  readonly accessToken: string;
  close(): Promise<void>;
}

/** API versions that the org answers to; any other `vNN.0` works the same. */
const VERSIONS = Array.from({ length: 68 - 31 + 1 }, (_, i) => 31 + i);

export interface ServeOptions {
  readonly port: number;
  readonly credentials: Credentials;
  readonly clock?: OrgClock;
  readonly dailyApiRequests?: number;
}

/** Serves an org on 127.0.0.1; port 0 takes any that is free. */
export async function serveOrg(org: Org, options: ServeOptions): Promise<OrgServer> {
  const server = fastify({ forceCloseConnections: true, routerOptions: { ignoreTrailingSlash: true, maxParamLength: 2000 }, bodyLimit: 50 * 1024 * 1024, rewriteUrl: ({ url = '/' }) => url.replace(/^\/+/, '/') });
  const sessions = new Sessions(org.seed.organizationId);
  keepBodies(server);
  addDataRoutes(server, org, sessions, new ApiUsage(() => org.now(), options.dailyApiRequests));
  addApexRestRoutes(server, org, sessions);
  addOauthRoutes(server, org, sessions, options.credentials);
  addSoapRoute(server, org, sessions);
  server.get('/local-org/transactions', (request, reply) => reply.send({ transactions: org.log.since(Number((request.query as { since?: string }).since ?? 0)) }));
  if (options.clock) addClockRoute(server, org, options.clock);
  server.setNotFoundHandler((_, reply) => send(reply, { status: 404, body: [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }] }));
  server.setErrorHandler((error, _, reply) => send(reply, errorResponse(error)));
  const url = await server.listen({ host: '127.0.0.1', port: options.port });
  return { url, accessToken: sessions.open(org.seed.userId), close: () => server.close() };
}

/** Lets time pass for the org, so that delayed jobs come due: `POST /local-org/clock {"advanceMinutes": 1}`. */
function addClockRoute(server: FastifyInstance, org: Org, clock: OrgClock): void {
  server.post('/local-org/clock', async (request, reply) => {
    const { advanceMinutes } = ((await bodyOf(request)) ?? {}) as { advanceMinutes?: unknown };
    if (typeof advanceMinutes !== 'number' || !(advanceMinutes >= 0)) return reply.code(400).send({ message: 'advanceMinutes must be a number of minutes, 0 or more' });
    clock.advance(advanceMinutes * 60_000);
    org.jobs.schedule();
    return reply.send({ now: new Date(clock.now()).toISOString() });
  });
}

function addDataRoutes(server: FastifyInstance, org: Org, sessions: Sessions, usage: ApiUsage): void {
  const context: ApiContext = {
    org,
    cursors: new QueryCursors(),
    deployments: new Deployments(),
    usage,
    dispatch: (request) => dispatch(ROUTES, request, context),
    transact: (request, work) => org.transact({ label: `${request.method} ${request.path.replace(/^\//, '')}`, kind: 'rest', userId: request.userId }, work),
  };
  server.get('/services/data', (_, reply) => reply.send(VERSIONS.map((n) => ({ label: `v${n}`, url: `/services/data/v${n}.0`, version: `${n}.0` }))));
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const userId = sessions.userOf(tokenOf(request.headers.authorization));
    if (userId === undefined) return send(reply, { status: 401, body: [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }] });
    usage.count();
    reply.header('sforce-limit-info', usage.header);
    const response = context.dispatch(await apiRequest(request, userId));
    // Asynchronous Apex starts once this answer is on its way.
    org.jobs.schedule();
    return send(reply, response);
  };
  server.all('/services/data/:version', answer);
  server.all('/services/data/:version/*', answer);
}

async function apiRequest(request: FastifyRequest, userId: string): Promise<ApiRequest> {
  const { pathname, searchParams } = new URL(request.url, 'http://local-org');
  const [, version = '', path = ''] = /^\/services\/data\/([^/]+)(.*)$/.exec(pathname)!;
  return { method: request.method, path: path.replace(/\/+$/, '') || '/', query: searchParams, headers: request.headers, body: await bodyOf(request), version, userId };
}

function addOauthRoutes(server: FastifyInstance, org: Org, sessions: Sessions, credentials: Credentials): void {
  const base = (request: FastifyRequest): string => `http://${request.headers.host ?? '127.0.0.1'}`;
  server.post('/services/oauth2/token', (request, reply) => send(reply, answerToken(withBasic(formOf(request), request), base(request), credentials, org, sessions)));
  server.all('/services/oauth2/revoke', (request, reply) => {
    sessions.close(formOf(request).get('token') ?? '');
    return reply.code(200).send();
  });
  const identity = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const userId = sessions.userOf(tokenOf(request.headers.authorization));
    if (userId === undefined) return reply.code(403).type('text/plain').send('Bad_OAuth_Token');
    return send(reply, answerUserInfo(userId, base(request), org));
  };
  server.get('/services/oauth2/userinfo', identity);
  server.get('/id/:organization/:user', identity);
}

/** A client may authenticate in the Authorization header instead of the form. */
function withBasic(form: URLSearchParams, request: FastifyRequest): URLSearchParams {
  const basic = /^Basic\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (basic === undefined || form.has('client_id')) return form;
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':');
  form.set('client_id', decodeURIComponent(id));
  form.set('client_secret', decodeURIComponent(secret));
  return form;
}

function addSoapRoute(server: FastifyInstance, org: Org, sessions: Sessions): void {
  const deployments = new Deployments();
  server.post('/services/Soap/*', (request, reply) => {
    const { status, xml } = answerSoap((request.body as Buffer | undefined)?.toString('utf8') ?? '', org, sessions, deployments);
    org.jobs.schedule();
    return reply.code(status).type('text/xml; charset=UTF-8').send(xml);
  });
}

function send(reply: FastifyReply, { status, body, headers = {} }: ApiResponse): FastifyReply {
  reply.code(status).headers(headers);
  if (body === undefined) return reply.send();
  return reply.type('application/json;charset=UTF-8').send(JSON.stringify(body));
}
