import { mkdirSync } from 'node:fs';
import { ConnectorError } from '../errors.ts';
import type { Observer } from '../observer.ts';
import { answers } from './answers.ts';
import { registerDeployment } from './deployment.ts';
import { watchDisk } from './disk-space.ts';
import type { DiskSpace } from './disk-space.ts';
import { watchEngine } from './engine-watch.ts';
import { serveJobs } from './job-server.ts';
import type { EngineService } from './job-server.ts';
import type { ClusterOptions, EngineAddresses, QueueOptions } from './options.ts';

/** The engine, and the services that it calls in this process. */
export interface EngineConnection {
  /** QUEUE_UNAVAILABLE while the embedded engine is being started again. */
  addresses(): EngineAddresses;
  /** Does what stores something; DISK_FULL where an embedded engine has no room for it. */
  storing<T>(work: () => Promise<T>): Promise<T>;
  /** The room that the embedded engine has. */
  disk(): DiskSpace | null;
  isReady(): Promise<boolean>;
  readonly failed: Promise<void>;
  /** Waits until the engine has kept what jobs have done, where they end soon. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** The result of a step has a few milliseconds' way into the engine's journal; on a busy machine, some more. */
const SETTLE_MS = 1_000;

type Services = readonly EngineService[];
const namesOf = (services: Services) => services.map(({ name }) => name);

/** Connects with a cluster, or starts the embedded engine; either way the engine then knows where to call the services. */
export function openEngine(options: QueueOptions, services: Services, observer: Observer): Promise<EngineConnection> {
  return options.cluster ? joinCluster(options.cluster, services, observer) : embedEngine(options, services, observer);
}

async function embedEngine({ dataDir, diskReserveBytes: reserveBytes = 0, freeBytes }: QueueOptions, services: Services, observer: Observer): Promise<EngineConnection> {
  const report = (level: string, message: string) => observer.engineMessage(level, message);
  mkdirSync(dataDir, { recursive: true });
  const disk = await watchDisk({ folder: dataDir, reserveBytes, freeBytes, report });
  const server = await serveJobs(services, { host: '127.0.0.1', port: 0, identityKeys: [] }, observer);
  const serviceUrl = `http://127.0.0.1:${server.port}`;
  const watched = watchEngine({
    dataDir,
    disk,
    prepare: ({ adminUrl }) => registerDeployment(adminUrl, serviceUrl, namesOf(services)),
    report,
  });
  const engine = await watched.catch(async (error: unknown) => {
    disk.stop();
    await server.close();
    throw error;
  });
  return {
    addresses: () => addressesOf(engine.current()),
    async storing(work) {
      if (disk.room() !== 'enough') throw new ConnectorError('DISK_FULL');
      try {
        const stored = await work();
        engine.noteStored(true);
        return stored;
      } catch (error) {
        engine.noteStored(false);
        throw error;
      }
    },
    disk: () => disk.space(),
    isReady: async () => disk.room() === 'enough' && (await engine.isHealthy()),
    failed: engine.failed,
    settle: () => server.settle(SETTLE_MS),
    async close() {
      disk.stop();
      await engine.stop();
      await server.close();
    },
  };
}

/** The cluster is somebody else's to start, watch and stop. It reaches this process at `serviceUrl`, perhaps through a balancer. */
async function joinCluster(cluster: ClusterOptions, services: Services, observer: Observer): Promise<EngineConnection> {
  const { ingressUrl, adminUrl, serviceUrl, identityKeys = [] } = cluster;
  const listen = cluster.listen ?? { host: '0.0.0.0', port: Number(new URL(serviceUrl).port || 80) };
  const server = await serveJobs(services, { ...listen, identityKeys }, observer);
  try {
    await registerDeployment(adminUrl, serviceUrl, namesOf(services));
  } catch (error) {
    await server.close();
    throw error;
  }
  return {
    addresses: () => ({ ingressUrl, adminUrl }),
    storing: (work) => work(),
    disk: () => null,
    isReady: async () => (await answers(`${adminUrl}/health`)) && (await answers(`${ingressUrl}/restate/health`)),
    failed: new Promise(() => undefined),
    settle: () => server.settle(SETTLE_MS),
    close: () => server.close(),
  };
}

/** They are logged, and nothing else of the engine. */
function addressesOf({ ingressUrl, adminUrl }: EngineAddresses): EngineAddresses {
  return { ingressUrl, adminUrl };
}
