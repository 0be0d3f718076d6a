import { ConnectorError } from '../errors.ts';

const ANSWER_WITHIN_MS = 30_000;

/** Sends a request to the engine's admin API and returns its JSON; ENGINE_UNAVAILABLE if there is no answer, ENGINE_FAILED if it is no good one. */
export async function askAdmin(method: string, url: string, body?: unknown, signal = AbortSignal.timeout(ANSWER_WITHIN_MS)): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    signal,
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new ConnectorError('ENGINE_UNAVAILABLE', { cause });
  });
  if (answer.ok) return answer.json();
  throw new ConnectorError('ENGINE_FAILED', {
    details: [`${method} ${new URL(url).pathname}: ${answer.status} ${await answer.text()}`],
  });
}
