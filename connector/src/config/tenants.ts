import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { DEFAULT_TENANT } from '../tenant.ts';
import type { Tenant } from '../tenant.ts';
import { readTenant, tenantVariables } from './tenant-variables.ts';
import { unreadable } from './variables.ts';
import type { Values } from './variables.ts';

const tenantId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
const file = z.record(z.string(), z.unknown());
const entry = z.record(z.string(), z.string());

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

function readFile(path: string): Record<string, unknown> | string {
  try {
    const parsed = file.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (!parsed.success) return 'must be an object of tenants, each an object of variables';
    return Object.keys(parsed.data).length === 0 ? 'names no tenant' : parsed.data;
  } catch (error) {
    // What JSON.parse says may repeat a piece of the file, and with it a secret.
    return error instanceof SyntaxError ? `is not JSON${placeOf(error)}` : unreadable(error);
  }
}

function placeOf({ message }: SyntaxError): string {
  const [place = ''] = /\(line \d+ column \d+\)/.exec(message) ?? [];
  return place === '' ? '' : ` ${place}`;
}

function readEntry(id: string, values: unknown, env: Values): { tenant: Tenant | undefined; faults: string[] } {
  if (!tenantId.safeParse(id).success)
    return { tenant: undefined, faults: [`tenant ${JSON.stringify(id)}: must be small letters, digits and hyphens, 40 at most`] };
  const parsed = entry.safeParse(values);
  if (!parsed.success) return { tenant: undefined, faults: [`${id}: must be an object of variables, whose values are texts`] };
  const { tenant, faults } = readTenant(id, resolved(parsed.data, env));
  const named = faults.map((fault) => namingSource(fault, parsed.data));
  return { tenant, faults: [...unknownNames(parsed.data), ...named].map((fault) => `${id}.${fault}`) };
}

/** A value that begins with `$` names a variable of the environment, so that secrets need not stand in the file. */
function resolved(values: Values, env: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value?.startsWith('$') ? env[value.slice(1)] : value]));
}

/** A misspelt variable would else be passed over, and its default taken. */
function unknownNames(values: Values): string[] {
  return Object.keys(values).flatMap((name) => (Object.hasOwn(tenantVariables.shape, name) ? [] : [`${name}: is no variable of a tenant`]));
}

/** Says of a variable that is not set which one of the environment it was to come from. */
function namingSource(fault: string, values: Values): string {
  const [name = ''] = fault.split(':');
  const value = values[name];
  if (!fault.startsWith(`${name}: is not set`) || value?.startsWith('$') !== true) return fault;
  // What does not look like a variable may be a secret that happens to begin with the sign.
  return /^\$[A-Z][A-Z0-9_]*$/.test(value) ? `${name}: ${value} is not set in the environment` : `${name}: begins with $, and is the name of no variable in the environment`;
}
