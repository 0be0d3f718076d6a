import { rmSync } from 'node:fs';
import { ConnectorError } from '../errors.ts';
import { processesNaming, until } from './processes.ts';

const GONE_WITHIN_MS = 3_000;

/**
 * Makes sure that nothing of an earlier start still uses the data folder.
 * A keeper that lives means that its connector lives, or died a moment ago; an engine without keeper is an orphan. They are found
 * by their command lines, which name the folder: what a process has written down about another one may be lost with it.
 */
export async function clearPredecessor(pidFile: string, dataFolder: string): Promise<void> {
  if (!(await until(() => processesNaming(pidFile).length === 0, GONE_WITHIN_MS))) {
    throw new ConnectorError('DATA_FOLDER_IN_USE', {
      details: [`${dataFolder} is used by process ${processesNaming(pidFile)[0]}; stop it or set CONNECTOR_DATA_DIR.`],
    });
  }
  const orphans = () => processesNaming(`--base-dir ${dataFolder} `);
  for (const orphan of orphans()) process.kill(orphan, 'SIGKILL');
  await until(() => orphans().length === 0, GONE_WITHIN_MS);
  rmSync(pidFile, { force: true });
}
