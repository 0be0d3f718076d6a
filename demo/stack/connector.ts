import { fileURLToPath } from 'node:url';
import { startChild } from './child.ts';
import type { Child } from './child.ts';

export interface ConnectorOptions {
  readonly dataDir: string;
  readonly monetizenow: { readonly url: string; readonly apiKey: string; readonly webhookSecret: string };
  readonly salesforce: { readonly url: string; readonly clientId: string; readonly clientSecret: string };
}

export interface RunningConnector {
  readonly url: string;
  readonly adminUrl: string;
  /** The environment in which commands find it, and both sides. */
  readonly environment: Readonly<Record<string, string>>;
  readonly child: Child;
  /** What the connector made of an event, once it is through with it. */
  outcome(eventId: string): Promise<ConnectorOutcome>;
}

export type ConnectorOutcome =
  { readonly synced: true; readonly salesforceRequests: number } | { readonly synced: false; readonly reason: string };

const mainFile = fileURLToPath(new URL('../../connector/src/main.ts', import.meta.url));
const READY_WITHIN_MS = 90_000;
const SYNCED_WITHIN_MS = 120_000;

/** Starts the connector with its embedded queue on a free port. */
export async function startConnector({
  dataDir,
  monetizenow,
  salesforce,
}: ConnectorOptions): Promise<RunningConnector> {
  const environment = {
    CONNECTOR_DATA_DIR: dataDir,
    MONETIZENOW_API_URL: monetizenow.url,
    MONETIZENOW_API_KEY: monetizenow.apiKey,
    MONETIZENOW_WEBHOOK_SECRET: monetizenow.webhookSecret,
    SALESFORCE_URL: salesforce.url,
    SALESFORCE_CLIENT_ID: salesforce.clientId,
    SALESFORCE_CLIENT_SECRET: salesforce.clientSecret,
  };
  const child = startChild('The connector', mainFile, [], { ...environment, CONNECTOR_PORT: '0', CONNECTOR_ADMIN_PORT: '0', LOG_LEVEL: 'info' });
  const ready = await child.entry(({ msg }) => msg === 'connector is ready', READY_WITHIN_MS);
  const adminUrl = String(ready['adminUrl']);
  return {
    url: String(ready['url']),
    adminUrl,
    environment: { ...environment, CONNECTOR_ADMIN_PORT: new URL(adminUrl).port },
    child,
    outcome: (eventId) => outcomeOf(child, eventId),
  };
}

const OUTCOMES: readonly unknown[] = ['quote synced', 'event coalesced', 'quote parked'];

async function outcomeOf(child: Child, eventId: string): Promise<ConnectorOutcome> {
  const entry = await child.entry((line) => line['eventId'] === eventId && OUTCOMES.includes(line['msg']), SYNCED_WITHIN_MS);
  if (entry['msg'] === 'quote parked') return { synced: false, reason: String(entry['reason'] ?? entry['code']) };
  return { synced: true, salesforceRequests: Number(entry['salesforceRequests'] ?? 0) };
}
