import { fileURLToPath } from 'node:url';
import { startChild } from './child.ts';
import type { Child } from './child.ts';

export interface RunningOrg {
  readonly url: string;
  readonly child: Child;
}

const cliFile = fileURLToPath(new URL('../../local-org/src/cli.ts', import.meta.url));
const READY_WITHIN_MS = 120_000;

/** Starts an empty multi-currency org on a free port: standard objects, one administrator, a standard price book. */
export async function startLocalOrg(): Promise<RunningOrg> {
  const child = startChild('The local org', cliFile, ['serve', '--port', '0', '--multi-currency', '--json']);
  const ready = await child.entry((entry) => typeof entry['url'] === 'string', READY_WITHIN_MS);
  return { url: String(ready['url']).replace(/\/+$/, ''), child };
}
