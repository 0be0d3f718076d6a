import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Connection } from 'jsforce';
import { deploy } from '../org/deploy.ts';
import { seed } from '../org/seed.ts';
import type { SeededOrg } from '../org/seed.ts';
import { login } from '../org/session.ts';
import { startConnector } from './connector.ts';
import type { RunningConnector } from './connector.ts';
import { startLocalOrg } from './local-org.ts';
import { startStandIn } from './stand-in.ts';
import type { RunningStandIn } from './stand-in.ts';

/** Everything that takes part: the org with the package, the connector with its queue, MonetizeNow's stand-in. */
export interface Stack {
  readonly org: {
    readonly url: string;
    readonly accessToken: string;
    readonly connection: Connection;
    readonly seeded: SeededOrg;
    /** Stops the org where it stands: it accepts connections and answers nothing until `thaw`. */
    freeze(): void;
    thaw(): void;
  };
  readonly standIn: RunningStandIn;
  /** The connector that runs now. */
  connector(): RunningConnector;
  /** Starts the connector again on the same data, as after a crash. */
  restartConnector(): Promise<void>;
  stop(): Promise<void>;
}

const packageFolder = fileURLToPath(new URL('../../force-app', import.meta.url));

/** Starts every part on free ports with a data folder of its own; `report` hears of each step. */
export async function startStack(currencies: readonly string[], report: (text: string) => void): Promise<Stack> {
  const folder = mkdtempSync(join(tmpdir(), 'monetizenow-demo-'));
  const stops: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const end of stops.splice(0).toReversed()) await end();
  };
  try {
    const standIn = await startStandIn();
    stops.push(() => standIn.close());
    const localOrg = await startLocalOrg({ 'MonetizeNow.ApiKey': standIn.packageKey });
    stops.push(() => localOrg.child.stop());
    report(`The org runs at ${localOrg.url}`);
    const connect = () =>
      startConnector({ dataDir: join(folder, 'connector'), monetizenow: standIn, salesforce: localOrg });
    const connection = await login(localOrg);
    let starting = connect();
    stops.push(() =>
      starting.then(
        ({ child }) => child.stop(),
        () => undefined,
      ),
    );
    const [components, connector] = await Promise.all([deploy(connection, packageFolder), starting]);
    let current = connector;
    standIn.sendTo(connector.url);
    report(`The package is deployed: ${components} components`);
    report(`The connector listens at ${connector.url}`);
    return {
      org: {
        url: localOrg.url,
        accessToken: localOrg.accessToken,
        connection,
        seeded: await seed(connection, currencies),
        freeze: () => void process.kill(localOrg.child.pid, 'SIGSTOP'),
        thaw: () => void process.kill(localOrg.child.pid, 'SIGCONT'),
      },
      standIn,
      connector: () => current,
      async restartConnector() {
        starting = connect();
        current = await starting;
        standIn.sendTo(current.url);
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
