import type { Logger } from 'pino';
import type { Observer } from '../observer.ts';

/**
 * Writes what happens as structured log lines: ids, codes and figures. What the two sides say of a failure is left out,
 * because it may repeat what a customer wrote (STRING_TOO_LONG names the value): `status` and `parked show` have it.
 */
export function logObserver(logger: Logger): Observer {
  return {
    received: (event, duplicate) => logger.info({ ...event, duplicate }, 'event stored'),
    refused: (code) => logger.warn({ code }, 'request refused'),
    coalesced: (event) => logger.info(event, 'event coalesced'),
    done: (event, { failedItems, ...written }, timings) =>
      logger.info({ ...event, ...written, failedItems: failedItems.map(({ key, code }) => ({ key, code })), ...timings }, 'quote synced'),
    willRetry: (event, { code, isWait }) => logger.warn({ ...event, code, isWait }, 'quote will be retried'),
    parked: (event, { code }) => logger.error({ ...event, code }, 'quote parked'),
    apiUsage: (tenantId, usage) => logger.debug({ tenantId, ...usage }, 'salesforce api usage'),
    engineMessage: (level, message) => (level === 'error' ? logger.error(message) : logger.debug(message)),
  };
}
