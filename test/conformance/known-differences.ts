import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Facts that the local org is known to get wrong, `Class.method`, with the reason: a line each in known-differences.txt. */
export const knownDifferences: ReadonlyMap<string, string> = new Map(
  readFileSync(join(import.meta.dirname, 'known-differences.txt'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [name = '', ...reason] = line.split(':');
      return [name.trim(), reason.join(':').trim()];
    }),
);
