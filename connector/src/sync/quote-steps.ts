import { ConnectorError } from '../errors.ts';
import { openMonetizeNow } from '../monetizenow/client.ts';
import type { MonetizeNow } from '../monetizenow/client.ts';
import type { ApiUsage } from '../observer.ts';
import { openOrg } from '../salesforce/org.ts';
import type { SalesforceOrg } from '../salesforce/org.ts';
import type { Tenant } from '../tenant.ts';
import { archive } from './archive.ts';
import { productCatalogue } from './catalogue.ts';
import type { CatalogueParts, ProductCatalogue } from './catalogue.ts';
import { flatten } from './flatten.ts';
import { reconcile } from './reconcile.ts';
import type { ReadResult, Steps } from './steps.ts';

/** The two sides that a tenant connects, and what its org was given of the catalogue. */
export interface TenantConnection {
  readonly monetizenow: Pick<MonetizeNow, 'readQuote'>;
  readonly salesforce: SalesforceOrg;
  readonly catalogue: ProductCatalogue;
}

export interface ConnectionOptions {
  readonly apiUsage?: (usage: ApiUsage) => void;
  readonly catalogue?: Pick<CatalogueParts, 'store' | 'report'>;
}

/** Opens both sides of a tenant; nothing is sent before they are used. */
export function connectTenant(
  { monetizenow, salesforce }: Pick<Tenant, 'monetizenow' | 'salesforce'>,
  { apiUsage, catalogue = {} }: ConnectionOptions = {},
): TenantConnection & { readonly monetizenow: MonetizeNow } {
  const org = openOrg(salesforce, apiUsage === undefined ? {} : { apiUsage });
  return {
    monetizenow: openMonetizeNow(monetizenow),
    salesforce: org,
    catalogue: productCatalogue({ ...catalogue, orgId: () => org.orgId() }),
  };
}

/** The steps of a job, over the connections of whatever tenants there are. */
export function quoteSteps(connectionOf: (tenantId: string) => TenantConnection): Steps {
  return {
    read: (tenantId, quoteId) => read(connectionOf(tenantId), quoteId),
    async write(tenantId, quoteId, found) {
      const { salesforce, catalogue } = connectionOf(tenantId);
      return found.kind === 'gone' ? archive(salesforce, quoteId) : reconcile(salesforce, catalogue, flatten(found.quote));
    },
  };
}

async function read({ monetizenow }: TenantConnection, quoteId: string): Promise<ReadResult> {
  try {
    const quote = await monetizenow.readQuote(quoteId);
    return { kind: 'quote', quote, version: quote.modifyDate };
  } catch (error) {
    if (error instanceof ConnectorError && error.code === 'QUOTE_NOT_FOUND') return { kind: 'gone' };
    throw error;
  }
}
