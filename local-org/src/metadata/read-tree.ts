import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from './source-file.ts';

const SKIPPED_FOLDERS = new Set(['node_modules', '.git', '__tests__', '__mocks__', '.sf', '.sfdx']);

function readFile(root: string, path: string): SourceFile {
  const bytes = readFileSync(join(root, path));
  const content = bytes.toString('utf8');
  return path.includes('staticresources/') ? { path, content, bytes: new Uint8Array(bytes) } : { path, content };
}

/** Every file below a folder, in a fixed order. */
export function readTree(root: string, below = ''): SourceFile[] {
  const entries = readdirSync(join(root, below), { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) ? [] : readTree(root, path);
    return entry.isFile() ? [readFile(root, path)] : [];
  });
}
