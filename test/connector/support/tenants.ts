import { readTenants } from '../../../connector/src/config/tenants.ts';
import type { Tenant } from '../../../connector/src/tenant.ts';
import { SECRET } from './delivery.ts';

/** A tenant's variables, complete; a test gives those that it cares about. */
export function tenantEnv(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    MONETIZENOW_API_URL: 'http://127.0.0.1:9',
    MONETIZENOW_API_KEY: 'key',
    MONETIZENOW_WEBHOOK_SECRET: SECRET,
    SALESFORCE_URL: 'http://127.0.0.1:9',
    SALESFORCE_CLIENT_ID: 'id',
    SALESFORCE_CLIENT_SECRET: 'secret',
    ...more,
  };
}

/** The tenant that such variables describe. */
export function aTenant(more: Readonly<Record<string, string>> = {}, id = 'default'): Tenant {
  const { tenants, faults } = readTenants(undefined, tenantEnv(more));
  const [tenant] = tenants;
  if (tenant === undefined) throw new Error(faults.join('\n'));
  return { ...tenant, id };
}
