import { Agent, createServer, request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A request as it came in. */
export interface Passing {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What is done to a request. */
export type Fault =
  /** It is answered here and goes no further. */
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** The connection is cut before the request goes on, after it took effect, or in the middle of the answer. */
  | { readonly kind: 'cut'; readonly when: 'before' | 'after' | 'middle' }
  /** The request is held back on its way. */
  | { readonly kind: 'hold'; readonly ms: number }
  /** The answer comes in drops. */
  | { readonly kind: 'drip'; readonly ms: number }
  /** Something else goes on than what came, and something else comes back. */
  | { readonly kind: 'change'; readonly change: (passing: Passing, send: (body: string) => Promise<Answer>) => Promise<Answer> };

export interface ProxyParts {
  readonly target: string;
  /** The fault of a request, with a name for the statistics; undefined lets it pass. */
  readonly decide: (passing: Passing) => { readonly name: string; readonly fault: Fault } | undefined;
  /** Told of each request as it comes, and again (perhaps twice) when its caller is about to get the last of what it will get. */
  readonly watch?: (passing: Passing) => () => void;
  /** What every answer goes through, faults or not. */
  readonly rewrite?: (passing: Passing, answer: Answer) => Answer;
}

export interface Proxy {
  readonly url: string;
  /** Faults so far, by name. */
  readonly injected: ReadonlyMap<string, number>;
  /** Is not there for a while: what is under way is cut wherever it is, and new connections are refused, or taken and cut. */
  away(how: 'refused' | 'cut', ms: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts an HTTP proxy on loopback that stands in front of one server and does to each request what `decide` says. */
export async function startProxy(parts: ProxyParts): Promise<Proxy> {
  const injected = new Map<string, number>();
  const agent = new Agent({ keepAlive: true });
  const server = createServer((incoming, outgoing) => {
    // Also when whoever is behind it is not there, or goes away in the middle.
    void handle(parts, agent, injected, incoming, outgoing).catch(() => outgoing.destroy());
  });
  let isCutting = false;
  server.on('connection', (socket) => void (isCutting && socket.destroy()));
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const end = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    injected,
    async away(how, ms) {
      if (how === 'refused') {
        await end();
        await pause(ms);
        return listen(port);
      }
      isCutting = true;
      server.closeAllConnections();
      await pause(ms);
      isCutting = false;
    },
    async close() {
      agent.destroy();
      await end();
    },
  };
}

async function handle(
  { target, decide, watch, rewrite = (_passing, answer) => answer }: ProxyParts,
  agent: Agent,
  injected: Map<string, number>,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const passing = { method: incoming.method ?? '', url: incoming.url ?? '', headers: incoming.headers, body: await textOf(incoming) };
  const ended = watch?.(passing) ?? (() => undefined);
  outgoing.once('close', ended);
  const chosen = decide(passing);
  if (chosen !== undefined) injected.set(chosen.name, (injected.get(chosen.name) ?? 0) + 1);
  const send = async (body: string) => rewrite(passing, await forward(target, agent, passing, body));
  await act(chosen?.fault, passing, send, { outgoing, ended });
}

/** The way back to the caller; `ended` is called before the last bytes go, since the caller may act on them at once. */
interface Way {
  readonly outgoing: ServerResponse;
  readonly ended: () => void;
}

async function act(fault: Fault | undefined, passing: Passing, send: (body: string) => Promise<Answer>, way: Way): Promise<void> {
  switch (fault?.kind) {
    case undefined:
      return reply(way, await send(passing.body));
    case 'answer':
      return reply(way, fault.answer);
    case 'hold':
      await pause(fault.ms);
      return reply(way, await send(passing.body));
    case 'change':
      return reply(way, await fault.change(passing, send));
    case 'drip':
      return drip(way, await send(passing.body), fault.ms);
    case 'cut': {
      if (fault.when === 'before') return cut(way);
      const answer = await send(passing.body);
      if (fault.when === 'middle') await half(way.outgoing, answer);
      return cut(way);
    }
  }
}

function cut({ outgoing, ended }: Way): void {
  ended();
  outgoing.destroy();
}

function reply({ outgoing, ended }: Way, { status, headers, body }: Answer): void {
  ended();
  outgoing.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
  outgoing.end(body);
}

async function drip({ outgoing, ended }: Way, { status, headers, body }: Answer, ms: number): Promise<void> {
  const bytes = Buffer.from(body);
  const drops = 10;
  outgoing.writeHead(status, { ...headers, 'content-length': String(bytes.length) });
  for (let drop = 0; drop < drops; drop += 1) {
    await pause(ms / drops);
    if (drop === drops - 1) ended();
    outgoing.write(bytes.subarray(Math.floor((bytes.length * drop) / drops), Math.floor((bytes.length * (drop + 1)) / drops)));
  }
  outgoing.end();
}

function half(outgoing: ServerResponse, { status, headers, body }: Answer): Promise<void> {
  const bytes = Buffer.from(body);
  outgoing.writeHead(status, { ...headers, 'content-length': String(bytes.length) });
  return new Promise((resolve) => outgoing.write(bytes.subarray(0, bytes.length >> 1), () => resolve()));
}

function forward(target: string, agent: Agent, { method, url, headers }: Passing, body: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const own = { ...headers, host: new URL(target).host, 'content-length': String(Buffer.byteLength(body)) };
    delete (own as IncomingHttpHeaders)['transfer-encoding'];
    delete (own as IncomingHttpHeaders)['accept-encoding'];
    const outgoing = request(target + url, { method, headers: own, agent }, (incoming) =>
      textOf(incoming).then((text) => resolve({ status: incoming.statusCode ?? 502, headers: endToEnd(incoming.headers), body: text }), reject),
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'content-encoding']);

function endToEnd(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (HOP_BY_HOP.has(name) ? [] : [[name, String(value)]])));
}

async function textOf(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** A JSON answer. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { 'content-type': 'application/json;charset=UTF-8', ...headers }, body: JSON.stringify(body) };
}
