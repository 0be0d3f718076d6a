import type { SalesforceOrg, Subrequest } from '../salesforce/org.ts';
import { errorsOf } from '../salesforce/results.ts';
import type { Written } from './steps.ts';

/**
 * Marks a quote that MonetizeNow does not know any more. Its items stay: what becomes of the lines is the package's to decide.
 * A quote that Salesforce never had is not created.
 */
export async function archive(org: SalesforceOrg, quoteId: string): Promise<Written> {
  const request: Subrequest = {
    method: 'PATCH',
    path: `/sobjects/Quote__c/Id__c/${encodeURIComponent(quoteId)}?updateOnly=true`,
    body: { Status__c: 'ARCHIVED' },
    subject: `quote ${quoteId}`,
  };
  const [error] = errorsOf(request, await org.single(request));
  if (error !== undefined && error.statusCode !== 404) throw error;
  return {
    outcome: 'archived',
    version: null,
    items: 0,
    itemsRemoved: 0,
    failedItems: [],
    productsWritten: 0,
    referenceOfferings: 0,
    salesforceRequests: 1,
  };
}
