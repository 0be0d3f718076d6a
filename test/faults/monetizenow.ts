import { fileURLToPath } from 'node:url';
import { startChild } from '../../demo/stack/child.ts';

/** MonetizeNow's process. Its quotes are in a database that outlives it. */
export interface MonetizeNowProcess {
  readonly url: string;
  /** Kills it without asking. */
  kill(): Promise<void>;
  /** Starts it again, at the same address. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const file = fileURLToPath(new URL('./monetizenow-process.ts', import.meta.url));
const READY_WITHIN_MS = 60_000;

/** Starts it on a free port. */
export async function startMonetizeNow(database: string, apiKey: string): Promise<MonetizeNowProcess> {
  const begin = async (port: string) => {
    const child = startChild('MonetizeNow', file, [database, port], { MONETIZENOW_API_KEY: apiKey });
    const { url } = await child.entry((entry) => typeof entry['url'] === 'string', READY_WITHIN_MS);
    return { child, url: String(url) };
  };
  const { url, child } = await begin('0');
  let current = child;
  return {
    url,
    kill: () => current.kill(),
    async start() {
      current = (await begin(new URL(url).port)).child;
    },
    stop: () => current.stop(),
  };
}
