import { pino } from 'pino';
import type { Logger } from 'pino';
import { ConfigError, readConfig } from './config.ts';
import type { Config } from './config.ts';
import { ConnectorError } from './errors.ts';
import { createServer } from './http/server.ts';
import { logObserver } from './operation/log.ts';
import { startQueue } from './queue/queue.ts';
import { connectTenant, quoteSteps } from './sync/quote-steps.ts';
import type { Tenant } from './tenant.ts';

/** Starts every part and returns how to stop them again, in the opposite order. */
async function start(config: Config, logger: Logger): Promise<() => Promise<void>> {
  const [tenant] = config.tenants as [Tenant];
  const connection = connectTenant(tenant);
  const steps = quoteSteps(() => connection);
  const observer = logObserver(logger);
  const { dataDir, parallelQuotes: parallelJobs, cluster } = config.queue;
  const queue = await startQueue({ dataDir, parallelJobs, cluster }, steps, observer);
  const server = createServer({
    bodyLimit: config.http.bodyLimit,
    tenants: config.tenants,
    logger,
    observer,
    enqueue: (event) => queue.enqueue(event),
    queueIsReady: () => queue.isReady(),
  });
  void queue.failed.then(() => {
    // Without an engine nothing can be stored; a supervisor's restart is the cure, and nothing is lost by it.
    logger.fatal('the queue engine could not be kept running');
    process.exit(1);
  });
  const url = await server.listen({ host: config.http.host, port: config.http.port });
  logger.info({ url, dataDir: config.queue.dataDir, engine: queue.addresses() }, 'connector is ready');
  return async () => {
    await server.close();
    await queue.stop();
  };
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const logger = pino({ name: 'connector', level: config.logLevel });
  const stop = await start(config, logger);
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void stop().then(() => process.exit(0));
    });
  }
}

main().catch((error: unknown) => {
  const expected = error instanceof ConfigError || error instanceof ConnectorError;
  process.stderr.write(`${expected ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
});
