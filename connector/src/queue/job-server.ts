import { createServer } from 'node:http2';
import type { ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { createEndpointHandler } from '@restatedev/restate-sdk';
import type { Observer } from '../observer.ts';

/** A service of the engine, such as a virtual object with its handlers. */
export type EngineService = Parameters<typeof createEndpointHandler>[0]['services'][number];

/** The services, where the engine can call them. */
export interface JobServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves services to the engine: HTTP/2 without TLS. */
export async function serveJobs(
  services: readonly EngineService[],
  { host, port, identityKeys }: { host: string; port: number; identityKeys: readonly string[] },
  observer: Pick<Observer, 'engineMessage'>,
): Promise<JobServer> {
  const sessions = new Set<ServerHttp2Session>();
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
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        for (const session of sessions) session.destroy();
        server.close(() => resolve());
      }),
  };
}
