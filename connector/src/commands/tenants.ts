import type { Tenant } from '../tenant.ts';
import { UsageError } from './command.ts';

/** The option by which a command is told for which tenant it works. */
export const tenantOption = { type: 'string' } as const;

/** How `--help` explains it. */
export const TENANT_USAGE = '--tenant ID   for which tenant; needed where there are several';

/** The tenant that a command is for: the one that is named, or the only one. */
export function tenantOf(tenants: readonly Tenant[], id: string | undefined): Tenant {
  const found = id === undefined && tenants.length === 1 ? tenants[0] : tenants.find((tenant) => tenant.id === id);
  if (found !== undefined) return found;
  const known = tenants.map((tenant) => tenant.id).join(', ');
  throw new UsageError(id === undefined ? `Give --tenant: there is ${known}` : `There is no tenant ${id}; there is ${known}`);
}
