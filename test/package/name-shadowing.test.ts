import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { platformLibrary } from '../../local-org/src/apex/platform-types/library.ts';
import { Org } from '../../local-org/src/org.ts';

/*
 * A subscriber may have a class named Account, Database or Test. Deployed without a namespace, the package lives among such
 * classes, and a bare name would mean them. So the package's Apex names the platform's types by their namespace.
 */

/** What no prefix helps: primitive types, collections, the namespaces themselves; and Trigger, a reserved word. */
const UNAVOIDABLE = new Set(
  'Blob Boolean Date Datetime Decimal Double Exception Id Integer List Long Map Object SObject Schema Set String System Time Trigger'.split(' '),
);
const META = '<?xml version="1.0" encoding="UTF-8"?>\n<ApexClass xmlns="http://soap.sforce.com/2006/04/metadata"><apiVersion>65.0</apiVersion><status>Active</status></ApexClass>\n';

/** The platform's names that occur in the package's Apex, whether as a type or otherwise. */
function platformNames(): string[] {
  const library = platformLibrary();
  const { schema } = new Org();
  const code = globSync('force-app/**/*.{cls,trigger}').map((path) => readFileSync(path, 'utf8')).join('\n');
  const own = new Set(globSync('force-app/**/*.{cls,trigger}').map((path) => basename(path).split('.')[0]));
  const bare = code.replace(/\/\*[\s\S]*?\*\/|\/\/.*|'(?:\\.|[^'\\])*'/g, ' ');
  const words = new Set(bare.match(/\b[A-Z]\w*[a-z]\w*\b|\bJSON\b/g));
  const isPlatform = (name: string) => library.has(`system.${name.toLowerCase()}`) || library.has(`schema.${name.toLowerCase()}`) || schema.find(name) !== undefined;
  return [...words].filter((name) => !name.includes('__') && !own.has(name) && !UNAVOIDABLE.has(name) && isPlatform(name)).toSorted();
}

const names = platformNames();
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'subscriber-'));
  cpSync('force-app', join(folder, 'force-app'), { recursive: true });
  const classes = join(folder, 'force-app/subscriber/classes');
  mkdirSync(classes, { recursive: true });
  for (const name of names) {
    writeFileSync(join(classes, `${name}.cls`), `public class ${name} {\n}\n`);
    writeFileSync(join(classes, `${name}.cls-meta.xml`), META);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function testPackage(): { tests: { outcome: string }[]; compileErrors: { message: string }[] } {
  const { stdout } = spawnSync(process.execPath, ['local-org/src/cli.ts', 'test', join(folder, 'force-app'), '--json'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  return JSON.parse(stdout) as ReturnType<typeof testPackage>;
}

it('takes the names of the best-known types into account', () => {
  expect(names).toEqual(expect.arrayContaining(['Account', 'Database', 'Limits', 'Opportunity', 'Test', 'User', 'UserInfo']));
});

it('the package compiles and works beside classes of the subscriber with the platform’s names', () => {
  const { tests, compileErrors } = testPackage();
  expect(compileErrors).toEqual([]);
  expect(tests.length).toBeGreaterThan(200);
  expect(tests.filter(({ outcome }) => outcome !== 'Pass')).toEqual([]);
}, 120_000);

it('code that names them without a namespace does not', () => {
  const path = join(folder, 'force-app/subscriber/classes/Careless');
  writeFileSync(`${path}.cls`, "public class Careless {\n  public void run() {\n    Database.insert(new Account(Name = 'x'));\n  }\n}\n");
  writeFileSync(`${path}.cls-meta.xml`, META);
  expect(testPackage().compileErrors).not.toEqual([]);
}, 120_000);
