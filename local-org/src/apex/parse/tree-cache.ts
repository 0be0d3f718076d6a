import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Changes whenever the parser or its trees do: a tree that other code made is not read. */
const FORMAT = digestOf(['.', '../syntax']);

function digestOf(folders: readonly string[]): string {
  const hash = createHash('sha256');
  for (const folder of folders) {
    const url = new URL(`${folder}/`, import.meta.url);
    for (const name of readdirSync(url).toSorted()) hash.update(readFileSync(new URL(name, url)));
  }
  return hash.digest('hex');
}

/** Keeps syntax trees on disk by the content that they were parsed from, because parsing is most of what a start costs. */
export class TreeCache {
  private readonly folder: string | null;

  constructor(folder: string | null) {
    this.folder = folder;
  }

  /** The tree of this text, from the cache or from `parse`; null is not kept. */
  tree<T>(kind: string, text: string, parse: () => T | null): T | null {
    if (this.folder === null) return parse();
    const hash = createHash('sha256').update(`${FORMAT}\0${kind}\0${text}`).digest('hex');
    const path = join(this.folder, hash.slice(0, 2), `${hash}.json`);
    const known = read<T>(path);
    if (known !== undefined) return known;
    const parsed = parse();
    if (parsed !== null) write(path, parsed);
    return parsed;
  }
}

function read<T>(path: string): T | undefined {
  try {
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8'), revive) as T) : undefined;
  } catch {
    // A damaged file is parsed anew.
    return undefined;
  }
}

/** Written beside and renamed, so that another process never reads half a tree. */
function write(path: string, tree: unknown): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(tree, replace));
    renameSync(draft, path);
  } catch {
    // Without a folder that can be written every start parses.
  }
}

function replace(_: string, value: unknown): unknown {
  return value instanceof Set ? { $set: [...value] } : value;
}

function revive(_: string, value: unknown): unknown {
  const set = value !== null && typeof value === 'object' ? (value as { $set?: unknown[] }).$set : undefined;
  return set === undefined ? value : new Set(set);
}

/** The cache beside the installed packages, or none where there are none. */
export function defaultTreeCache(): TreeCache {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'node_modules'))) {
    const parent = dirname(folder);
    if (parent === folder) return new TreeCache(null);
    folder = parent;
  }
  return new TreeCache(join(folder, 'node_modules', '.cache', 'local-org', 'trees'));
}
