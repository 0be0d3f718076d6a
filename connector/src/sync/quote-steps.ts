import { ConnectorError } from '../errors.ts';
import type { Quote } from '../monetizenow/quote-schema.ts';
import type { SalesforceOrg } from '../salesforce/org.ts';
import { flatten } from './flatten.ts';
import { reconcile } from './reconcile.ts';
import type { ReadResult, Steps, Written } from './steps.ts';

/** The two sides that a tenant connects. */
export interface TenantConnection {
  /** The quote as MonetizeNow has it now. */
  readQuote(quoteId: string): Promise<Quote>;
  readonly salesforce: SalesforceOrg;
}

/** The steps of a job, over the connections of whatever tenants there are. */
export function quoteSteps(connectionOf: (tenantId: string) => TenantConnection): Steps {
  return {
    read: (tenantId, quoteId) => read(connectionOf(tenantId), quoteId),
    write: (tenantId, quoteId, found) => write(connectionOf(tenantId), quoteId, found),
  };
}

async function read({ readQuote }: TenantConnection, quoteId: string): Promise<ReadResult> {
  const quote = await readQuote(quoteId);
  return { kind: 'quote', quote, version: quote.modifyDate };
}

async function write({ salesforce }: TenantConnection, quoteId: string, found: ReadResult): Promise<Written> {
  if (found.kind === 'gone') throw new ConnectorError('QUOTE_NOT_FOUND', { details: [quoteId] });
  const result = await reconcile(salesforce, flatten(found.quote));
  return {
    outcome: result.superseded ? 'superseded' : 'synced',
    version: found.version,
    items: result.items,
    itemsRemoved: result.itemsRemoved,
    failedItems: [],
    productsWritten: result.productsCreated,
    referenceOfferings: result.referenceOfferings,
    salesforceRequests: result.salesforceRequests,
  };
}
