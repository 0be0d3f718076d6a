import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { Connection } from 'jsforce';
import { deploy } from '../../demo/org/deploy.ts';
import { insert, login } from '../../demo/org/session.ts';
import { startLocalOrg } from '../../demo/stack/local-org.ts';
import { startMonetizeNow } from './monetizenow.ts';
import type { MonetizeNowProcess } from './monetizenow.ts';
import { monetizenowFault, staleRead } from './monetizenow-faults.ts';
import { startProxy } from './proxy.ts';
import type { Proxy } from './proxy.ts';
import { account, opportunityId } from './quotes.ts';
import type { Random } from './random.ts';
import { limitExceeded, salesforceFault } from './salesforce-faults.ts';
import { mountSmallDisk } from './small-disk.ts';
import type { SmallDisk } from './small-disk.ts';
import type { Traffic } from './traffic.ts';

export interface WorldParts {
  readonly random: Random;
  readonly quotes: number;
  /** A folder of its own, and the one with MonetizeNow's quotes. */
  readonly folder: string;
  readonly database: string;
  /** Whether the connector's data are on a disk that can be filled up. */
  readonly hasSmallDisk: boolean;
  /** The states of a quote that a replica may answer with. */
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
  /** The process behind that proxy. */
  readonly monetizenowProcess: MonetizeNowProcess;
  /** Where the connector keeps its data, if that can be filled up. */
  readonly disk: SmallDisk | undefined;
  readonly diskReserveMiB: number;
  /** Faults that this system does not permit, and why. */
  readonly leftOut: readonly string[];
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

/** The engine takes some 200 MiB ahead of use. */
const DISK_MIB = 768;
const DISK_RESERVE_MIB = 64;

const folderOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Builds a world with an account, and an opportunity for each quote. No fault happens until `faultRate` is set. */
export async function buildWorld(parts: WorldParts, secret: string): Promise<World> {
  const ends: (() => Promise<unknown>)[] = [];
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
    const monetizenowProcess = await startMonetizeNow(parts.database, apiKey);
    ends.push(() => monetizenowProcess.stop());
    const mounted = parts.hasSmallDisk ? await mountSmallDisk(parts.folder, DISK_MIB) : undefined;
    const disk = mounted !== undefined && 'path' in mounted ? mounted : undefined;
    ends.push(async () => disk?.close());
    const leftOut = mounted !== undefined && 'reason' in mounted ? [`full disk: no file system could be mounted for it (${mounted.reason})`] : [];
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
      target: monetizenowProcess.url,
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
      CONNECTOR_DISK_RESERVE: String(DISK_RESERVE_MIB),
      LOG_LEVEL: 'info',
    };
    const own = { org, orgPid: localOrg.child.pid, salesforce, monetizenow, monetizenowProcess, disk, diskReserveMiB: DISK_RESERVE_MIB, leftOut, env, close };
    return Object.assign(state, own);
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
