import { createServer } from 'node:http2';
import type { Http2Server, ServerHttp2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { createEndpointHandler } from '@restatedev/restate-sdk';
import { connect, rpc } from '@restatedev/restate-sdk-clients';
import { ConnectorError } from '../errors.ts';
import type { QuoteEvent } from '../intake/event.ts';
import { registerDeployment } from './deployment.ts';
import { startEngine } from './engine.ts';
import type { Engine, EngineOptions } from './engine.ts';
import { QUOTE_OBJECT, quoteObject } from './quote-object.ts';
import type { JobObserver, JobSteps, StoredEvent } from './quote-object.ts';

/** The durable queue of events, keyed by quote. */
export interface Queue {
  /** Stores an event; resolves once it survives a crash. Throws QUEUE_UNAVAILABLE. */
  enqueue(event: QuoteEvent): Promise<{ duplicate: boolean }>;
  isReady(): Promise<boolean>;
  readonly addresses: { readonly ingress: string; readonly admin: string };
  /** Settles with the engine's unexpected end. */
  readonly failed: Promise<void>;
  stop(): Promise<void>;
}

type QuoteObject = ReturnType<typeof quoteObject<unknown, unknown>>;

const STORE_WITHIN_MS = 10_000;

/** Starts the engine and lets it call `steps` for every stored event. */
export async function startQueue<Read, Written>(
  options: EngineOptions,
  steps: JobSteps<Read, Written>,
  observer: JobObserver<Written>,
): Promise<Queue> {
  const jobs = await serveJobs(quoteObject(steps, observer), observer);
  const stops = [jobs.close];
  try {
    const engine = await startEngine(options);
    stops.unshift(() => engine.stop());
    await registerDeployment(engine.adminUrl, jobs.url);
    return queueOf(engine, jobs.close);
  } catch (error) {
    for (const stop of stops) await stop();
    throw error;
  }
}

function queueOf(engine: Engine, closeJobs: () => Promise<void>): Queue {
  const ingress = connect({ url: engine.ingressUrl });
  let stopping = false;
  return {
    addresses: { ingress: engine.ingressUrl, admin: engine.adminUrl },
    failed: engine.ended.then(() => (stopping ? new Promise<void>(() => undefined) : undefined)),
    isReady: () => engine.isHealthy(),
    async enqueue({ quoteId, eventId, eventType }) {
      const stored: StoredEvent = { eventId, eventType };
      try {
        const sent = await ingress
          .objectSendClient<QuoteObject>({ name: QUOTE_OBJECT }, quoteId)
          .reconcile(stored, rpc.sendOpts({ idempotencyKey: eventId, signal: AbortSignal.timeout(STORE_WITHIN_MS) }));
        return { duplicate: sent.status === 'PreviouslyAccepted' };
      } catch (cause) {
        throw new ConnectorError('QUEUE_UNAVAILABLE', { cause });
      }
    },
    async stop() {
      stopping = true;
      await engine.stop();
      await closeJobs();
    },
  };
}

/** Serves the jobs to the engine: HTTP/2 without TLS, on a free port of loopback. */
async function serveJobs(
  service: QuoteObject,
  observer: Pick<JobObserver<unknown>, 'engineMessage'>,
): Promise<{ url: string; close: () => Promise<void> }> {
  const sessions = new Set<ServerHttp2Session>();
  const server: Http2Server = createServer(
    createEndpointHandler({
      services: [service],
      logger: (metadata, message) => observer.engineMessage(metadata.level, String(message)),
    }),
  );
  server.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      for (const session of sessions) session.destroy();
      server.close(() => resolve());
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
