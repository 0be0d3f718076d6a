import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { elements, ownObjects, readAll, readApex, readFields, text, texts } from './source.ts';
import type { Element } from './source.ts';

const pages = readAll('flexipages/*.flexipage-meta.xml');
const tabs = readAll('tabs/*.tab-meta.xml');
const apps = readAll('applications/*.app-meta.xml');

const components = (page: Element): Element[] =>
  elements(page, 'flexiPageRegions')
    .flatMap((region) => elements(region, 'itemInstances'))
    .flatMap((item) => elements(item, 'componentInstance'));

function property(component: Element, name: string): string | undefined {
  const found = elements(component, 'componentInstanceProperties').find((entry) => text(entry, 'name') === name);
  return found && text(found, 'value');
}

describe('record pages', () => {
  it.each(['Quote__c', 'SyncLog__c'])('are what opens a %s', (object) => {
    const opened = elements(ownObjects().get(object), 'actionOverrides').filter((action) => text(action, 'actionName') === 'View');
    expect(opened.map((action) => text(action, 'formFactor'))).toEqual(['Large', 'Small']);
    for (const action of opened) expect(text(pages.get(text(action, 'content')), 'sobjectType')).toBe(object);
  });

  it.each([
    ['Quote_Record_Page', ['force:detailPanel', 'c:quoteSyncStatus'], ['Items__r', 'SyncLogs__r']],
    ['Sync_Log_Record_Page', ['force:detailPanel'], ['Lines__r']],
  ])('%s shows %j and the lists %j', (name, shown, lists) => {
    const all = components(pages.get(name) ?? {});
    expect(all.map((component) => text(component, 'componentName'))).toEqual(expect.arrayContaining(shown));
    expect(all.map((component) => property(component, 'relatedListApiName'))).toEqual(expect.arrayContaining(lists));
  });

  it.each([...pages.keys()])('%s is put together from components, facets and lists that exist', (name) => {
    const page = pages.get(name) ?? {};
    const all = components(page);
    const facets = elements(page, 'flexiPageRegions').filter((region) => text(region, 'type') === 'Facet').map((region) => text(region, 'name'));
    const used = all.flatMap((component) => [property(component, 'tabs'), property(component, 'body')]).filter((facet) => facet !== undefined);
    expect(used.toSorted()).toEqual(facets.toSorted());
    expect(new Set(all.map((component) => text(component, 'identifier'))).size).toBe(all.length);
    const own = all.map((component) => text(component, 'componentName')).filter((component) => component.startsWith('c:'));
    expect(own.filter((component) => !existsSync(`force-app/main/generated/lwc/${component.slice(2)}`))).toEqual([]);
    const children = readFields().filter(({ xml }) => texts(xml, 'referenceTo').includes(text(page, 'sobjectType')));
    const lists = all.map((component) => property(component, 'relatedListApiName')).filter((list) => list !== undefined);
    expect(lists.filter((list) => !children.some(({ xml }) => `${text(xml, 'relationshipName')}__r` === list))).toEqual([]);
  });
});

describe('the app', () => {
  it('leads to tabs of Salesforce and of the package, every one of the package among them', () => {
    const [app] = [...apps.values()];
    const own = texts(app, 'tabs').filter((tab) => !tab.startsWith('standard-'));
    expect(own.toSorted()).toEqual([...tabs.keys()].toSorted());
    expect(text(app, 'uiType')).toBe('Lightning');
  });

  it.each([...tabs.keys()])('has a tab %s for an object or a component that exists', (name) => {
    const tab = tabs.get(name) ?? {};
    const isObject = text(tab, 'customObject') === 'true' && ownObjects().has(name);
    expect(isObject || existsSync(`force-app/main/generated/lwc/${text(tab, 'lwcComponent')}`)).toBe(true);
  });
});

describe('labels', () => {
  const [file] = [...readAll('labels/*.labels-meta.xml').values()];
  const labels = elements(file, 'labels');
  const names = labels.map((label) => text(label, 'fullName'));
  const inApex = [...readApex().values()].flatMap((source) => [...source.matchAll(/\bLabel\.(\w+)/g)].map(([, name]) => name ?? ''));
  const inPages = globSync('force-app/main/generated/lwc/**/*.js').flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/@salesforce\/label\/c\.(\w+)/g)].map(([, name]) => name ?? ''));
  const inFlows = globSync('force-app/main/**/*.flow-meta.xml').flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/\$Label\.(\w+)/g)].map(([, name]) => name ?? ''));
  const used = new Set([...inApex, ...inPages, ...inFlows]);

  it('are there for every text that Apex, components and flows show', () => {
    expect(used.size).toBeGreaterThan(10);
    expect([...used].filter((name) => !names.includes(name))).toEqual([]);
  });

  it('are all shown somewhere, named once and never empty', () => {
    expect(names.filter((name) => !used.has(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
    expect(labels.filter((label) => text(label, 'value') === '' || text(label, 'shortDescription') === '')).toEqual([]);
  });
});
