import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RunTests } from '../org.ts';
import { Org } from '../org.ts';
import type { CompileApex } from '../org/apex-side.ts';
import { OrgClock } from '../org/clock.ts';
import { serveOrg } from './server.ts';

export interface ServeOptions {
  readonly port: number;
  readonly sources: readonly string[];
  readonly multiCurrency: boolean;
  readonly clientId: string | undefined;
  readonly clientSecret: string | undefined;
  /** File with the certificate or public key of the connected app. */
  readonly certificateFile: string | undefined;
  readonly dailyApiRequests: number | undefined;
  /** Values of authentication parameters, by `Credential.Parameter`. */
  readonly credentials: Readonly<Record<string, string>>;
  /** One line of JSON instead of text. */
  readonly json: boolean;
}

const CURRENCIES = [{ isoCode: 'USD' }, { isoCode: 'EUR', conversionRate: 0.9 }, { isoCode: 'GBP', conversionRate: 0.8 }];

/** Starts an org, deploys the sources into it and serves it until the process is told to end. */
export async function serve(options: ServeOptions, apex: { compileApex?: CompileApex; runTests?: RunTests } = {}): Promise<number> {
  const clock = new OrgClock();
  const org = new Org({ clock: clock.now, credentials: options.credentials, multiCurrency: options.multiCurrency, ...(options.multiCurrency ? { currencies: CURRENCIES } : {}), ...apex });
  for (const source of options.sources) if (!deploy(org, source)) return 1;
  const credentials = { clientId: options.clientId ?? 'local-org', clientSecret: options.clientSecret ?? randomBytes(16).toString('hex') };
  const certificate = options.certificateFile === undefined ? {} : { certificate: readFileSync(options.certificateFile, 'utf8') };
  const limit = options.dailyApiRequests === undefined ? {} : { dailyApiRequests: options.dailyApiRequests };
  const server = await serveOrg(org, { port: options.port, credentials: { ...credentials, ...certificate }, clock, ...limit });
  const user = org.data.store.get('User', org.seed.userId);
  const facts = { url: server.url, ...credentials, accessToken: server.accessToken, username: user?.['Username'], organizationId: org.seed.organizationId };
  console.log(options.json ? JSON.stringify(facts) : Object.entries(facts).map(([name, value]) => `${name.padEnd(16)}${String(value)}`).join('\n'));
  await untilStopped();
  await server.close();
  return 0;
}

function deploy(org: Org, source: string): boolean {
  const { success, problems } = org.deployTree(source);
  for (const { fileName, lineNumber, columnNumber, problem } of problems) console.error(`${source}/${fileName}:${lineNumber}:${columnNumber} ${problem}`);
  return success;
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
