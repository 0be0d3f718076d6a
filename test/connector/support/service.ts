import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { readConfig } from '../../../connector/src/config.ts';
import { startService } from '../../../connector/src/service.ts';
import { aLog } from './gate.ts';
import type { Log } from './gate.ts';
import { salesforceStub } from './salesforce-stub.ts';
import type { SalesforceStub } from './salesforce-stub.ts';
import { API_KEY, startStandIn } from './stand-in.ts';
import type { StandIn } from './stand-in.ts';
import { tenantEnv } from './tenants.ts';

export type LogLine = Readonly<Record<string, unknown>>;

/** A whole connector in this process, between the stand-in for MonetizeNow and a stub of Salesforce. */
export interface TestService {
  readonly url: string;
  readonly adminUrl: string;
  readonly adminPort: number;
  readonly env: Readonly<Record<string, string>>;
  readonly standIn: StandIn;
  readonly salesforce: SalesforceStub;
  readonly log: Log<LogLine>;
  /** Waits for a line of the log. */
  logged(accepts: (line: LogLine) => boolean): Promise<LogLine>;
  stop(): Promise<void>;
}

/** Starts it on free ports with a data folder of its own, and with whatever variables a test adds. */
export async function startTestService(more: Readonly<Record<string, string>> = {}): Promise<TestService> {
  const dataDir = mkdtempSync(join(tmpdir(), 'service-test-'));
  const [standIn, salesforce] = [await startStandIn(), await salesforceStub()];
  const log = aLog<LogLine>();
  const env = {
    ...tenantEnv({ MONETIZENOW_API_URL: standIn.url, MONETIZENOW_API_KEY: API_KEY, SALESFORCE_URL: salesforce.url }),
    CONNECTOR_PORT: '0',
    CONNECTOR_ADMIN_PORT: '0',
    CONNECTOR_DATA_DIR: dataDir,
    ...more,
  };
  const logger = pino({ level: 'debug' }, { write: (line: string) => log.add(JSON.parse(line) as LogLine) });
  const service = await startService(readConfig(env), logger, env);
  const ready = log.entries.find(({ msg }) => msg === 'connector is ready') ?? {};
  const adminUrl = String(ready['adminUrl']);
  return {
    url: String(ready['url']),
    adminUrl,
    adminPort: Number(new URL(adminUrl).port),
    env,
    standIn,
    salesforce,
    log,
    async logged(accepts) {
      for (let count = 0; ; count = log.entries.length + 1) {
        const found = (await log.reached(count)).find(accepts);
        if (found !== undefined) return found;
      }
    },
    async stop() {
      await service.stop();
      await Promise.all([standIn.close(), salesforce.close()]);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
