import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type MessagePort, workerData } from 'node:worker_threads';
import type { WireRequest, WireResult } from './wire.ts';

const { port, signal } = workerData as { port: MessagePort; signal: SharedArrayBuffer };
const flag = new Int32Array(signal);

port.on('message', (request: WireRequest) => {
  void exchange(request).then((result) => {
    port.postMessage(result);
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
  });
});

/** One request and its response; redirects are not followed, as on the platform. */
function exchange(request: WireRequest): Promise<WireResult> {
  return new Promise((resolve) => {
    const send = request.url.startsWith('https:') ? httpsRequest : httpRequest;
    const fail = (failure: string): void => {
      resolve({ failure });
      outgoing.destroy();
    };
    const outgoing = send(request.url, { method: request.method, headers: headersOf(request), agent: false });
    const timer = setTimeout(() => fail('Read timed out'), request.timeoutMs);
    outgoing.on('close', () => clearTimeout(timer));
    outgoing.on('error', (error: NodeJS.ErrnoException) => fail(failureText(error, request)));
    outgoing.on('response', (response) => receive(response, request, resolve, fail));
    outgoing.end(request.body ?? undefined);
  });
}

function headersOf({ headers, body, method }: WireRequest): Record<string, string> {
  const empty: [string, string][] = body === null && method !== 'GET' && method !== 'DELETE' && method !== 'HEAD' ? [['Content-Length', '0']] : [];
  return Object.fromEntries([...headers.filter(([name]) => name.toLowerCase() !== 'content-length'), ...empty]);
}

function receive(response: IncomingMessage, { maxBytes }: WireRequest, resolve: (result: WireResult) => void, fail: (text: string) => void): void {
  const parts: Buffer[] = [];
  let size = 0;
  response.on('data', (part: Buffer) => {
    size += part.length;
    parts.push(part);
    if (size > maxBytes) fail(`Exceeded max size limit of ${maxBytes} with response size ${size}`);
  });
  response.on('error', () => fail('Unexpected end of file from server'));
  response.on('end', () => {
    const headers: [string, string][] = [];
    for (let index = 0; index < response.rawHeaders.length; index += 2) headers.push([response.rawHeaders[index]!, response.rawHeaders[index + 1]!]);
    resolve({ response: { status: response.statusCode ?? 0, statusText: response.statusMessage ?? '', headers, body: new Uint8Array(Buffer.concat(parts)) } });
  });
}

/** The texts of Java's client, which the platform passes on. */
function failureText(error: NodeJS.ErrnoException, { url }: WireRequest): string {
  switch (error.code) {
    case 'ECONNREFUSED':
      return 'Connection refused';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new URL(url).hostname;
    case 'ETIMEDOUT':
      return 'connect timed out';
    case 'ECONNRESET':
      return error.message.includes('socket hang up') ? 'Unexpected end of file from server' : 'Connection reset';
    default:
      return error.message;
  }
}
