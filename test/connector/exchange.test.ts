import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { httpExchange } from '../../connector/src/exchange.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function listening(server: Server): Promise<string> {
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('an exchange', () => {
  it('gives a redirect as it is and does not follow it', async () => {
    const url = await listening(createServer((_request, response) => response.writeHead(302, { location: '/elsewhere' }).end()));
    expect(await httpExchange({})(url, { method: 'GET' }, 5_000)).toMatchObject({ status: 302, headers: { location: '/elsewhere' } });
  });

  it('ends when its time is over, also within a body', async () => {
    const url = await listening(createServer((_request, response) => void response.write('a')));
    await expect(httpExchange({})(url, { method: 'GET' }, 100)).rejects.toThrow('no answer within 100 ms');
  });

  it('ends with an answer that is longer than any', async () => {
    const megabyte = Buffer.alloc(1 << 20);
    const url = await listening(
      createServer((_request, response) => {
        const more = () => void response.write(megabyte, (failure) => failure ?? more());
        more();
      }),
    );
    await expect(httpExchange({})(url, { method: 'GET' }, 60_000)).rejects.toMatchObject({ code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' });
  });

  it('goes through a proxy where Node is told to, and only there', async () => {
    const url = await listening(createServer((_request, response) => response.end('the server')));
    const proxy = await listening(createServer((_request, response) => response.end('the proxy')));
    const answeredBy = async (env: NodeJS.ProcessEnv) => (await httpExchange(env)(url, { method: 'GET' }, 5_000)).text;
    expect(await answeredBy({ HTTP_PROXY: proxy })).toBe('the server');
    expect(await answeredBy({ HTTP_PROXY: proxy, NODE_USE_ENV_PROXY: '1' })).toBe('the proxy');
    expect(await answeredBy({ HTTP_PROXY: proxy, NODE_USE_ENV_PROXY: '1', NO_PROXY: '127.0.0.1' })).toBe('the server');
  });
});
