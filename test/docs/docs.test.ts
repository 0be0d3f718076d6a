import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const pages = globSync('{*.md,docs/**/*.md}').toSorted();
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const text = (path: string) => readFileSync(path, 'utf8');
const readme = text('README.md');

function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, code]) => code ?? '');
}

/** Lines without their indentation: a method stands deeper in its class than in the README. */
const flat = (code: string) => code.split('\n').map((line) => line.trim()).join('\n').trim();

describe('the README', () => {
  it('shows the rule, its Apex and its formula as they are', () => {
    const [rule = ''] = blocks('ts');
    const [apex = ''] = blocks('apex');
    const formula = blocks('').find((code) => code.startsWith('IF(')) ?? '';
    expect(text('codegen/rules/qualification.ts')).toContain(rule.trim());
    expect(flat(text('force-app/main/generated/classes/QualificationRule.cls'))).toContain(flat(apex));
    expect(text('force-app/main/generated/objects/QuoteItem__c/fields/Qualification__c.field-meta.xml')).toContain(formula.trim());
  });

  it('says the test command that CI runs', () => {
    const [, command] = blocks('sh');
    expect(text('.ci/run').trim().endsWith(command?.trim() ?? 'none')).toBe(true);
  });
});

describe('the admin guide', () => {
  const guide = text('docs/admin-guide.md');
  const outcomesOf = (type: string) => {
    const union = new RegExp(`export type ${type} =([^;]+);`).exec(text('codegen/rules/model.ts'))?.[1] ?? '';
    return [...union.matchAll(/'(\w+)'/g)].map(([, outcome]) => outcome ?? '');
  };

  it('explains every setting', () => {
    const fields = globSync('force-app/main/default/objects/SyncSettings__c/fields/*.xml').map((path) => /(\w+)\.field-meta/.exec(path)?.[1] ?? '');
    expect(fields.length).toBeGreaterThan(5);
    expect(fields.filter((field) => !guide.includes(`\`${field}\``))).toEqual([]);
  });

  it.each(['GateOutcome', 'Qualification', 'QuoteFault', 'ItemFault'])('explains every %s', (type) => {
    const outcomes = outcomesOf(type).filter((outcome) => outcome !== 'OPEN' && outcome !== 'VALID');
    expect(outcomes.length).toBeGreaterThan(1);
    expect(outcomes.filter((outcome) => !guide.includes(`\`${outcome}\``))).toEqual([]);
  });

  it('explains every code and status of field mapping and field sync', () => {
    const source = (name: string) => text(`force-app/main/default/classes/${name}.cls`);
    const enumOf = (name: string, type: string) => (new RegExp(`enum ${type} \\{([^}]+)\\}`).exec(source(name))?.[1] ?? '').split(',').map((value) => value.trim());
    const written = globSync('force-app/main/default/classes/*.cls').flatMap((path) => [...text(path).matchAll(/'([A-Z_]+): '/g)].map(([, code]) => code ?? ''));
    const codes = [...enumOf('FieldFault', 'Code'), ...enumOf('FieldSyncWork', 'Status'), ...written];
    expect(codes).toEqual(expect.arrayContaining(['FIELD_NOT_FOUND', 'NOT_NEEDED', 'NO_ANSWER', 'UNEXPECTED']));
    expect(codes.filter((code) => !guide.includes(`\`${code}\``))).toEqual([]);
  });

  it('explains every answer of the action that creates Opportunities', () => {
    const action = text('force-app/main/default/classes/OpportunityCreation.cls');
    const codes = [...action.matchAll(/(?:FAILURE = |(?:skipped|skipAll)\()'(\w+)'/g)].map(([, code]) => code ?? '');
    expect(codes.length).toBe(4);
    expect([...codes, 'PRIMARY_QUOTE_SIGNED'].filter((code) => !guide.includes(`\`${code}\``))).toEqual([]);
  });

  it('explains every reason why an item has no price book entry', () => {
    const reasons = outcomesOf('EntryDecision').filter((reason) => reason !== 'USE' && reason !== 'CREATE');
    expect(reasons.filter((reason) => !guide.includes(`\`${reason}\``))).toEqual([]);
  });
});

describe.each(pages)('%s', (page) => {
  it('names scripts that exist', () => {
    const named = [...text(page).matchAll(/npm run ([a-z][a-z:-]*)/g)].map(([, script]) => script ?? '');
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });

  it('links to files that exist', () => {
    const links = [...text(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => link ?? '');
    expect(links.filter((link) => !existsSync(join(dirname(page), link)))).toEqual([]);
  });

  it('names folders and files that exist', () => {
    const paths = [...text(page).matchAll(/`((?:codegen|connector|demo|docs|force-app|local-org|lwc-src|scripts|test)\/[\w./-]+)`/g)].map(([, path]) => path ?? '');
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
  });
});
