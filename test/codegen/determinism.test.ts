import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { bindings } from '../../codegen/binding/targets.ts';
import { compile } from '../../codegen/compiler/compile.ts';

const sources = globSync('codegen/rules/*.ts').map((path): [string, string] => [path, readFileSync(path, 'utf8')]);

it('generates the same bytes whatever the order in which the rules are read', () => {
  const forwards = compile(new Map(sources.toSorted()), bindings);
  const backwards = compile(new Map(sources.toSorted().toReversed()), bindings);
  expect(forwards.files.length).toBeGreaterThan(30);
  expect(backwards).toEqual(forwards);
});

it('changes the class and the formula of the rule that changed, and nothing else', () => {
  const before = compile(new Map(sources), bindings).files;
  const changed = sources.map(([path, text]): [string, string] => [path, path.endsWith('qualification.ts') ? text.replace("'USAGE'", "'MIN_COMMIT'") : text]);
  const after = compile(new Map(changed), bindings).files;
  const different = after.filter(({ text }, index) => text !== before[index]?.text).map(({ path }) => path);
  expect(different).toEqual(['classes/QualificationRule.cls', 'objects/QuoteItem__c/fields/Qualification__c.field-meta.xml']);
});
