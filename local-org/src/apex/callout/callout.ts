import { UnsupportedError } from '../../errors.ts';
import { BlobValue } from '../../values/blob.ts';
import { PlatformObject, raise } from '../runtime/objects.ts';
import { session, type Session } from '../runtime/session.ts';
import { exchange } from './exchange.ts';
import { endpointOf } from './endpoint.ts';
import type { WireRequest, WireResponse } from './wire.ts';

/** Apex Developer Guide, Callout Limits and Limitations: longest callout, and all callouts of a transaction together. */
const MAX_TIMEOUT_MS = 120_000;
const DEFAULT_TIMEOUT_MS = 10_000;

/** Milliseconds that a transaction has spent in callouts. */
const spent = new WeakMap<Session, number>();

/** Http.send outside of tests: over the wire, while Apex waits. */
export function callOut(request: PlatformObject): PlatformObject {
  const running = session();
  const wire = wireRequest(request, running);
  const started = performance.now();
  const result = exchange(wire);
  spent.set(running, (spent.get(running) ?? 0) + performance.now() - started);
  return 'failure' in result ? raise('System.CalloutException', result.failure) : responseOf(result.response);
}

/** What the platform refuses whether or not there is a mock. */
export function checkCallout(running: Session): void {
  if (running.triggers.length > 0) raise('System.CalloutException', 'Callout from triggers are currently not supported.');
  if (running.async === 'ScheduledApex') raise('System.CalloutException', 'Callout from scheduled Apex not supported.');
  if (running.uncommitted) raise('System.CalloutException', 'You have uncommitted work pending. Please commit or rollback before calling out');
}

function wireRequest(request: PlatformObject, running: Session): WireRequest {
  if (request.fields.has('certificate')) throw new UnsupportedError('HttpRequest.setClientCertificateName');
  const { url, headers } = endpointOf(request.get('endpoint') as string | null, running);
  const added = new Set(headers.map(({ name }) => name.toLowerCase()));
  const own = [...headersOf(request)].filter(([key]) => !added.has(key)).map(([, header]) => header);
  const body = (request.fields.get('body') as BlobValue | null | undefined)?.bytes ?? null;
  const written = (request.get('method') as string | null) ?? refuse('HttpRequest without a method');
  return {
    url,
    // The platform's client turns a GET that has a body into a POST.
    method: written.toUpperCase() === 'GET' && body !== null && body.length > 0 ? 'POST' : written.toUpperCase(),
    headers: [...own.map(([name, value]) => [name, value ?? ''] as const), ...headers.map(({ name, value }) => [name, value] as const)],
    body,
    timeoutMs: timeoutOf(request, running),
    maxBytes: running.tx.limits.max('heap'),
  };
}

function refuse(feature: string): never {
  throw new UnsupportedError(feature);
}

function timeoutOf(request: PlatformObject, running: Session): number {
  const asked = (request.get('timeout') as number | null) ?? DEFAULT_TIMEOUT_MS;
  if (asked < 1 || asked > MAX_TIMEOUT_MS) raise('System.CalloutException', `Invalid value for timeout: ${asked}`);
  const left = MAX_TIMEOUT_MS - (spent.get(running) ?? 0);
  if (left <= 0) raise('System.CalloutException', `Exceeded max time (${MAX_TIMEOUT_MS}) allotted for callout`);
  return Math.ceil(Math.min(asked, left));
}

function headersOf(target: PlatformObject): Map<string, [string, string]> {
  return (target.fields.get('$headers') as Map<string, [string, string]> | undefined) ?? new Map();
}

function responseOf({ status, statusText, headers, body }: WireResponse): PlatformObject {
  const byName = new Map<string, [string, string]>();
  for (const [name, value] of headers) {
    const before = byName.get(name.toLowerCase());
    byName.set(name.toLowerCase(), before === undefined ? [name, value] : [before[0], `${before[1]}, ${value}`]);
  }
  const response = new PlatformObject('System.HttpResponse', [['statusCode', status], ['status', statusText], ['body', new BlobValue(body)]]);
  response.fields.set('$headers', byName as never);
  return response;
}
