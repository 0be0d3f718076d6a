import { existsSync, globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { elements, ownObjects, readAll, readFields, readXml, text, texts } from './source.ts';
import type { Element } from './source.ts';

const objects = ownObjects();
const fields = readFields();
const layouts = readAll('layouts/*.layout-meta.xml');
const layoutsOf = (object: string): [string, Element][] => [...layouts].filter(([name]) => name.startsWith(`${object}-`));

/** Objects that nobody opens from the navigation bar, and why. */
const WITHOUT_TAB: Record<string, string> = {
  QuoteItem__c: 'stands on its quote',
  SyncLogLine__c: 'stands on its log',
  SyncSettings__c: 'a custom setting',
  QuoteSynced__e: 'an event is not a record',
  FieldMapping__mdt: 'custom metadata is managed in Setup',
  PriceBookRule__mdt: 'custom metadata is managed in Setup',
  QuoteStageMapping__mdt: 'custom metadata is managed in Setup',
};
const WITHOUT_PAGES = /^SyncSettings__c$|__e$/;

function fieldsOn(layout: Element): { field: string; behavior: string }[] {
  return elements(layout, 'layoutSections')
    .flatMap((section) => elements(section, 'layoutColumns'))
    .flatMap((column) => elements(column, 'layoutItems'))
    .map((item) => ({ field: text(item, 'field'), behavior: text(item, 'behavior') }));
}

describe('every object', () => {
  const names = [...objects.keys()];

  it.each(names)('%s has a label and says what it is', (name) => {
    const object = objects.get(name);
    expect(text(object, 'label')).not.toBe('');
    expect(text(object, 'description').length).toBeGreaterThan(20);
  });

  it.each(names)('%s has a tab, or a reason to have none', (name) => {
    expect(existsSync(`force-app/main/default/tabs/${name}.tab-meta.xml`)).toBe(!(name in WITHOUT_TAB));
  });

  it.each(names.filter((name) => !WITHOUT_PAGES.test(name)))('%s has a layout and a list view', (name) => {
    expect(layoutsOf(name).length).toBe(1);
    expect(globSync(`force-app/main/default/objects/${name}/listViews/*.xml`).length).toBeGreaterThan(0);
  });

  it.each(names.filter((name) => name.endsWith('__c') && !WITHOUT_PAGES.test(name)))('%s shares nothing with portals by default and has a compact layout', (name) => {
    const object = objects.get(name);
    expect(text(object, 'externalSharingModel')).toMatch(/^(Private|ControlledByParent)$/);
    expect(existsSync(`force-app/main/default/objects/${name}/compactLayouts/${text(object, 'compactLayoutAssignment')}.compactLayout-meta.xml`)).toBe(true);
  });
});

describe('every field', () => {
  const lacking = (name: string, of = fields) => of.filter(({ xml }) => text(xml, name) === '').map(({ fullName }) => fullName);

  it('has a label of at most 40 characters and a description', () => {
    expect(fields.length).toBeGreaterThan(100);
    expect(lacking('label')).toEqual([]);
    expect(fields.filter(({ xml }) => text(xml, 'label').length > 40)).toEqual([]);
    expect(lacking('description')).toEqual([]);
  });

  it('has a help text that fits its bubble, unless it is computed or on an event', () => {
    const seen = fields.filter(({ object, isFormula }) => !object.endsWith('__e') && !isFormula);
    expect(lacking('inlineHelpText', seen)).toEqual([]);
    expect(seen.filter(({ xml }) => text(xml, 'inlineHelpText').length > 510).map(({ fullName }) => fullName)).toEqual([]);
  });

  it('is on the layout of its object', () => {
    for (const object of objects.keys()) {
      if (WITHOUT_PAGES.test(object)) continue;
      const shown = layoutsOf(object).flatMap(([, layout]) => fieldsOn(layout)).map(({ field }) => field);
      const missing = fields.filter((field) => field.object === object && !shown.includes(field.name)).map(({ fullName }) => fullName);
      expect(missing).toEqual([]);
    }
  });

  it('that the connector writes takes values that the package does not know yet', () => {
    const restricted = fields.filter(({ xml }) => elements(xml, 'valueSet').some((set) => text(set, 'restricted') === 'true')).map(({ fullName }) => fullName);
    expect(restricted.toSorted()).toEqual(['FieldMapping__mdt.Direction__c', 'QuoteItem__c.OverrideOpportunitySync__c', 'Quote__c.FieldSyncStatus__c']);
  });
});

describe('layouts', () => {
  const standard = new Set(['Name', 'OwnerId', 'CreatedById', 'LastModifiedById', 'MasterLabel', 'DeveloperName', 'NamespacePrefix', 'IsProtected']);
  /** What a person may change on a page of records that MonetizeNow and the package own. */
  const CHOICES = ['OwnerId', 'IsManualRenewal__c', 'OverrideOpportunitySync__c'];

  it.each([...layouts.keys()])('%s names fields that exist, each once, in sections with a label', (name) => {
    const layout = layouts.get(name) ?? {};
    const [object = ''] = name.split('-');
    const own = new Set(fields.filter((field) => field.object === object).map((field) => field.name));
    const shown = fieldsOn(layout).map(({ field }) => field);
    expect(shown.filter((field) => !own.has(field) && !standard.has(field))).toEqual([]);
    expect(new Set(shown).size).toBe(shown.length);
    expect(elements(layout, 'layoutSections').filter((section) => text(section, 'label') === '')).toEqual([]);
  });

  it.each([...layouts.keys()].filter((name) => !name.includes('__mdt-')))('%s lets people change their own choices alone', (name) => {
    const changeable = fieldsOn(layouts.get(name) ?? {}).filter(({ behavior }) => behavior === 'Edit').map(({ field }) => field);
    expect(changeable.filter((field) => !CHOICES.includes(field))).toEqual([]);
  });

  it('list related records through look-ups that exist', () => {
    const lookups = new Set(fields.filter(({ xml }) => 'referenceTo' in xml).map(({ fullName }) => fullName));
    const related = [...layouts.values()].flatMap((layout) => elements(layout, 'relatedLists')).filter((list) => text(list, 'relatedList').includes('.'));
    expect(related.length).toBeGreaterThan(4);
    for (const list of related) {
      const [object = ''] = text(list, 'relatedList').split('.');
      const own = new Set(fields.filter((field) => field.object === object).map((field) => field.name));
      expect(lookups).toContain(text(list, 'relatedList'));
      expect(texts(list, 'fields').filter((field) => field.endsWith('__c') && !own.has(field))).toEqual([]);
    }
  });
});

describe('list views and compact layouts', () => {
  const files = globSync('force-app/main/default/objects/*/{listViews,compactLayouts}/*.xml').toSorted();

  it.each(files)('%s shows and filters fields that exist', (path) => {
    const object = path.split('/').at(-3) ?? '';
    const own = fields.filter((field) => field.object === object);
    const xml = readXml(path);
    const filters = elements(xml, 'filters').map((filter) => text(filter, 'field'));
    const named = [...texts(xml, 'columns'), ...texts(xml, 'fields'), ...filters].filter((name) => name.endsWith('__c'));
    expect(named.filter((name) => !own.some((field) => field.name === name))).toEqual([]);
    const long = own.filter((field) => text(field.xml, 'type') === 'LongTextArea').map(({ name }) => name);
    expect(filters.filter((name) => long.includes(name)), 'a long text cannot be filtered').toEqual([]);
  });

  it('find the quotes with errors, the primary ones, and the logs that are recent or failed', () => {
    const names = (object: string) => globSync(`force-app/main/default/objects/${object}/listViews/*.xml`).map((path) => text(readXml(path), 'label'));
    expect(names('Quote__c')).toEqual(expect.arrayContaining(['All', 'Primary', 'With Errors']));
    expect(names('SyncLog__c')).toEqual(expect.arrayContaining(['Recent', 'Failed']));
  });
});
