import { Agent, EnvHttpProxyAgent, request } from 'undici';
import type { Dispatcher } from 'undici';
import { withDeadline } from './deadline.ts';

/** An HTTP request, as far as the connector makes any. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The whole answer to a request; names of headers are in lower case. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Sends a request and takes the whole answer within a time in milliseconds; rejects if there is none. */
export type Exchange = (url: string, request: HttpRequest, withinMs: number) => Promise<HttpAnswer>;

/** No answer of either side is nearly as long; one that is would fill the memory. */
const LONGEST_ANSWER = 256 << 20;

/**
 * The connector's way to both sides. A redirect is an answer like any other and is not followed: it would carry key or session
 * to wherever it points. One deadline holds for head and body, because a body that trickles in must not hold a job for ever.
 * Nothing is repeated here. Node's own fetch costs more than twice the time of a request as small as these.
 */
export function httpExchange(env: NodeJS.ProcessEnv): Exchange {
  const dispatcher = dispatcherFor(env);
  return (url, { method, headers = {}, body = null }, withinMs) =>
    withDeadline(withinMs, async (signal) => {
      const answer = await request(url, { method, headers, body, dispatcher, signal });
      return { status: answer.statusCode, headers: single(answer.headers), text: await answer.body.text() };
    });
}

/** Through a proxy where the environment asks for it, in the way in which Node itself is asked (nodejs.org/api/cli.html, NODE_USE_ENV_PROXY). */
function dispatcherFor(env: NodeJS.ProcessEnv): Dispatcher {
  const options = { maxResponseSize: LONGEST_ANSWER };
  if (env['NODE_USE_ENV_PROXY'] !== '1') return new Agent(options);
  const { HTTP_PROXY: httpProxy, HTTPS_PROXY: httpsProxy, NO_PROXY: noProxy } = env;
  return new EnvHttpProxyAgent({ ...options, ...(httpProxy ? { httpProxy } : {}), ...(httpsProxy ? { httpsProxy } : {}), ...(noProxy ? { noProxy } : {}) });
}

function single(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** The way that this process takes. */
export const exchange: Exchange = httpExchange(process.env);
