import type { Observer } from '../observer.ts';
import { answers } from './answers.ts';
import { registerDeployment } from './deployment.ts';
import { watchEngine } from './engine-watch.ts';
import { serveJobs } from './job-server.ts';
import { QUOTE_OBJECT } from './quote-object.ts';
import type { quoteObject } from './quote-object.ts';
import type { ClusterOptions, EngineAddresses, QueueOptions } from './options.ts';

/** The engine, and the jobs that it calls in this process. */
export interface EngineConnection {
  /** QUEUE_UNAVAILABLE while the embedded engine is being started again. */
  addresses(): EngineAddresses;
  isReady(): Promise<boolean>;
  readonly failed: Promise<void>;
  close(): Promise<void>;
}

type Jobs = ReturnType<typeof quoteObject>;

/** Connects with a cluster, or starts the embedded engine; either way the engine then knows where to call the jobs. */
export function openEngine(options: QueueOptions, jobs: Jobs, observer: Observer): Promise<EngineConnection> {
  return options.cluster ? joinCluster(options.cluster, jobs, observer) : embedEngine(options, jobs, observer);
}

async function embedEngine({ dataDir, parallelJobs }: QueueOptions, jobs: Jobs, observer: Observer): Promise<EngineConnection> {
  const server = await serveJobs(jobs, { host: '127.0.0.1', port: 0, identityKeys: [] }, observer);
  const serviceUrl = `http://127.0.0.1:${server.port}`;
  const watched = watchEngine({
    dataDir,
    parallelJobs,
    prepare: ({ adminUrl }) => registerDeployment(adminUrl, serviceUrl, QUOTE_OBJECT),
    report: (level, message) => observer.engineMessage(level, message),
  });
  const engine = await watched.catch(async (error: unknown) => {
    await server.close();
    throw error;
  });
  return {
    addresses: () => engine.current(),
    isReady: () => engine.isHealthy(),
    failed: engine.failed,
    async close() {
      await engine.stop();
      await server.close();
    },
  };
}

/** The cluster is somebody else's to start, watch and stop. It reaches this process at `serviceUrl`, perhaps through a balancer. */
async function joinCluster(cluster: ClusterOptions, jobs: Jobs, observer: Observer): Promise<EngineConnection> {
  const { ingressUrl, adminUrl, serviceUrl, identityKeys = [] } = cluster;
  const listen = cluster.listen ?? { host: '0.0.0.0', port: Number(new URL(serviceUrl).port || 80) };
  const server = await serveJobs(jobs, { ...listen, identityKeys }, observer);
  try {
    await registerDeployment(adminUrl, serviceUrl, QUOTE_OBJECT);
  } catch (error) {
    await server.close();
    throw error;
  }
  return {
    addresses: () => ({ ingressUrl, adminUrl }),
    isReady: async () => (await answers(`${adminUrl}/health`)) && (await answers(`${ingressUrl}/restate/health`)),
    failed: new Promise(() => undefined),
    close: () => server.close(),
  };
}
