import { Pool } from 'undici';
import { withDeadline } from '../deadline.ts';
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

const ANSWER_WITHIN_MS = 10_000;
const CONNECTIONS = 256;

/** A client of the ingress at an address. Never through a proxy: the engine is on this machine, or in its network. */
export function createIngress(url: string): Ingress {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: CONNECTIONS });
  const base = pathname.replace(/\/+$/, '');

  async function ask({ object, key, handler, input }: Call, ending: string, more: Record<string, string> = {}): Promise<unknown> {
    const content = input === undefined ? {} : { body: JSON.stringify(input) };
    const headers = input === undefined ? more : { 'content-type': 'application/json', ...more };
    const path = `${base}/${object}/${encodeURIComponent(key)}/${handler}${ending}`;
    const answer = await withDeadline(ANSWER_WITHIN_MS, async (signal) => {
      const { statusCode, body } = await pool.request({ method: 'POST', path, headers, signal, ...content });
      return { status: statusCode, text: await body.text() };
    }).catch((cause: unknown) => {
      throw new ConnectorError('QUEUE_UNAVAILABLE', { cause });
    });
    if (answer.status >= 200 && answer.status < 300) return JSON.parse(answer.text) as unknown;
    throw new ConnectorError('QUEUE_UNAVAILABLE', { cause: new Error(`the engine answered ${answer.status} ${answer.text.slice(0, 300)}`) });
  }

  return {
    async send(call, idempotencyKey) {
      const { status } = (await ask(call, '/send', idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey })) as { status?: string };
      return { duplicate: status === 'PreviouslyAccepted' };
    },
    call: (call) => ask(call, ''),
    close: () => void pool.destroy(),
  };
}
