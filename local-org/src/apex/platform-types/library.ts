import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PlatformType } from './platform-type.ts';
import { readJar } from './read-jar.ts';
import { EXTRA_PARENTS, EXTRA_TYPES } from './supplement.ts';

const JAR = 'standard-types-65.0.0.jar';
const FORMAT = 1;

/** The platform's types by lower-case qualified name, read from the class files that the analyzer package ships. */
export function platformLibrary(): ReadonlyMap<string, PlatformType> {
  library ??= new Map([...loadTypes(), ...EXTRA_TYPES].map((type) => [type.name.toLowerCase(), withParents(type)]));
  return library;
}

function withParents(type: PlatformType): PlatformType {
  const parents = EXTRA_PARENTS[type.name.toLowerCase()];
  return parents === undefined ? type : { ...type, parents };
}

let library: ReadonlyMap<string, PlatformType> | undefined;

function loadTypes(): PlatformType[] {
  const manifest = packageManifest();
  const cache = join(dirname(dirname(dirname(manifest))), '.cache', 'local-org', `platform-types-${FORMAT}.json`);
  if (existsSync(cache)) return JSON.parse(readFileSync(cache, 'utf8')) as PlatformType[];
  const types = readJar(readFileSync(join(dirname(manifest), 'dist', 'java-lib', JAR)));
  store(cache, JSON.stringify(types));
  return types;
}

/** Written beside and renamed, so that a second process never reads half a file. */
function store(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

function packageManifest(): string {
  const require = createRequire(import.meta.url);
  for (const folder of require.resolve.paths('@salesforce/code-analyzer-pmd-engine') ?? []) {
    const path = join(folder, '@salesforce', 'code-analyzer-pmd-engine', 'package.json');
    if (existsSync(path)) return path;
  }
  throw new Error('The package @salesforce/code-analyzer-pmd-engine, which holds the platform signatures, is not installed');
}
