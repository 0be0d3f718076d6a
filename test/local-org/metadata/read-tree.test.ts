import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { readTree } from '../../../local-org/src/metadata/read-tree.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function tree(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'tree-'));
  folders.push(root);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}

const paths = (root: string) => readTree(root).map(({ path }) => path);

it('of an sfdx project reads the package directories, each once, and nothing beside them', () => {
  const project = JSON.stringify({ packageDirectories: [{ path: './core/' }, { path: 'extra/main' }, { path: 'core' }, { path: 'missing' }] });
  const root = tree({ 'sfdx-project.json': project, 'core/classes/A.cls': '', 'extra/main/B.cls': '', 'extra/other/C.cls': '', 'scripts/D.cls': '' });
  expect(paths(root)).toEqual(['core/classes/A.cls', 'extra/main/B.cls']);
});

it('of any other folder reads everything but tests of components and installed packages', () => {
  const root = tree({ 'b/B.cls': '', 'a/A.cls': '', 'lwc/x/__tests__/x.test.js': '', 'node_modules/y/Y.cls': '' });
  expect(paths(root)).toEqual(['a/A.cls', 'b/B.cls']);
});
