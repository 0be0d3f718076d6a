import { describe, expect, it } from 'vitest';
import { elements, ownObjects, readAll, readApex, readFields, text } from './source.ts';
import type { Element } from './source.ts';

const sets = readAll('permissionsets/*.permissionset-meta.xml');
const everySet = [...sets.keys()];
const set = (name: string): Element => sets.get(`MonetizeNowSync${name}`) ?? {};
/** Fields whose visibility a permission set decides: none of a required field, an event, a setting or a metadata type. */
const fields = readFields().filter(({ object, isRequired }) => !isRequired && !/__(e|mdt)$/.test(object) && object !== 'SyncSettings__c');
const isOn = (element: Element, name: string): boolean => text(element, name) === 'true';

function rightsOf(name: string): Map<string, Element> {
  return new Map(elements(set(name), 'fieldPermissions').map((right) => [text(right, 'field'), right]));
}

function editable(name: string): string[] {
  return [...rightsOf(name)].filter(([, right]) => isOn(right, 'editable')).map(([field]) => field);
}

function granted(name: string, kind: string, key: string): string[] {
  return elements(set(name), kind).filter((access) => text(access, 'enabled') !== 'false').map((access) => text(access, key));
}

function objectRights(name: string): Map<string, Element> {
  return new Map(elements(set(name), 'objectPermissions').map((right) => [text(right, 'object'), right]));
}

describe('the permission sets', () => {
  it('are those for admins, users and the integration user', () => {
    expect(everySet).toEqual(['MonetizeNowSyncAdmin', 'MonetizeNowSyncIntegration', 'MonetizeNowSyncUser']);
  });

  it.each(['Admin', 'Integration', 'User'])('let %s read every field, and name no field that is not there', (name) => {
    expect(fields.length).toBeGreaterThan(80);
    const readable = [...rightsOf(name)].filter(([, right]) => isOn(right, 'readable')).map(([field]) => field);
    expect(readable.toSorted()).toEqual(fields.map(({ fullName }) => fullName).toSorted());
  });

  it('let the integration user edit every field that is not computed', () => {
    expect(editable('Integration').toSorted()).toEqual(fields.filter(({ isFormula }) => !isFormula).map(({ fullName }) => fullName).toSorted());
  });

  it('let a user edit the two choices of people and what a sync in their name writes on the Opportunity', () => {
    expect(editable('User').toSorted()).toEqual([
      'Opportunity.PrimaryQuote__c',
      'OpportunityLineItem.IsPlaceholder__c',
      'OpportunityLineItem.QuoteId__c',
      'OpportunityLineItem.QuoteItemId__c',
      'OpportunityLineItem.QuoteQuantity__c',
      'QuoteItem__c.OverrideOpportunitySync__c',
      'Quote__c.IsManualRenewal__c',
    ]);
  });

  it.each(['Admin', 'User'])('keep results and logs from being edited by %s', (name) => {
    const results = /\.(SyncError__c|SyncOutcome__c|HasSyncError__c|LastSyncDate__c|IsPrimary__c|FieldSync\w+|PricebookEntryId__c)$|^SyncLog/;
    expect(editable(name).filter((field) => results.test(field))).toEqual([]);
  });

  it.each(['Admin', 'Integration', 'User'])('give %s rights on objects of the package alone: a managed set cannot carry others', (name) => {
    const objects = [...objectRights(name).keys()];
    const withRights = [...ownObjects().keys()].filter((object) => !object.endsWith('__mdt') && object !== 'SyncSettings__c');
    expect(objects.toSorted()).toEqual(withRights.toSorted());
    expect(elements(set(name), 'userPermissions')).toEqual([]);
  });

  it('give each object right with those that it depends on', () => {
    for (const name of ['Admin', 'Integration', 'User']) {
      for (const [object, right] of objectRights(name)) {
        const lacks = [
          ['allowCreate', 'allowRead'],
          ['allowEdit', 'allowRead'],
          ['allowDelete', 'allowEdit'],
          ['viewAllRecords', 'allowRead'],
          ['modifyAllRecords', 'allowDelete'],
          ['modifyAllRecords', 'viewAllRecords'],
        ].filter(([need = '', base = '']) => isOn(right, need) && !isOn(right, base));
        expect(lacks, `${name} ${object}`).toEqual([]);
      }
    }
  });

  it('let admins alone delete logs, and nobody but the integration user write them', () => {
    const who = (right: string) => ['Admin', 'Integration', 'User'].filter((name) => isOn(objectRights(name).get('SyncLog__c') ?? {}, right));
    expect(who('allowDelete')).toEqual(['Admin']);
    expect(who('allowCreate')).toEqual(['Integration']);
    expect(who('allowRead')).toEqual(['Admin', 'Integration', 'User']);
  });

  it('open settings and their custom permission to admins alone, and the bypass to nobody', () => {
    expect(granted('Admin', 'customPermissions', 'name')).toEqual(['ManageMonetizeNowSync']);
    expect(granted('Admin', 'customSettingAccesses', 'name')).toEqual(['SyncSettings__c']);
    for (const name of ['User', 'Integration']) {
      expect(granted(name, 'customPermissions', 'name')).toEqual([]);
      expect(granted(name, 'customSettingAccesses', 'name')).toEqual([]);
    }
  });

  it('let every set read the custom metadata that the sync reads in the name of its user', () => {
    const types = [...ownObjects().keys()].filter((object) => object.endsWith('__mdt')).toSorted();
    for (const name of ['Admin', 'Integration', 'User']) expect(granted(name, 'customMetadataTypeAccesses', 'name').toSorted()).toEqual(types);
  });

  it('open the credential of the field sync to everybody who may start a sync: its callouts are made in their name', () => {
    const principals = [...readAll('externalCredentials/*.externalCredential-meta.xml')].flatMap(([name, credential]) =>
      elements(credential, 'externalCredentialParameters').filter((each) => text(each, 'parameterType') === 'NamedPrincipal').map((each) => `${name}-${text(each, 'parameterName')}`),
    );
    expect(principals.length).toBe(1);
    for (const name of ['Admin', 'Integration', 'User']) expect(granted(name, 'externalCredentialPrincipalAccesses', 'externalCredentialPrincipal')).toEqual(principals);
  });

  it('show the app and every tab to people', () => {
    const tabs = [...readAll('tabs/*.tab-meta.xml').keys()];
    expect(elements(set('Admin'), 'tabSettings').map((tab) => text(tab, 'tab')).toSorted()).toEqual(tabs.toSorted());
    for (const name of ['Admin', 'User']) {
      expect(elements(set(name), 'tabSettings').map((tab) => text(tab, 'tab'))).toEqual(expect.arrayContaining(['Quote__c', 'SyncLog__c']));
      expect(elements(set(name), 'applicationVisibilities').map((app) => text(app, 'application'))).toEqual(['MonetizeNow_Sync']);
    }
  });
});

