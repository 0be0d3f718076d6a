/**
 * Checks every Apex file of the package: formatting and syntax with Salesforce's parser, then, where there is Java, the
 * types of the whole project with apex-ls and, where APEX_FRONT_END_HARNESS names one, with the compiler's own front end.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import * as prettier from 'prettier';

const ENGINE = 'node_modules/@salesforce/code-analyzer-pmd-engine/dist/java-lib';
const COMPILER = 'node_modules/prettier-plugin-apex/vendor/apex-ast-serializer/lib/apex-jorje-lsp.jar';
const TYPES = ['sobject-types-65.0.0.jar', 'standard-types-65.0.0.jar'].map((jar) => join(ENGINE, jar));
/** Source of a Java program that runs the compiler's front end over a folder; not part of this repository. */
const HARNESS = process.env['APEX_FRONT_END_HARNESS'] ?? '';
const BUILD = 'node_modules/.cache/apex-front-end';

process.exitCode = (await checkFormat()) && checkTypes() && checkWithCompiler() ? 0 : 1;

async function checkFormat(): Promise<boolean> {
  const files = globSync('force-app/**/*.{cls,trigger}').toSorted();
  const options = await prettier.resolveConfig('force-app/x.cls');
  let isGood = true;
  for (const file of files) {
    const problem = await formatProblem(file, options);
    if (problem) console.error(`${file}: ${problem}`);
    isGood &&= !problem;
  }
  console.log(`apex format: ${files.length} files${isGood ? '' : ', see above'}`);
  return isGood;
}

async function formatProblem(filepath: string, options: prettier.Options | null): Promise<string | undefined> {
  const text = readFileSync(filepath, 'utf8');
  try {
    return (await prettier.format(text, { ...options, filepath })) === text ? undefined : 'not formatted: npm run format';
  } catch (error) {
    return (error as Error).message;
  }
}

function java(tool: 'java' | 'javac', args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(tool, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  return { status, output: `${stdout}${status === 0 ? '' : stderr}`.trim() };
}

function checkTypes(): boolean {
  if (java('java', ['-version']).status !== 0) {
    console.log('apex types: SKIPPED, there is no Java here');
    return true;
  }
  const main = 'io.github.apexdevtools.apexls.CheckForIssues';
  const { status, output } = java('java', ['-cp', join(ENGINE, '*'), main, '-n', '-d', 'errors', '-w', process.cwd()]);
  if (status !== 0) console.error(output);
  console.log(`apex types: apex-ls ${status === 0 ? 'found nothing' : `exit ${status}`}`);
  return status === 0;
}

function checkWithCompiler(): boolean {
  if (!existsSync(HARNESS) || java('javac', ['-version']).status !== 0) {
    console.log('apex compiler front end: SKIPPED, APEX_FRONT_END_HARNESS names no harness or there is no JDK');
    return true;
  }
  const classPath = [COMPILER, ...TYPES].join(delimiter);
  const program = basename(HARNESS, '.java');
  const compiled = join(BUILD, `${program}.class`);
  if (!existsSync(compiled) || statSync(compiled).mtimeMs < statSync(HARNESS).mtimeMs) {
    mkdirSync(BUILD, { recursive: true });
    const { status, output } = java('javac', ['-cp', classPath, '-d', BUILD, HARNESS]);
    if (status !== 0) throw new Error(output);
  }
  const { status, output } = java('java', ['-cp', [classPath, BUILD].join(delimiter), program, frontEndSources()]);
  console.log(`apex compiler front end: ${output}`);
  return status === 0;
}

/** A copy of the package as the front end can read it: it knows the class Database by its short name only. */
function frontEndSources(): string {
  const folder = join(BUILD, 'sources');
  rmSync(folder, { recursive: true, force: true });
  cpSync('force-app', folder, { recursive: true });
  for (const path of globSync(`${folder}/**/*.{cls,trigger}`)) {
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll('System.Database.', 'Database.'));
  }
  return folder;
}
