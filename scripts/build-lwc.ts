/**
 * Builds the Lightning Web Components: TypeScript to JavaScript, everything else as it is, each file accepted by the
 * platform's own compiler. `--check` compares with what is committed and writes nothing.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { transformSync } from '@lwc/compiler';

const SOURCE = 'lwc-src';
const TARGET = 'force-app/main/generated/lwc';
const API_VERSION = 65;

const isCheck = process.argv.includes('--check');
const built = mkdtempSync(join(tmpdir(), 'lwc-'));
try {
  process.exitCode = build() ? 0 : 1;
} finally {
  rmSync(built, { recursive: true });
}

function build(): boolean {
  if (!compileTypeScript() || !copyTheRest() || !platformAccepts()) return false;
  if (isCheck) return agrees();
  rmSync(TARGET, { recursive: true, force: true });
  for (const bundle of bundles()) cpSync(join(built, bundle), join(TARGET, bundle), { recursive: true });
  console.log(`lwc: ${bundles().length} bundle(s) built`);
  return true;
}

function bundles(): string[] {
  const folders = readdirSync(SOURCE, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return folders.map(({ name }) => name).filter((name) => existsSync(join(SOURCE, name, `${name}.js-meta.xml`))).toSorted();
}

function compileTypeScript(): boolean {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', SOURCE, '--outDir', built], { stdio: 'inherit' });
  return status === 0;
}

function copyTheRest(): boolean {
  for (const bundle of bundles()) {
    mkdirSync(join(built, bundle), { recursive: true });
    for (const file of readdirSync(join(SOURCE, bundle)).filter((name) => /\.(html|css|svg|js-meta\.xml)$/.test(name))) {
      cpSync(join(SOURCE, bundle, file), join(built, bundle, file));
    }
  }
  return true;
}

function platformAccepts(): boolean {
  const problems = globSync(`${built}/*/*.{js,html,css}`).flatMap((path) => {
    const name = basename(dirname(path));
    try {
      const { warnings } = transformSync(readFileSync(path, 'utf8'), path, { name, namespace: 'c', apiVersion: API_VERSION });
      return (warnings ?? []).map((warning) => `${basename(path)}: ${warning.message}`);
    } catch (error) {
      return [`${basename(path)}: ${(error as Error).message}`];
    }
  });
  for (const problem of problems) console.error(problem);
  return problems.length === 0;
}

function agrees(): boolean {
  const wanted = filesOf(built);
  const actual = filesOf(TARGET);
  const paths = [...new Set([...wanted.keys(), ...actual.keys()])].toSorted();
  const different = paths.filter((path) => wanted.get(path) !== actual.get(path));
  for (const path of different) console.error(`${TARGET}/${path} differs from ${SOURCE}: run npm run build:lwc`);
  if (different.length === 0) console.log(`lwc: ${bundles().length} bundle(s) agree with ${SOURCE}`);
  return different.length === 0;
}

function filesOf(root: string): Map<string, string> {
  const paths = globSync('*/*', { cwd: root }).filter((path) => bundles().includes(dirname(path)) || root === TARGET);
  return new Map(paths.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}
