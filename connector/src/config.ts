import { resolve } from 'node:path';
import { z } from 'zod';
import { readTenants } from './config/tenants.ts';
import { count, port, present, readVariables, url, wholeNumber } from './config/variables.ts';
import type { ClusterOptions } from './queue/options.ts';
import type { Tenant } from './tenant.ts';

/** The variables of the service itself. */
const serviceVariables = z.object({
  CONNECTOR_HOST: present.default('127.0.0.1'),
  CONNECTOR_PORT: port.default(8080),
  CONNECTOR_ADMIN_PORT: port.default(8081),
  CONNECTOR_METRICS_HOST: present.default('127.0.0.1'),
  CONNECTOR_METRICS_PORT: port.optional(),
  CONNECTOR_DATA_DIR: present.default('.data/connector'),
  // MiB. The engine takes some 200 MiB ahead of use; what is left of the reserve then is for jobs that were stored before.
  CONNECTOR_DISK_RESERVE: wholeNumber(0, 1 << 20).default(256),
  // An event carries the whole quote: about 1 MiB per thousand items.
  CONNECTOR_BODY_LIMIT: count(64 << 20).default(8 << 20),
  CONNECTOR_PARALLEL_QUOTES: count(1000).default(8),
  CONNECTOR_TENANTS_FILE: present.optional(),
  RESTATE_INGRESS_URL: url.optional(),
  RESTATE_ADMIN_URL: url.optional(),
  CONNECTOR_SERVICE_URL: url.optional(),
  CONNECTOR_SERVICE_LISTEN: z
    .string()
    .regex(/^[^\s:]+:\d{1,5}$/, 'must look like 0.0.0.0:9080')
    .optional(),
  RESTATE_IDENTITY_KEYS: z
    .string()
    .regex(/^publickeyv1_\w+(?:,publickeyv1_\w+)*$/, 'must be publickeyv1_… keys, separated by commas')
    .optional(),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'], 'must be trace, debug, info, warn, error or silent')
    .default('info'),
});

export interface Config {
  readonly http: {
    readonly host: string;
    readonly port: number;
    /** Port of the administration, on loopback only. */
    readonly adminPort: number;
    /** Where the metrics are told besides; null: at the administration alone. */
    readonly metrics: { readonly host: string; readonly port: number } | null;
    readonly bodyLimit: number;
  };
  readonly queue: {
    readonly dataDir: string;
    readonly diskReserveBytes: number;
    readonly parallelQuotes: number;
    /** Null: the engine is embedded. */
    readonly cluster: ClusterOptions | null;
  };
  readonly tenants: readonly Tenant[];
  readonly logLevel: string;
}

/** The configuration does not describe a connector; `faults` names each variable and why. */
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

/** Reads the configuration from the environment and the tenants file, or throws one error that names every fault. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const service = readVariables(serviceVariables, env);
  const { tenants, faults } = readTenants(service.known['CONNECTOR_TENANTS_FILE'], env);
  const all = [...service.faults, ...metricsFaults(service.known), ...portFaults(service.data), ...clusterFaults(service.known), ...faults];
  if (service.data === undefined || all.length > 0) throw new ConfigError(all);
  return configOf(service.data, tenants);
}

/** A host alone would listen nowhere, without a word. */
function metricsFaults({ CONNECTOR_METRICS_HOST: host, CONNECTOR_METRICS_PORT: at }: Readonly<Record<string, string | undefined>>): string[] {
  return host !== undefined && at === undefined ? ['CONNECTOR_METRICS_PORT: is not set (CONNECTOR_METRICS_HOST needs it)'] : [];
}

/** The port at which commands find the running connector: all that they need of the configuration. */
export function readAdminPort(env: NodeJS.ProcessEnv): number {
  const { data, faults } = readVariables(serviceVariables.pick({ CONNECTOR_ADMIN_PORT: true }), env);
  if (data === undefined) throw new ConfigError(faults);
  return data.CONNECTOR_ADMIN_PORT;
}

const CLUSTER = ['RESTATE_INGRESS_URL', 'RESTATE_ADMIN_URL', 'CONNECTOR_SERVICE_URL'];

/** A cluster needs all of its addresses, the embedded engine none. */
function clusterFaults(known: Readonly<Record<string, string | undefined>>): string[] {
  const missing = CLUSTER.filter((name) => known[name] === undefined);
  return missing.length === CLUSTER.length ? [] : missing.map((name) => `${name}: is not set (a Restate cluster needs all of ${CLUSTER.join(', ')})`);
}

/** A port has one listener; port 0 is whichever is free, for each of them. */
function portFaults(env: z.infer<typeof serviceVariables> | undefined): string[] {
  const names = ['CONNECTOR_PORT', 'CONNECTOR_ADMIN_PORT', 'CONNECTOR_METRICS_PORT'] as const;
  const owners = new Map<number, string>();
  return names.flatMap((name) => {
    const wanted = env?.[name];
    const owner = wanted === undefined ? undefined : owners.get(wanted);
    if (wanted !== undefined && wanted !== 0) owners.set(wanted, owner ?? name);
    return owner === undefined ? [] : [`${name}: must be another port than ${owner}`];
  });
}

function configOf(env: z.infer<typeof serviceVariables>, tenants: readonly Tenant[]): Config {
  return {
    http: { host: env.CONNECTOR_HOST, port: env.CONNECTOR_PORT, adminPort: env.CONNECTOR_ADMIN_PORT, metrics: metricsOf(env), bodyLimit: env.CONNECTOR_BODY_LIMIT },
    queue: {
      dataDir: resolve(env.CONNECTOR_DATA_DIR),
      diskReserveBytes: env.CONNECTOR_DISK_RESERVE * 2 ** 20,
      parallelQuotes: env.CONNECTOR_PARALLEL_QUOTES,
      cluster: clusterOf(env),
    },
    tenants,
    logLevel: env.LOG_LEVEL,
  };
}

function metricsOf({ CONNECTOR_METRICS_HOST: host, CONNECTOR_METRICS_PORT: at }: z.infer<typeof serviceVariables>): Config['http']['metrics'] {
  return at === undefined ? null : { host, port: at };
}

function clusterOf(env: z.infer<typeof serviceVariables>): ClusterOptions | null {
  const { RESTATE_INGRESS_URL: ingressUrl, RESTATE_ADMIN_URL: adminUrl, CONNECTOR_SERVICE_URL: serviceUrl } = env;
  if (ingressUrl === undefined || adminUrl === undefined || serviceUrl === undefined) return null;
  const [host, listenPort] = env.CONNECTOR_SERVICE_LISTEN?.split(':') ?? [];
  return {
    ingressUrl,
    adminUrl,
    serviceUrl,
    listen: host === undefined ? undefined : { host, port: Number(listenPort) },
    identityKeys: env.RESTATE_IDENTITY_KEYS?.split(','),
  };
}
