import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Which quotes a backfill has put in line so far, kept on disk, so that one that was broken off goes on. */
export interface BackfillJournal {
  done(): ReadonlySet<string>;
  note(quoteIds: readonly string[]): void;
  forget(): void;
}

/**
 * The journal of a tenant's backfill with a filter: a file in the data folder with an id a line. Ids and not a number: between
 * two runs MonetizeNow's list may have lost quotes and gained others.
 */
export function openJournal(dataDir: string, tenantId: string, filter: readonly string[]): BackfillJournal {
  // Of a fixed length: a file's name has 255 bytes, and a filter may be longer.
  const hash = createHash('sha256').update(JSON.stringify(filter.toSorted())).digest('hex').slice(0, 16);
  const path = join(dataDir, 'backfill', `${tenantId}-${hash}.txt`);
  return {
    done: () => new Set(existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : []),
    note(quoteIds) {
      mkdirSync(dirname(path), { recursive: true });
      appendFileSync(path, quoteIds.map((id) => `${id}\n`).join(''));
    },
    forget: () => rmSync(path, { force: true }),
  };
}
