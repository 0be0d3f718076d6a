import { resolve } from 'node:path';
import { z } from 'zod';

// 24 to 64 bytes: Standard Webhooks 1.0, "Signature scheme".
const secret = z
  .string()
  .regex(
    /^whsec_(?:[A-Za-z0-9+/]{4}){7,21}(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$/,
    'must be whsec_ followed by the base64 of 24 to 64 bytes',
  );
const port = z.coerce
  .number('must be a port number')
  .int('must be a port number')
  .min(0, 'must be a port number')
  .max(65_535, 'must be a port number');
const url = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .transform((text) => text.replace(/\/+$/, ''));
const present = z.string().min(1, 'must not be empty');
const count = (limit: number) =>
  z.coerce
    .number('must be a whole number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(limit, `must be at most ${limit}`);

const environment = z.object({
  CONNECTOR_HOST: present.default('127.0.0.1'),
  CONNECTOR_PORT: port.default(8080),
  CONNECTOR_DATA_DIR: present.default('.data/connector'),
  // An event carries the whole quote: about 1 MiB per thousand items.
  CONNECTOR_BODY_LIMIT: count(64 << 20).default(8 << 20),
  CONNECTOR_PARALLEL_QUOTES: count(1000).default(8),
  MONETIZENOW_API_URL: url.default('https://api.monetizeplatform.com'),
  MONETIZENOW_API_KEY: present,
  MONETIZENOW_WEBHOOK_SECRET: secret,
  MONETIZENOW_WEBHOOK_SECRET_PREVIOUS: secret.optional(),
  SALESFORCE_URL: url,
  SALESFORCE_API_VERSION: z
    .string()
    .regex(/^\d+\.0$/, 'must look like 65.0')
    .default('65.0'),
  SALESFORCE_ACCESS_TOKEN: present.optional(),
  SALESFORCE_CLIENT_ID: present.optional(),
  SALESFORCE_CLIENT_SECRET: present.optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'must be trace, debug, info, warn, error or silent')
    .default('info'),
});

/** How the connector proves who it is to Salesforce. */
export type SalesforceLogin =
  { readonly accessToken: string } | { readonly clientId: string; readonly clientSecret: string };

export interface Config {
  readonly http: {
    readonly host: string;
    readonly port: number;
    readonly bodyLimit: number;
    readonly webhookSecrets: readonly string[];
  };
  readonly queue: { readonly dataDir: string; readonly parallelQuotes: number };
  readonly monetizenow: { readonly url: string; readonly apiKey: string };
  readonly salesforce: { readonly url: string; readonly apiVersion: string; readonly login: SalesforceLogin };
  readonly logLevel: string;
}

/** The environment does not describe a connector; `faults` names each variable and why. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(
      `The configuration has ${faults.length} fault${faults.length === 1 ? '' : 's'}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    );
    this.faults = faults;
  }
}

/** Reads the configuration from the environment, or throws one error that names every fault. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  // A variable that is set to nothing counts as not set, as in compose files with `NAME=${NAME:-}`.
  const known = Object.fromEntries(
    Object.keys(environment.shape).map((name) => [name, env[name] === '' ? undefined : env[name]]),
  );
  const parsed = environment.safeParse(known);
  const faults = [...(parsed.error?.issues ?? []).map((issue) => faultLine(issue, known)), ...loginFaults(known)];
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  return configOf(parsed.data);
}

function faultLine(issue: z.core.$ZodIssue, known: Record<string, string | undefined>): string {
  const name = String(issue.path[0]);
  return `${name}: ${known[name] === undefined ? 'is not set' : issue.message}`;
}

function loginFaults(known: Record<string, string | undefined>): string[] {
  if (known['SALESFORCE_ACCESS_TOKEN'] !== undefined) return [];
  const missing = ['SALESFORCE_CLIENT_ID', 'SALESFORCE_CLIENT_SECRET'].filter((name) => known[name] === undefined);
  return missing.map((name) => `${name}: is not set (nor is SALESFORCE_ACCESS_TOKEN)`);
}

function configOf(env: z.infer<typeof environment>): Config {
  return {
    http: {
      host: env.CONNECTOR_HOST,
      port: env.CONNECTOR_PORT,
      bodyLimit: env.CONNECTOR_BODY_LIMIT,
      webhookSecrets: [env.MONETIZENOW_WEBHOOK_SECRET, env.MONETIZENOW_WEBHOOK_SECRET_PREVIOUS].filter(
        (value) => value !== undefined,
      ),
    },
    queue: { dataDir: resolve(env.CONNECTOR_DATA_DIR), parallelQuotes: env.CONNECTOR_PARALLEL_QUOTES },
    monetizenow: { url: env.MONETIZENOW_API_URL, apiKey: env.MONETIZENOW_API_KEY },
    salesforce: { url: env.SALESFORCE_URL, apiVersion: env.SALESFORCE_API_VERSION, login: loginOf(env) },
    logLevel: env.LOG_LEVEL,
  };
}

function loginOf(env: z.infer<typeof environment>): SalesforceLogin {
  if (env.SALESFORCE_ACCESS_TOKEN !== undefined) return { accessToken: env.SALESFORCE_ACCESS_TOKEN };
  return { clientId: env.SALESFORCE_CLIENT_ID ?? '', clientSecret: env.SALESFORCE_CLIENT_SECRET ?? '' };
}
