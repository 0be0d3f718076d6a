import { readFileSync, rmSync } from 'node:fs';
import { ConnectorError } from '../errors.ts';
import { commandOf, until } from './processes.ts';

const GONE_WITHIN_MS = 3_000;

/**
 * Makes sure that nothing of an earlier run still uses the data folder.
 * A keeper that lives means that its connector lives, or died a moment ago; an engine without keeper is an orphan.
 * Process ids are used again by the system, so each is believed only if its command line names this folder.
 */
export async function clearPredecessor(pidFile: string, dataDir: string): Promise<void> {
  const { keeper, engine } = readPids(pidFile);
  const isOurs = (pid: number | null): pid is number => pid !== null && (commandOf(pid) ?? '').includes(dataDir);
  if (!(await until(() => !isOurs(keeper), GONE_WITHIN_MS))) {
    throw new ConnectorError('DATA_FOLDER_IN_USE', {
      details: [`${dataDir} is used by process ${keeper}; stop it or set CONNECTOR_DATA_DIR.`],
    });
  }
  if (isOurs(engine)) process.kill(engine, 'SIGKILL');
  await until(() => !isOurs(engine), GONE_WITHIN_MS);
  rmSync(pidFile, { force: true });
}

function readPids(pidFile: string): { keeper: number | null; engine: number | null } {
  try {
    const { keeper, engine } = JSON.parse(readFileSync(pidFile, 'utf8')) as { keeper?: number; engine?: number | null };
    return { keeper: keeper ?? null, engine: engine ?? null };
  } catch {
    // No file: nothing runs, or the keeper died before it could write; then the pipe's end has ended the engine too.
    return { keeper: null, engine: null };
  }
}
