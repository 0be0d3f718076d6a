import type { Connection } from 'jsforce';

/** Sets the override of an item as a sales person does on its page. */
export async function setOverride(org: Connection, itemId: string, override: 'ALWAYS' | 'NEVER'): Promise<void> {
  const [result] = [
    await org.sobject('QuoteItem__c').upsert({ Id__c: itemId, OverrideOpportunitySync__c: override }, 'Id__c'),
  ].flat();
  if (result?.success !== true) throw new Error(`${itemId}: ${JSON.stringify(result?.errors)}`);
}
