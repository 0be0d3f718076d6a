import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort } from 'node:worker_threads';

// In a thread of its own: Apex that calls out holds the thread of the test.
const server = createServer((request, response) => {
  if (request.url === '/silent') return;
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    if (request.url === '/moved') return response.writeHead(302, 'Found', { Location: '/elsewhere' }).end();
    if (request.url === '/headers') return response.end(JSON.stringify(request.headers));
    if (request.url === '/large') return response.end('x'.repeat(6_000_001));
    response.writeHead(201, 'Made', { 'X-Seen': String(request.headers['x-sent']) });
    return response.end(`${request.method} ${request.url} ${Buffer.concat(parts).toString()}`);
  });
});

server.listen(0, '127.0.0.1', () => parentPort!.postMessage((server.address() as AddressInfo).port));
