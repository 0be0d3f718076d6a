import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTwoFilesPatch } from 'diff';
import { bindings } from './binding/targets.ts';
import { compile } from './compiler/compile.ts';
import { render } from './compiler/diagnostics.ts';
import type { OutputFile } from './compiler/targets/output.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const RULES = 'codegen/rules';
const GENERATED = 'force-app/main/generated';
/** Bundles are built from lwc-src, not by this compiler. */
const NOT_OURS = /^lwc\//;

const USAGE = `usage: npm run codegen [-- --check | -- --explain RULE]

  (nothing)        writes ${GENERATED} from ${RULES}
  --check          compares the whole set of files, prints the differences, exits 1 if there are any
  --explain RULE   prints the rule, its Apex and its formula`;

process.exitCode = main(process.argv.slice(2));

function main(args: readonly string[]): number {
  const [option, rule] = args;
  const { files, diagnostics } = compile(readSources(), bindings);
  for (const found of diagnostics) console.error(render(found));
  if (diagnostics.length > 0) return 1;
  if (option === undefined) return generate(files);
  if (option === '--check' && args.length === 1) return check(files);
  if (option === '--explain' && rule !== undefined) return explain(rule, files);
  console.error(USAGE);
  return 2;
}

function readSources(): Map<string, string> {
  const paths = globSync(`${RULES}/*.ts`, { cwd: ROOT }).map(slashes).toSorted();
  return new Map(paths.map((path) => [path, readFileSync(join(ROOT, path), 'utf8')]));
}

function slashes(path: string): string {
  return path.split(sep).join('/');
}

function readGenerated(): Map<string, string> {
  const root = join(ROOT, GENERATED);
  const entries = globSync('**/*', { cwd: root, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => slashes(relative(root, join(entry.parentPath, entry.name))));
  const ours = paths.filter((path) => !NOT_OURS.test(path)).toSorted();
  return new Map(ours.map((path) => [path, readFileSync(join(root, path), 'utf8')]));
}

function generate(files: readonly OutputFile[]): number {
  const before = readGenerated();
  for (const { path, text } of files) {
    if (before.get(path) === text) continue;
    const target = join(ROOT, GENERATED, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    console.log(`${before.has(path) ? 'changed' : 'added'} ${GENERATED}/${path}`);
  }
  const wanted = new Set(files.map(({ path }) => path));
  for (const path of before.keys()) {
    if (wanted.has(path)) continue;
    rmSync(join(ROOT, GENERATED, path));
    console.log(`removed ${GENERATED}/${path}`);
  }
  console.log(`${files.length} files, up to date`);
  return 0;
}

function check(files: readonly OutputFile[]): number {
  const actual = readGenerated();
  const wanted = new Map(files.map(({ path, text }) => [path, text]));
  const paths = [...new Set([...actual.keys(), ...wanted.keys()])].toSorted();
  const different = paths.filter((path) => actual.get(path) !== wanted.get(path));
  for (const path of different) {
    const name = `${GENERATED}/${path}`;
    console.error(createTwoFilesPatch(name, name, actual.get(path) ?? '', wanted.get(path) ?? '', 'on disk', 'from the rules'));
  }
  if (different.length === 0) console.log(`${files.length} generated files agree with the rules`);
  else console.error(`${different.length} file(s) differ from the rules: run npm run codegen`);
  return different.length === 0 ? 0 : 1;
}

function explain(rule: string, files: readonly OutputFile[]): number {
  const sources = [...readSources()].filter(([, text]) => new RegExp(`export function ${rule}\\(`).test(text));
  const [source] = sources;
  if (!source) {
    const known = [...readSources().values()].flatMap((text) => [...text.matchAll(/export function (\w+)\(/g)].map((match) => match[1]));
    console.error(`There is no rule '${rule}'. Rules: ${known.join(', ')}`);
    return 1;
  }
  const [path, text] = source;
  const target = bindings.files[path.replace(/^.*\/|\.ts$/g, '')];
  const formula = target?.formulas?.[rule];
  print(path, text);
  for (const file of files) {
    const isFormula = formula !== undefined && file.path.endsWith(`${formula.object}/fields/${formula.field}.field-meta.xml`);
    if (file.path === `classes/${target?.apexClass}.cls` || isFormula) print(`${GENERATED}/${file.path}`, file.text);
  }
  if (!formula) console.log('This rule has no formula field.');
  return 0;
}

function print(title: string, text: string): void {
  console.log(`── ${title}\n\n${text.trimEnd()}\n`);
}
