import { pino } from 'pino';
import type { Logger } from 'pino';
import { ConfigError, readConfig } from './config.ts';
import type { Config } from './config.ts';
import { ConnectorError } from './errors.ts';
import { createServer } from './http/server.ts';
import { readQuote } from './monetizenow/client.ts';
import { startQueue } from './queue/queue.ts';
import type { JobObserver } from './queue/quote-object.ts';
import { openOrg } from './salesforce/org.ts';
import { quoteSteps } from './sync/quote-steps.ts';
import type { Written } from './sync/steps.ts';
import type { Tenant } from './tenant.ts';

const TENANT = 'default';

/** Starts every part and returns how to stop them again, in the opposite order. */
async function start(config: Config, logger: Logger): Promise<() => Promise<void>> {
  const [tenant] = config.tenants as [Tenant];
  const salesforce = openOrg(tenant.salesforce);
  const steps = quoteSteps(() => ({ salesforce, readQuote: (quoteId) => readQuote(tenant.monetizenow, quoteId) }));
  const queue = await startQueue(
    { dataDir: config.queue.dataDir, parallelJobs: config.queue.parallelQuotes },
    {
      read: async (quoteId) => ({ quoteId, found: await steps.read(TENANT, quoteId) }),
      write: ({ quoteId, found }) => steps.write(TENANT, quoteId, found),
    },
    logging(logger),
  );
  const server = createServer({
    bodyLimit: config.http.bodyLimit,
    webhookSecrets: tenant.webhookSecrets,
    logger,
    enqueue: (event) => queue.enqueue(event),
    queueIsReady: () => queue.isReady(),
  });
  void queue.failed.then(() => {
    // Without an engine nothing can be stored; a supervisor's restart is the cure, and nothing is lost by it.
    logger.fatal('the queue engine ended');
    process.exit(1);
  });
  const url = await server.listen({ host: config.http.host, port: config.http.port });
  logger.info({ url, dataDir: config.queue.dataDir, engine: queue.addresses }, 'connector is ready');
  return async () => {
    await server.close();
    await queue.stop();
  };
}

function logging(logger: Logger): JobObserver<Written> {
  return {
    done: ({ eventId, quoteId }, written) => logger.info({ eventId, quoteId, ...written }, 'quote synced'),
    failed: ({ eventId, quoteId }, reason) => logger.error({ eventId, quoteId, reason }, 'quote failed'),
    willRetry: ({ eventId, quoteId }, reason) => logger.warn({ eventId, quoteId, reason }, 'quote will be retried'),
    engineMessage: (level, message) => (level === 'error' ? logger.error(message) : logger.debug(message)),
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
