import { fileURLToPath } from 'node:url';
import { startChild } from './child.ts';
import type { OrgAccess } from '../org/session.ts';
import type { Child } from './child.ts';

export interface RunningOrg extends OrgAccess {
  /** A session of the administrator, to try requests by hand. */
  readonly accessToken: string;
  readonly child: Child;
}

const cliFile = fileURLToPath(new URL('../../local-org/src/cli.ts', import.meta.url));
const READY_WITHIN_MS = 120_000;

/**
 * Starts an empty multi-currency org on a free port: standard objects, one administrator, a standard price book.
 * `credentials` are authentication parameters that an admin would enter in Setup, by `Credential.Parameter`.
 */
export async function startLocalOrg(credentials: Readonly<Record<string, string>> = {}): Promise<RunningOrg> {
  const child = startChild('The local org', cliFile, ['serve', '--port', '0', '--multi-currency', '--json'], {
    LOCAL_ORG_CREDENTIALS: Object.entries(credentials)
      .map(([name, value]) => `${name}=${value}`)
      .join('\n'),
  });
  const ready = await child.entry((entry) => typeof entry['url'] === 'string', READY_WITHIN_MS);
  const text = (name: string) => String(ready[name]);
  return {
    url: text('url').replace(/\/+$/, ''),
    clientId: text('clientId'),
    clientSecret: text('clientSecret'),
    accessToken: text('accessToken'),
    child,
  };
}
