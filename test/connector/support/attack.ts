import { Agent, request } from 'node:http';
import { pino } from 'pino';
import { createServer } from '../../../connector/src/http/server.ts';
import { BODY_LIMIT, hostileRequests, hostileTenants } from './hostile.ts';
import type { Hostile } from './hostile.ts';

/** What a server made of hostile requests. */
export interface Attack {
  /** Answers that were not as documented. */
  readonly wrong: readonly string[];
  /** Events that were stored; there must be none. */
  readonly stored: number;
  readonly answers: ReadonlyMap<string, number>;
  /** Bytes of heap in use after garbage collection: after a tenth of the requests, and in the end. */
  readonly heap: readonly [early: number, late: number];
}

/** Sends hostile requests over real connections to a server as the connector has it, several at once. */
export async function attack(count: number, seed: number, collectGarbage: () => void): Promise<Attack> {
  let stored = 0;
  const server = createServer({
    bodyLimit: BODY_LIMIT,
    tenants: hostileTenants,
    logger: pino({ level: 'silent' }),
    observer: { received: () => undefined, refused: () => undefined },
    enqueue: async () => ((stored += 1), { duplicate: false }),
    queueIsReady: async () => true,
  });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const requests = hostileRequests(count, seed);
  const answers = new Map<string, number>();
  const wrong: string[] = [];
  let early = 0;
  let sent = 0;
  const worker = async () => {
    for (const hostile of requests) {
      sent += 1;
      if (sent === Math.floor(count / 10)) early = heapUsed(collectGarbage);
      const answer = await fire(url, agent, hostile);
      answers.set(answer, (answers.get(answer) ?? 0) + 1);
      if (answer !== `${hostile.status} ${hostile.error}`) wrong.push(`${hostile.kind}: ${answer} instead of ${hostile.status} ${hostile.error} to ${hostile.body.subarray(0, 200).toString()}`);
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
  const heap = [early, heapUsed(collectGarbage)] as const;
  agent.destroy();
  await server.close();
  return { wrong, stored, answers, heap };
}

function heapUsed(collectGarbage: () => void): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** Status and code of the answer; what breaks the connection is an answer, too. */
function fire(url: string, agent: Agent, { url: path, method, headers, body }: Hostile): Promise<string> {
  return new Promise((resolve) => {
    const outgoing = request(url + path, { method, agent, headers: { ...headers, ...(body.length > 0 ? { 'content-length': String(body.length) } : {}) } }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.once('end', () => resolve(`${incoming.statusCode} ${codeIn(Buffer.concat(chunks).toString())}`));
    });
    outgoing.once('error', (error) => resolve(`no answer: ${error.message}`));
    outgoing.end(body);
  });
}

function codeIn(text: string): string {
  try {
    return String((JSON.parse(text) as { error?: unknown }).error);
  } catch {
    return `no JSON: ${text.slice(0, 80)}`;
  }
}
