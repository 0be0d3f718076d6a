import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Agent as TlsAgent, request as tlsRequest } from 'node:https';
import { ConnectorError } from '../errors.ts';

/** Calls handlers of the engine's virtual objects through its HTTP ingress. */
export interface Ingress {
  /** Stores a call; resolves once it survives a crash. A key that was used before stores nothing. */
  send(call: Call, idempotencyKey?: string): Promise<{ duplicate: boolean }>;
  /** Makes a call and waits for its result. */
  call(call: Call): Promise<unknown>;
  close(): void;
}

/** A call of a handler. */
export interface Call {
  readonly object: string;
  readonly key: string;
  readonly handler: string;
  readonly input?: unknown;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

const ANSWER_WITHIN_MS = 10_000;
const CONNECTIONS = 256;

/** A client of the ingress at an address. Node's own fetch costs several times the work of a request this small. */
export function createIngress(url: string): Ingress {
  const isTls = url.startsWith('https:');
  const agent = new (isTls ? TlsAgent : Agent)({ keepAlive: true, maxSockets: CONNECTIONS });

  const post = (path: string, body: string, headers: Record<string, string>) =>
    new Promise<Answer>((resolve, reject) => {
      const options = { method: 'POST', agent, headers, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) };
      const outgoing = (isTls ? tlsRequest : request)(url + path, options, (incoming) => textOf(incoming).then((text) => resolve({ status: incoming.statusCode ?? 0, text }), reject));
      outgoing.on('error', reject);
      outgoing.end(body);
    });

  const ask = async ({ object, key, handler, input }: Call, ending: string, more: Record<string, string> = {}) => {
    const body = input === undefined ? '' : JSON.stringify(input);
    const headers = { ...(body === '' ? {} : { 'content-type': 'application/json' }), 'content-length': String(Buffer.byteLength(body)), ...more };
    const path = `/${object}/${encodeURIComponent(key)}/${handler}${ending}`;
    const answer = await post(path, body, headers).catch((cause: unknown) => {
      throw new ConnectorError('QUEUE_UNAVAILABLE', { cause });
    });
    if (answer.status >= 200 && answer.status < 300) return JSON.parse(answer.text) as unknown;
    throw new ConnectorError('QUEUE_UNAVAILABLE', { cause: new Error(`the engine answered ${answer.status} ${answer.text.slice(0, 300)}`) });
  };

  return {
    async send(call, idempotencyKey) {
      const { status } = (await ask(call, '/send', idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey })) as { status?: string };
      return { duplicate: status === 'PreviouslyAccepted' };
    },
    call: (call) => ask(call, ''),
    close: () => agent.destroy(),
  };
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of incoming.setEncoding('utf8')) text += String(chunk);
  return text;
}
