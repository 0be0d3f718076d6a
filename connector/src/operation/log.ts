import type { Logger } from 'pino';
import type { Observer } from '../observer.ts';

/** Writes what happens as structured log lines: ids, codes and figures, and nothing that a customer wrote. */
export function logObserver(logger: Logger): Observer {
  return {
    received: (event, duplicate) => logger.info({ ...event, duplicate }, 'event stored'),
    refused: (code) => logger.warn({ code }, 'request refused'),
    coalesced: (event) => logger.info(event, 'event coalesced'),
    done: (event, { failedItems, ...written }, timings) =>
      logger.info({ ...event, ...written, failedItems: failedItems.map(({ key, code }) => ({ key, code })), ...timings }, 'quote synced'),
    willRetry: (event, failure) => logger.warn({ ...event, ...failure }, 'quote will be retried'),
    parked: (event, failure) => logger.error({ ...event, ...failure }, 'quote parked'),
    apiUsage: (tenantId, usage) => logger.debug({ tenantId, ...usage }, 'salesforce api usage'),
    engineMessage: (level, message) => (level === 'error' ? logger.error(message) : logger.debug(message)),
  };
}