describe('classes that are called from outside', () => {
  const apex = readApex();
  const withAnnotation = (pattern: RegExp) => [...apex].filter(([, source]) => pattern.test(source)).map(([name]) => name);
  /** A class that asks for the custom permission of admins is of no use to others. */
  const forAdmins = withAnnotation(/checkPermission\('ManageMonetizeNowSync'\)/);
  const controllers = withAnnotation(/@AuraEnabled/i);
  const actions = withAnnotation(/@InvocableMethod/i);
  const resources = withAnnotation(/@RestResource/i);
  const schedulables = withAnnotation(/implements[^{]*\bSchedulable\b/);

  it('are granted to admins', () => {
    expect(controllers.length).toBeGreaterThan(0);
    expect(granted('Admin', 'classAccesses', 'apexClass')).toEqual(expect.arrayContaining([...controllers, ...actions, ...resources, ...schedulables]));
  });

  it('are granted to users where a page or a flow of theirs calls them', () => {
    const needed = [...controllers, ...actions].filter((name) => !forAdmins.includes(name));
    expect(granted('User', 'classAccesses', 'apexClass').toSorted()).toEqual(needed.toSorted());
  });

  it('are granted to the integration user where the connector or its records call them', () => {
    expect(granted('Integration', 'classAccesses', 'apexClass')).toEqual(expect.arrayContaining([...resources, ...actions]));
  });

  it('are classes that exist', () => {
    for (const name of ['Admin', 'Integration', 'User']) {
      const classes = granted(name, 'classAccesses', 'apexClass');
      expect(classes.length).toBeGreaterThan(0);
      expect(classes.filter((apexClass) => !apex.has(apexClass))).toEqual([]);
    }
  });
});
