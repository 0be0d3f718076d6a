import { messageOf } from '../errors.ts';
import type { SalesforceOrg } from '../salesforce/org.ts';
import { writtenFields } from '../sync/written-fields.ts';
import type { Tenant } from '../tenant.ts';
import type { Sides } from './connect.ts';
import type { Check, Seen } from './doctor.ts';

/** What the checks need of an org. */
export type OrgReader = Pick<SalesforceOrg, 'get'>;

type Right = 'createable' | 'updateable' | 'deletable';

/** What the integration user needs of one object: rights, fields that are written, fields that are only read. */
interface Need {
  readonly object: string;
  readonly rights: readonly Right[];
  readonly written: readonly string[];
  readonly read: readonly string[];
}

interface Describe extends Readonly<Record<Right, boolean>> {
  readonly fields: readonly { readonly name: string; readonly createable: boolean; readonly updateable: boolean }[];
}

const SALESFORCE = 'Salesforce';
const WORDS: Readonly<Record<Right, string>> = { createable: 'create', updateable: 'edit', deletable: 'delete' };

/** What the connector writes, and what the package writes in the name of the same user. */
function needs(): Need[] {
  const { Quote__c, QuoteItem__c, Product2 } = writtenFields();
  return [
    { object: 'Quote__c', rights: ['createable', 'updateable'], written: Quote__c, read: ['SyncOutcome__c'] },
    { object: 'QuoteItem__c', rights: ['createable', 'updateable', 'deletable'], written: QuoteItem__c, read: ['Product2__c'] },
    { object: 'Product2', rights: ['createable', 'updateable'], written: Product2, read: [] },
    { object: 'PricebookEntry', rights: ['createable'], written: [], read: ['UnitPrice'] },
    { object: 'Account', rights: [], written: [], read: ['Id__c'] },
    { object: 'Opportunity', rights: ['updateable'], written: ['PrimaryQuote__c'], read: ['Id__c'] },
    { object: 'OpportunityLineItem', rights: ['createable', 'updateable', 'deletable'], written: ['QuoteItemId__c', 'QuoteId__c'], read: [] },
  ];
}

/** What `doctor` looks at in an org. */
export function salesforceChecks(sides: Sides, orgOf: (tenant: Tenant) => OrgReader): Check[] {
  return [
    {
      what: SALESFORCE,
      mend: 'Check SALESFORCE_URL, SALESFORCE_ORG_ID and the connected app: its id, its secret or certificate, and the user that it runs as.',
      look: async (tenant) => [bindingSeen(tenant, await sides.salesforce(tenant))],
    },
    {
      what: 'API version',
      needs: SALESFORCE,
      mend: 'Set SALESFORCE_API_VERSION to one that the org has.',
      look: async (tenant) => [await versionSeen(orgOf(tenant), tenant.salesforce.apiVersion)],
    },
    {
      what: 'Package and rights',
      needs: SALESFORCE,
      mend: 'Install the package, and give the integration user its permission set and the rights on standard objects that docs/admin-guide.md lists.',
      look(tenant) {
        // One login for all of them.
        const org = orgOf(tenant);
        return Promise.all(needs().map((need) => objectSeen(org, tenant, need)));
      },
    },
    {
      what: 'Price book',
      needs: SALESFORCE,
      mend: 'Activate the standard price book (Setup, Price Books) and let the integration user see it: without it no product has a price.',
      look: async (tenant) => [await priceBookSeen(orgOf(tenant), tenant)],
    },
  ];
}

/** The login itself refuses another org than the one that is set; here it is seen whether one is. */
function bindingSeen({ salesforce }: Tenant, { orgId, username }: { orgId: string; username: string }): Seen {
  const detail = `org ${orgId}, user ${username}`;
  if (salesforce.orgId !== null) return { isGood: true, detail };
  return { isGood: false, detail: `${detail}; the connection is bound to no org`, mend: `Set SALESFORCE_ORG_ID=${orgId}, so that a clone of the org is refused.` };
}

async function versionSeen(org: OrgReader, wanted: string): Promise<Seen> {
  const versions = ((await org.get('/services/data/')) as readonly { readonly version: string }[]).map(({ version }) => version);
  if (versions.includes(wanted)) return { isGood: true, detail: wanted };
  return { isGood: false, detail: `${wanted} is not among ${versions[0] ?? 'none'} to ${versions.at(-1) ?? 'none'}` };
}

async function objectSeen(org: OrgReader, { salesforce }: Tenant, need: Need): Promise<Seen> {
  try {
    const describe = (await org.get(`/services/data/v${salesforce.apiVersion}/sobjects/${need.object}/describe`)) as Describe;
    const missing = missingOf(describe, need);
    return { isGood: missing.length === 0, detail: [need.object, ...missing].join('; ') };
  } catch (error) {
    // Salesforce answers for a hidden object as for one that is not there.
    return { isGood: false, detail: `${need.object}: ${messageOf(error)}` };
  }
}

/** What a describe, which shows what its user may see and do, lacks. */
function missingOf(describe: Describe, { rights, written, read }: Need): string[] {
  const fields = new Map(describe.fields.map((field) => [field.name, field]));
  const unseen = [...read, ...written].filter((name) => !fields.has(name));
  const readOnly = written.filter((name) => {
    const field = fields.get(name);
    return field !== undefined && !field.createable && !field.updateable;
  });
  return [
    line('may not', rights.filter((right) => !describe[right]).map((right) => WORDS[right])),
    line('does not see', unseen),
    line('may not write', readOnly),
  ].filter((text) => text !== undefined);
}

function line(words: string, names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : `${words} ${names.join(', ')}`;
}

async function priceBookSeen(org: OrgReader, { salesforce }: Tenant): Promise<Seen> {
  const soql = 'SELECT Id FROM Pricebook2 WHERE IsStandard = TRUE AND IsActive = TRUE';
  const { totalSize } = (await org.get(`/services/data/v${salesforce.apiVersion}/query?q=${encodeURIComponent(soql)}`)) as { totalSize: number };
  return totalSize > 0 ? { isGood: true, detail: 'the standard price book is active' } : { isGood: false, detail: 'the standard price book is not active, or hidden' };
}
