import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mutant } from './mutants.ts';

/** Writes a fault into a copy of the sources and gives the function that takes it out; null when its place is not there exactly once. */
export function plant({ file, find, replace }: Mutant, copy: string): (() => void) | null {
  const path = join(copy, 'local-org', 'src', file);
  const source = readFileSync(path, 'utf8');
  const parts = source.split(find);
  if (parts.length !== 2) return null;
  writeFileSync(path, parts.join(replace));
  return () => writeFileSync(path, source);
}
