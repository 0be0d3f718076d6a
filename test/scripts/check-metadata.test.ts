import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';

const NAMESPACE = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function problemsOf(file: string, text: string): { status: number | null; text: string } {
  const folder = mkdtempSync(join(tmpdir(), 'metadata-'));
  folders.push(folder);
  mkdirSync(join(folder, 'fields'));
  writeFileSync(join(folder, 'fields', file), text);
  const { status, stderr } = spawnSync(process.execPath, ['scripts/check-metadata.ts', folder], { encoding: 'utf8' });
  return { status, text: stderr };
}

const field = (inner: string) => `<CustomField ${NAMESPACE}><fullName>A__c</fullName>${inner}</CustomField>`;

it.each([
  ['an element that is not closed', 'A__c.field-meta.xml', `<CustomField ${NAMESPACE}><label>A`, /A__c/],
  ['a missing namespace', 'A__c.field-meta.xml', '<CustomField><fullName>A__c</fullName></CustomField>', /namespace/],
  ['an unknown element', 'A__c.field-meta.xml', field('<colour>red</colour><type>Text</type>'), /colour: unknown element/],
  ['an element given twice', 'A__c.field-meta.xml', field('<label>a</label><label>b</label><type>Text</type>'), /label: given 2 times/],
  ['a value that is not in the list', 'A__c.field-meta.xml', field('<type>Banana</type>'), /'Banana' is not one of/],
  ['a boolean that is none', 'A__c.field-meta.xml', field('<type>Text</type><required>yes</required>'), /'yes' is not a boolean/],
  ['a number that is none', 'A__c.field-meta.xml', field('<type>Text</type><length>long</length>'), /'long' is not a number/],
  ['a text where elements belong', 'A__c.field-meta.xml', field('<type>Text</type><valueSet>Open</valueSet>'), /valueSet: 'Open' is a text where elements belong/],
  ['a field in the wrong file', 'B__c.field-meta.xml', field('<type>Text</type>'), /fullName is A__c/],
  ['a class without its metadata', 'A.cls', 'public class A {}', /has no -meta.xml/],
])('the metadata check finds %s', (_claim, file, text, problem) => {
  const found = problemsOf(file, text);
  expect(found.text).toMatch(problem);
  expect(found.status).toBe(1);
});

it('the metadata check takes an element whose tags stand on lines of their own and hold nothing', () => {
  const section = '<layoutSections><layoutColumns>\n</layoutColumns><style>OneColumn</style></layoutSections>';
  expect(problemsOf('A.layout-meta.xml', `<Layout ${NAMESPACE}>${section}</Layout>`)).toEqual({ status: 0, text: '' });
});
