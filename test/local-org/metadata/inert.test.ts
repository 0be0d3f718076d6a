import { describe, expect, test } from 'vitest';
import { TYPES_BY_SUFFIX } from '../../../local-org/src/metadata/component.ts';
import { INERT } from '../../../local-org/src/metadata/inert.ts';
import { knownTypeOf } from '../../../local-org/src/metadata/known-types.ts';
import { Org } from '../../../local-org/src/org.ts';
import { parseSoql } from '../../../local-org/src/soql/parse.ts';
import { column, insert, invoiceOrg } from '../fixtures/org.ts';
import { field, INVOICES, meta, object } from '../fixtures/source.ts';

const WHOLE_TYPES = INERT.filter(({ type }) => !type.includes('.')).map(({ type }) => type);

describe('metadata that would change what an org does', () => {
  test('is in the list of what has no effect only if it has none', () => {
    const effective = Object.values(TYPES_BY_SUFFIX).filter(([, matters]) => matters).map(([type]) => type);
    expect(WHOLE_TYPES.filter((type) => effective.includes(type))).toEqual(['Workflow']);
  });

  test.each(['assignmentRules', 'autoResponseRules', 'escalationRules', 'entitlementProcess', 'platformEventChannelMember'])('is accepted and listed: %s', (suffix) => {
    const result = new Org().deploy([{ path: `some/Case.${suffix}-meta.xml`, content: '<X/>' }]);
    expect(result.problems).toEqual([]);
    expect(WHOLE_TYPES).toContain(knownTypeOf(suffix));
  });

  test('is refused by name when it is active: restriction rules', () => {
    const rule = (active: boolean) => meta('restrictionRules/Own.rule-meta.xml', 'RestrictionRule', `<active>${active}</active><enforcementType>Restrict</enforcementType><targetEntity>Task</targetEntity>`);
    expect(new Org().deploy([rule(false)]).problems).toEqual([]);
    expect(new Org().deploy([rule(true)]).problems).toMatchObject([{ problem: 'The local org does not run restriction rules.' }]);
  });

  test('is refused by name when it decides: sharing rules of a private object', () => {
    const secret = object('Secret__c', '<nameField><label>Name</label><type>Text</type></nameField><sharingModel>Private</sharingModel>');
    const rules = meta('sharingRules/Secret__c.sharingRules-meta.xml', 'SharingRules', '<sharingOwnerRules><fullName>All</fullName></sharingOwnerRules>');
    const org = invoiceOrg({}, [...INVOICES, secret, rules]);
    const profile = org.data.store.find('Profile', 'Name', 'Standard User')[0]!['Id']!;
    const other = insert(org, 'User', { Username: 'o@example.com', LastName: 'O', Email: 'o@example.com', Alias: 'o', ProfileId: profile, TimeZoneSidKey: 'GMT', LocaleSidKey: 'en_US', EmailEncodingKey: 'UTF-8', LanguageLocaleKey: 'en_US' });
    insert(org, 'Secret__c', { Name: 'hidden?' });
    const read = (userId: string): number => org.transact({ label: 'read', userId }, (tx) => tx.data.query(tx, parseSoql('SELECT Id FROM Secret__c').query, [], { sharing: true })).size;
    expect(read(org.seed.userId)).toBe(1);
    expect(() => read(other.id!)).toThrow('the sharing rules of Secret__c');
  });
});

describe('metadata relationships to fields', () => {
  test('belong to the object that the controlling relationship names', () => {
    const relation = (name: string, to: string, more = ''): ReturnType<typeof field> => field('Mapping__mdt', name, `<type>MetadataRelationship</type><referenceTo>${to}</referenceTo><relationshipName>${name.replace('__c', '')}</relationshipName>${more}`);
    const controlled = (by: string): string => `<metadataRelationshipControllingField>Mapping__mdt.${by}</metadataRelationshipControllingField>`;
    const value = (name: string, text: string): string => `<values><field>${name}</field><value xsi:type="xsd:string">${text}</value></values>`;
    const record = `<?xml version="1.0"?><CustomMetadata xmlns="http://soap.sforce.com/2006/04/metadata" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><label>One</label>${value('From__c', 'Line__c')}${value('To__c', 'Invoice__c')}${value('Target__c', 'Total__c')}${value('Source__c', 'Amount__c')}</CustomMetadata>`;
    const org = invoiceOrg({}, [
      ...INVOICES,
      object('Mapping__mdt', '<visibility>Public</visibility>'),
      relation('From__c', 'EntityDefinition'),
      relation('To__c', 'EntityDefinition'),
      relation('Target__c', 'FieldDefinition', controlled('To__c')),
      relation('Source__c', 'FieldDefinition', controlled('From__c')),
      { path: 'customMetadata/Mapping.One.md-meta.xml', content: record },
    ]);
    expect(column(org, 'SELECT Target__c FROM Mapping__mdt', 'Target__c')).toEqual(['Invoice__c.Total__c']);
    expect(column(org, 'SELECT Source__c FROM Mapping__mdt', 'Source__c')).toEqual(['Line__c.Amount__c']);
  });
});
