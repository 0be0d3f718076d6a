import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { SourceFile } from './source-file.ts';

const SKIPPED_FOLDERS = new Set(['node_modules', '.git', '__tests__', '__mocks__', '.sf', '.sfdx']);

/**
 * Every file of an sfdx project or of a folder of source, in a fixed order. Of a project only the package directories count: what
 * lies beside them is never deployed (Salesforce DX Developer Guide, "Salesforce DX Project Configuration").
 */
export function readTree(root: string): SourceFile[] {
  return packageDirectories(root).flatMap((folder) => readFolder(root, folder));
}

function packageDirectories(root: string): string[] {
  const project = join(root, 'sfdx-project.json');
  if (!existsSync(project)) return [''];
  const { packageDirectories: directories = [] } = JSON.parse(readFileSync(project, 'utf8')) as { packageDirectories?: { path: string }[] };
  const paths = directories.map(({ path }) => posix.normalize(path).replace(/^\.?\/|\/$/g, ''));
  return [...new Set(paths)].filter((path) => existsSync(join(root, path)));
}

function readFolder(root: string, below: string): SourceFile[] {
  const entries = readdirSync(join(root, below), { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) ? [] : readFolder(root, path);
    return entry.isFile() ? [readFile(root, path)] : [];
  });
}

function readFile(root: string, path: string): SourceFile {
  const bytes = readFileSync(join(root, path));
  const content = bytes.toString('utf8');
  return path.includes('staticresources/') ? { path, content, bytes: new Uint8Array(bytes) } : { path, content };
}
