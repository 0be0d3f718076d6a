import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deploy } from '../../../demo/org/deploy.ts';
import { waitForJobs } from '../../../demo/org/jobs.ts';
import { insert, query } from '../../../demo/org/session.ts';
import type { Row } from '../../../demo/org/session.ts';
import type { OpportunitySeed, Person } from '../../../demo/samples/sample.ts';
import { startStack } from '../../../demo/stack/stack.ts';
import type { Stack } from '../../../demo/stack/stack.ts';
import type { QuoteDocument } from '../../../demo/stand-in/documents.ts';

/** The account that the quotes of a scene belong to, unless a test says otherwise. */
export const account = { id: 'acct_scene', name: 'Scene' };

/** The whole product at work, with short words for what tests do to it and look at. */
export interface Scene {
  readonly stack: Stack;
  /** An opportunity of the account; its name is its id. */
  opportunity(id: string, more?: Partial<OpportunitySeed>): Promise<void>;
  /** Changes a quote in MonetizeNow and waits until Salesforce has done everything that follows. */
  publish(document: QuoteDocument): Promise<void>;
  /** Makes one record as a person would; returns its id. */
  insert(object: string, fields: Row): Promise<string>;
  /** Changes one record as a person would, and waits. */
  update(object: string, id: unknown, fields: Row): Promise<void>;
  /** Writes the org's settings. */
  settings(fields: Row): Promise<void>;
  /** Deploys what the subscriber has of his own, as path below the package folder to content. */
  deploy(files: Readonly<Record<string, string>>): Promise<void>;
  rows(soql: string): Promise<Row[]>;
  /** The quote as it stands in Salesforce. */
  quote(id: string): Promise<Row>;
  /** The synced products of an opportunity, by their item. */
  lines(opportunityId: string): Promise<Row[]>;
  /** Starts the sync of a quote again, as the button does. */
  retry(quoteId: string): Promise<void>;
  /** What a sync of the quote would do now, from the REST resource. */
  explain(quoteId: string): Promise<Explanation>;
}

export interface Explanation {
  readonly outcome: string;
  readonly gates: readonly { readonly code: string; readonly isOpen: boolean }[];
  readonly faults: readonly { readonly code: string }[];
  readonly lines: readonly {
    readonly key: string;
    readonly action: string;
    readonly reason: { readonly code: string };
    readonly changes: readonly { readonly field: string; readonly before?: unknown; readonly after?: unknown }[];
  }[];
}

/** Starts org, connector and MonetizeNow's stand-in; `stop` ends them. */
export async function startScene(currencies: readonly string[] = ['USD']): Promise<Scene & { stop(): Promise<void> }> {
  const stack = await startStack(currencies, () => undefined);
  const { connection, seeded } = stack.org;
  await seeded.addCustomer({ account: { ...account, owner: 'Ada Lind' }, opportunities: [] });
  const rows = (soql: string) => query(connection, soql);
  const settle = () => waitForJobs(connection);
  const resource = (quoteId: string) => `/services/apexrest/monetizenow/quotes/${encodeURIComponent(quoteId)}`;
  const scene: Scene = {
    stack,
    rows,
    insert: (object, fields) => insert(connection, object, fields),
    async opportunity(id, more = {}) {
      const [parent] = await rows(`SELECT Id FROM Account WHERE Id__c = '${account.id}'`);
      const owner = await userId(rows, more.owner ?? 'Ben Okoro');
      await insert(connection, 'Opportunity', {
        Name: more.name ?? id,
        Id__c: id,
        AccountId: parent?.['Id'],
        OwnerId: owner,
        CurrencyIsoCode: more.currency ?? 'USD',
        StageName: 'Prospecting',
        CloseDate: '2026-03-31',
      });
    },
    async publish(document) {
      const { event } = await stack.standIn.publish(document);
      const outcome = await stack.connector().outcome(event.eventId);
      if (!outcome.synced) throw new Error(outcome.reason);
      await settle();
    },
    async update(object, id, fields) {
      await connection.sobject(object).update({ Id: String(id), ...fields } as never);
      await settle();
    },
    async settings(fields) {
      const [stored] = await rows('SELECT Id FROM SyncSettings__c');
      await connection.sobject('SyncSettings__c').update({ Id: String(stored?.['Id']), ...fields } as never);
    },
    async deploy(files) {
      const folder = mkdtempSync(join(tmpdir(), 'subscriber-'));
      try {
        for (const [path, content] of Object.entries(files)) {
          mkdirSync(dirname(join(folder, path)), { recursive: true });
          writeFileSync(join(folder, path), content);
        }
        await deploy(connection, folder);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
    async quote(id) {
      const [found] = await rows(
        `SELECT Id, Name, OwnerId, Owner.Name, SyncOutcome__c, SyncError__c, IsPrimary__c, IsManualRenewal__c, Opportunity__c FROM Quote__c WHERE Id__c = '${id}'`,
      );
      if (found === undefined) throw new Error(`no quote ${id}`);
      return found;
    },
    lines: (opportunityId) =>
      rows(
        `SELECT Id, QuoteItemId__c, Quantity, TotalPrice, QuoteQuantity__c, IsPlaceholder__c, PricebookEntry.Pricebook2Id FROM OpportunityLineItem WHERE Opportunity.Id__c = '${opportunityId}' AND QuoteItemId__c != NULL ORDER BY QuoteItemId__c`,
      ),
    async retry(quoteId) {
      await connection.request({ method: 'POST', url: resource(quoteId), body: '{}', headers: { 'content-type': 'application/json' } });
      await settle();
    },
    explain: (quoteId) => connection.request<Explanation>({ method: 'GET', url: resource(quoteId) }),
  };
  return { ...scene, stop: () => stack.stop() };
}

async function userId(rows: Scene['rows'], name: Person): Promise<unknown> {
  const [user] = await rows(`SELECT Id FROM User WHERE Name = '${name}'`);
  return user?.['Id'];
}

/** The keys of the items that products belong to. */
export const keysOf = (lines: readonly Row[]): unknown[] => lines.map((line) => line['QuoteItemId__c']);
