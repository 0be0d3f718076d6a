import { ConfigError } from '../config.ts';
import { ConnectorError, messageOf } from '../errors.ts';
import { adviceFor } from '../operation/advice.ts';
import { codeOf } from '../reaction.ts';
import { SalesforceApiError } from '../salesforce/errors.ts';
import type { Output } from './command.ts';

/** What went wrong, and what to do about it. */
export interface Explanation {
  readonly code: string;
  readonly message: string;
  readonly mend: string;
}

/** Explains whatever is to be expected; undefined for what nobody foresaw. */
export function explanationOf(error: unknown): Explanation | undefined {
  if (error instanceof ConfigError)
    return {
      code: 'CONFIGURATION',
      message: error.message,
      mend: 'docs/connector.md explains each variable; `npm run connector -- connect --secret` makes a webhook secret.',
    };
  if (error instanceof ConnectorError || error instanceof SalesforceApiError)
    return { code: codeOf(error), message: messageOf(error), mend: adviceFor(codeOf(error)) };
  if (isSystemError(error)) return { code: error.code ?? 'SYSTEM', message: error.message, mend: mendOfSystemError(error) };
  return undefined;
}

/** Says what went wrong and what to do about it; a stack is shown for what nobody foresaw. */
export function explain(error: unknown, err: Output): void {
  const explanation = explanationOf(error);
  if (explanation === undefined) return err.line(error instanceof Error ? (error.stack ?? error.message) : String(error));
  err.line(explanation.message);
  err.line(`→ ${explanation.mend}`);
}

/** What the operating system refuses, such as a folder that may not be written. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

/** Of the operating system the connector wants ports to listen on, and a folder. */
function mendOfSystemError({ code, syscall }: NodeJS.ErrnoException): string {
  if (code === 'EADDRINUSE') return 'Stop what listens there, or set CONNECTOR_PORT, CONNECTOR_ADMIN_PORT or CONNECTOR_METRICS_PORT to one that is free.';
  if (syscall === 'listen' && code === 'EACCES') return 'This user may not listen on a port as low: set CONNECTOR_PORT to one above 1023, and let your proxy lead to it.';
  if (syscall === 'listen' || syscall === 'getaddrinfo') return 'Set CONNECTOR_HOST (or CONNECTOR_METRICS_HOST) to an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them.';
  return 'Set CONNECTOR_DATA_DIR to a folder on a disk with room, which the user that runs the connector may write.';
}
