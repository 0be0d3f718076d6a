/** The first start of an org with a project against the second, which finds syntax trees, signatures and compiled code in the cache. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { medians, report } from './measure.ts';

const CACHE = 'node_modules/.cache/local-org';
const project = process.argv[2] ?? 'force-app';

/** The cache of everybody else is put back afterwards. */
const kept = join(mkdtempSync(join(tmpdir(), 'bench-')), 'cache');

function start(): void {
  const { status, stderr } = spawnSync(process.execPath, ['local-org/src/cli.ts', 'test', project, '--filter', 'NoSuchTest'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

if (existsSync(CACHE)) renameSync(CACHE, kept);
try {
  const times = medians(
    [
      {
        name: 'first start',
        run: () => {
          rmSync(CACHE, { recursive: true, force: true });
          start();
        },
      },
      { name: 'second start', run: start },
    ],
    5,
  );
  report(`start of an org with ${project}`, times, (times.get('second start') ?? 0) / (times.get('first start') ?? 1), 1 / 3);
} finally {
  if (existsSync(kept)) {
    rmSync(CACHE, { recursive: true, force: true });
    renameSync(kept, CACHE);
  }
}
