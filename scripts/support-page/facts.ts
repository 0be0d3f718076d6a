import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { knownDifferences as differences } from '../../test/conformance/known-differences.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'test', 'conformance');

/** The facts of one test class. */
export interface FactArea {
  readonly title: string;
  readonly sentences: readonly string[];
}

/** What the tests of test/conformance claim, by area; facts known not to hold are left out. */
export function factAreas(): FactArea[] {
  return globSync('**/*FactsTest.cls', { cwd: FOLDER })
    .toSorted((a, b) => (basename(a) < basename(b) ? -1 : 1))
    .map((path) => {
      const source = readFileSync(join(FOLDER, path), 'utf8');
      const title = /^\/\*\* (.*?) \*\//.exec(source)?.[1] ?? '';
      const methods = [...source.matchAll(/@IsTest\s+static void (\w+)/g)].map(([, method = '']) => method);
      const name = basename(path, '.cls');
      return { title, sentences: methods.filter((method) => !differences.has(`${name}.${method}`)).map(sentence) };
    });
}

/** `mapKeysRespectCase` as `map keys respect case`. */
function sentence(method: string): string {
  return method.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** What the local org is known to do otherwise than the platform. */
export function knownDifferences(): string[] {
  return [...differences].map(([name, reason]) => `${reason} (\`${name}\`)`);
}
