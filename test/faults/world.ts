import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Connection } from 'jsforce';
import { deploy } from '../../demo/org/deploy.ts';
import { insert, login } from '../../demo/org/session.ts';
import { startLocalOrg } from '../../demo/stack/local-org.ts';
import { Faults } from '../../demo/stand-in/faults.ts';
import { createStandIn } from '../../demo/stand-in/server.ts';
import type { QuoteStore } from '../../demo/stand-in/store.ts';
import { monetizenowFault, staleRead } from './monetizenow-faults.ts';
import { startProxy } from './proxy.ts';
import type { Proxy } from './proxy.ts';
import { account, opportunityId } from './quotes.ts';
import type { Random } from './random.ts';
import { limitExceeded, salesforceFault } from './salesforce-faults.ts';
import type { Traffic } from './traffic.ts';

export interface WorldParts {
  readonly random: Random;
  readonly quotes: number;
  readonly store: QuoteStore;
  readonly history: (quoteId: string) => readonly unknown[];
  readonly traffic: Traffic;
  /** The connector's life, for what it sends. */
  readonly life: () => number;
}

/** Everything around the connector: the org with the package, MonetizeNow, and what stands between them and the connector. */
export interface World {
  readonly org: Connection;
  readonly orgPid: number;
  readonly salesforce: Proxy;
  readonly monetizenow: Proxy;
  /** Folder for the connector's data; gone with the world. */
  readonly folder: string;
  /** What the connector is started with, but for where it keeps its data. */
  readonly env: Readonly<Record<string, string>>;
  /** How often a request meets a fault, from 0 to 1. */
  faultRate: number;
  /** How often a read of a quote is answered by a replica that lags behind. */
  staleRate: number;
  /** Whether the org has no requests left for today. */
  isLimitReached: boolean;
  close(): Promise<void>;
}

const folderOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Builds a world with an account, and an opportunity for each quote. No fault happens until `faultRate` is set. */
export async function buildWorld(parts: WorldParts, secret: string): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), 'monetizenow-faults-'));
  const ends: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  const close = async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  };
  try {
    const localOrg = await startLocalOrg();
    ends.push(() => localOrg.child.stop());
    const org = await login(localOrg);
    await deploy(org, folderOf('../../force-app'));
    await deploy(org, folderOf('./audit'));
    await seedOrg(org, parts.quotes);
    const apiKey = randomBytes(16).toString('hex');
    const standIn = createStandIn({ apiKeys: [apiKey], faults: new Faults(), customFields: () => [], store: parts.store, changed: async () => undefined });
    ends.push(() => standIn.close());
    const standInUrl = await standIn.listen({ host: '127.0.0.1', port: 0 });
    const state = { faultRate: 0, staleRate: 0, isLimitReached: false };
    const [ofSalesforce, ofMonetizeNow] = [parts.random.fork('salesforce'), parts.random.fork('monetizenow')];
    const salesforce = await startProxy({
      target: localOrg.url,
      decide: (passing) => {
        if (state.isLimitReached && passing.url.startsWith('/services/data/')) return limitExceeded;
        return ofSalesforce.chance(state.faultRate) ? salesforceFault(ofSalesforce, passing) : undefined;
      },
      watch: (passing) => parts.traffic.watch(passing, parts.life()),
      // Salesforce names its own address with the session; the connector shall come back through here.
      rewrite: (_passing, answer): typeof answer => ({ ...answer, body: answer.body.replaceAll(localOrg.url, salesforce.url) }),
    });
    ends.push(() => salesforce.close());
    const monetizenow = await startProxy({
      target: standInUrl,
      decide(passing) {
        if (ofMonetizeNow.chance(state.staleRate)) return staleRead(ofMonetizeNow, passing, parts.history);
        return ofMonetizeNow.chance(state.faultRate) ? monetizenowFault(ofMonetizeNow) : undefined;
      },
    });
    ends.push(() => monetizenow.close());
    const env = {
      CONNECTOR_PORT: '0',
      CONNECTOR_ADMIN_PORT: '0',
      MONETIZENOW_API_URL: monetizenow.url,
      MONETIZENOW_API_KEY: apiKey,
      MONETIZENOW_WEBHOOK_SECRET: secret,
      SALESFORCE_URL: salesforce.url,
      SALESFORCE_CLIENT_ID: localOrg.clientId,
      SALESFORCE_CLIENT_SECRET: localOrg.clientSecret,
      LOG_LEVEL: 'info',
    };
    return Object.assign(state, { org, orgPid: localOrg.child.pid, salesforce, monetizenow, folder, env, close });
  } catch (error) {
    await close();
    throw error;
  }
}

const COLLECTION = 200;

async function seedOrg(org: Connection, quotes: number): Promise<void> {
  const accountId = await insert(org, 'Account', { Name: account.name, Id__c: account.id });
  for (let first = 0; first < quotes; first += COLLECTION) {
    const opportunities = Array.from({ length: Math.min(COLLECTION, quotes - first) }, (_, offset) => ({
      Name: `Opportunity ${first + offset}`,
      Id__c: opportunityId(first + offset),
      AccountId: accountId,
      StageName: 'Prospecting',
      CloseDate: '2026-03-31',
    }));
    const results = await org.sobject('Opportunity').create(opportunities as never[]);
    const failure = (results as readonly { success: boolean; errors?: unknown }[]).find(({ success }) => !success);
    if (failure !== undefined) throw new Error(`opportunities: ${JSON.stringify(failure.errors)}`);
  }
}
