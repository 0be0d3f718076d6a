import type { SalesforceOrg } from '../salesforce/org.ts';
import type { Tenant } from '../tenant.ts';
import type { AdminClient } from './admin-client.ts';
import type { Sides } from './connect.ts';
import type { Check, Finding } from './doctor.ts';

/** What the connector, and the package in its name, does with each object: its fields, and whether it makes records of it. */
const NEEDED: readonly { readonly object: string; readonly fields: readonly string[]; readonly rights: readonly Right[] }[] = [
  { object: 'Quote__c', fields: ['Id__c', 'Status__c', 'SourceVersion__c', 'OpportunityId__c'], rights: ['createable', 'updateable'] },
  { object: 'QuoteItem__c', fields: ['Id__c', 'Quote__c', 'Quantity__c', 'IncrementalARR__c'], rights: ['createable', 'updateable', 'deletable'] },
  { object: 'Product2', fields: ['ExternalId__c', 'OfferingId__c', 'ProductId__c'], rights: ['createable', 'updateable'] },
  { object: 'PricebookEntry', fields: [], rights: ['createable'] },
  { object: 'Opportunity', fields: ['Id__c', 'PrimaryQuote__c'], rights: ['updateable'] },
  { object: 'OpportunityLineItem', fields: ['QuoteItemId__c', 'QuoteId__c'], rights: ['createable', 'updateable', 'deletable'] },
];

type Right = 'createable' | 'updateable' | 'deletable';
type Seen = Omit<Finding, 'what'>;

interface Describe extends Readonly<Record<Right, boolean>> {
  readonly fields: readonly { readonly name: string; readonly updateable: boolean }[];
}

const MOST_SKEW_MS = 120_000;
const good = (detail: string): Seen => ({ isGood: true, detail });
const bad = (detail: string, mend?: string): Seen => ({ isGood: false, detail, ...(mend === undefined ? {} : { mend }) });

export interface CheckParts {
  readonly sides: Sides;
  readonly orgOf: (tenant: Tenant) => SalesforceOrg;
  readonly client: () => AdminClient;
}

/** Everything that `doctor` looks at, in the order in which it is mended best. */
export function checks({ sides, orgOf, client }: CheckParts): Check[] {
  return [
    {
      what: 'MonetizeNow',
      mend: 'Check MONETIZENOW_API_URL and MONETIZENOW_API_KEY (MonetizeNow: Settings, API Keys).',
      look: async (tenant) => skewFinding((await sides.monetizenow(tenant)).clockSkewMs),
    },
    {
      what: 'Salesforce',
      mend: 'Check SALESFORCE_URL and the connected app: its id, its secret or certificate, and the user that it runs as.',
      look: async (tenant) => bindingFinding(tenant, await sides.salesforce(tenant)),
    },
    {
      what: 'Package and rights',
      mend: 'Install the package, and give the integration user its permission set and the rights on standard objects that the admin guide lists.',
      look: (tenant) => Promise.all(NEEDED.map((needed) => objectFinding(orgOf(tenant), tenant, needed))),
    },
    {
      what: 'Price book',
      mend: 'Activate the standard price book (Setup, Price Books): without it no product has a price.',
      look: async (tenant) => priceBookFinding(orgOf(tenant), tenant),
    },
    {
      what: 'Connector',
      mend: 'Start it: npm run connector',
      look: async () => {
        const { ready, parked } = await client().status();
        if (!ready) return bad('runs, and its queue engine does not answer', 'It starts its engine again by itself; its log says why it ended.');
        return parked.length === 0 ? good('runs') : bad(`runs, and ${parked.length} quotes are parked`, 'npm run connector -- parked list');
      },
    },
  ];
}

function skewFinding(skewMs: number | null): Seen {
  if (skewMs === null || Math.abs(skewMs) < MOST_SKEW_MS) return good('answers, and the clocks agree');
  return bad(`this machine's clock is ${Math.round(skewMs / 1000)} s off MonetizeNow's`, 'Set the clock: webhooks that are five minutes off are refused.');
}

function bindingFinding({ salesforce }: Tenant, { orgId, username }: { orgId: string; username: string }): Seen {
  if (salesforce.orgId === null) return bad(`org ${orgId}, user ${username}; the connection is bound to no org`, `Set SALESFORCE_ORG_ID=${orgId}, so that a clone of the org is refused.`);
  if (salesforce.orgId.slice(0, 15) !== orgId.slice(0, 15)) return bad(`org ${orgId} is not the one that the connection is bound to`, 'A cloned sandbox needs a connection of its own.');
  return good(`org ${orgId}, user ${username}`);
}

async function objectFinding(org: SalesforceOrg, { salesforce }: Tenant, { object, fields, rights }: (typeof NEEDED)[number]): Promise<Seen> {
  const describe = (await org.get(`/services/data/v${salesforce.apiVersion}/sobjects/${object}/describe`)) as Describe;
  const known = new Set(describe.fields.map(({ name }) => name));
  const missing = [...fields.filter((name) => !known.has(name)).map((name) => `field ${name}`), ...rights.filter((right) => !describe[right]).map((right) => `is not ${right}`)];
  return missing.length === 0 ? good(object) : bad(`${object}: ${missing.join(', ')}`);
}

async function priceBookFinding(org: SalesforceOrg, { salesforce }: Tenant): Promise<Seen> {
  const soql = 'SELECT Id FROM Pricebook2 WHERE IsStandard = TRUE AND IsActive = TRUE';
  const { totalSize } = (await org.get(`/services/data/v${salesforce.apiVersion}/query?q=${encodeURIComponent(soql)}`)) as { totalSize: number };
  return totalSize > 0 ? good('the standard price book is active') : bad('the standard price book is not active');
}
