import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { messageOf } from '../errors.ts';
import { DEFAULT_TENANT } from '../tenant.ts';
import type { Tenant } from '../tenant.ts';
import { readTenant } from './tenant-variables.ts';
import type { Values } from './variables.ts';

const tenantId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
const file = z.record(z.string(), z.record(z.string(), z.string()));

/** Every tenant: the one of the environment, or those of the file that `path` names. */
export function readTenants(path: string | undefined, env: Values): { tenants: Tenant[]; faults: string[] } {
  if (path === undefined) {
    const { tenant, faults } = readTenant(DEFAULT_TENANT, env);
    return { tenants: tenant === undefined ? [] : [tenant], faults };
  }
  const content = readFile(path);
  if (typeof content === 'string') return { tenants: [], faults: [`CONNECTOR_TENANTS_FILE: ${content}`] };
  const read = Object.entries(content).map(([id, values]) => readEntry(id, values, env));
  return { tenants: read.flatMap(({ tenant }) => tenant ?? []), faults: read.flatMap(({ faults }) => faults) };
}

function readFile(path: string): Record<string, Record<string, string>> | string {
  try {
    const parsed = file.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (!parsed.success) return `must be an object of tenants, each an object of variables`;
    return Object.keys(parsed.data).length === 0 ? 'names no tenant' : parsed.data;
  } catch (error) {
    return messageOf(error);
  }
}

/** A value that begins with `$` names a variable of the environment, so that secrets need not stand in the file. */
function readEntry(id: string, values: Values, env: Values): { tenant: Tenant | undefined; faults: string[] } {
  if (!tenantId.safeParse(id).success)
    return { tenant: undefined, faults: [`tenant ${JSON.stringify(id)}: must be small letters, digits and hyphens, 40 at most`] };
  const resolved = Object.entries(values).map(([name, value]) => [name, value?.startsWith('$') ? env[value.slice(1)] : value]);
  const { tenant, faults } = readTenant(id, Object.fromEntries(resolved) as Values);
  return { tenant, faults: faults.map((fault) => `${id}.${fault}`) };
}
