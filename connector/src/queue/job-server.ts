import { createServer } from 'node:http2';
import type { ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { createEndpointHandler } from '@restatedev/restate-sdk';
import type { Observer } from '../observer.ts';

/** A service of the engine, such as a virtual object with its handlers. */
export type EngineService = Parameters<typeof createEndpointHandler>[0]['services'][number];

/** The services, where the engine can call them. */
export interface JobServer {
  readonly port: number;
  /** Waits until calls that are under way now have ended, but not longer than this: the engine has kept then what they did. */
  settle(withinMs: number): Promise<void>;
  close(): Promise<void>;
}

/** Serves services to the engine: HTTP/2 without TLS. */
export async function serveJobs(
  services: readonly EngineService[],
  { host, port, identityKeys }: { host: string; port: number; identityKeys: readonly string[] },
  observer: Pick<Observer, 'engineMessage'>,
): Promise<JobServer> {
  const sessions = new Set<ServerHttp2Session>();
  const calls = new Set<Promise<void>>();
  const server = createServer(
    createEndpointHandler({
      services: [...services],
      ...(identityKeys.length > 0 ? { identityKeys: [...identityKeys] } : {}),
      logger: ({ level }, message) => observer.engineMessage(level, String(message)),
    }),
  );
  server.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  server.on('stream', (stream) => {
    const ended = new Promise<void>((resolve) => stream.once('close', resolve));
    calls.add(ended);
    void ended.then(() => calls.delete(ended));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async settle(withinMs) {
      const over = new AbortController();
      await Promise.race([Promise.all(calls), pause(withinMs, undefined, { signal: over.signal }).catch(() => undefined)]);
      over.abort();
    },
    close: () =>
      new Promise((resolve) => {
        for (const session of sessions) session.destroy();
        server.close(() => resolve());
      }),
  };
}
