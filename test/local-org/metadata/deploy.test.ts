import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readZip } from '../../../local-org/src/metadata/read-zip.ts';
import { Org } from '../../../local-org/src/org.ts';
import { column, insert, invoiceOrg, query } from '../fixtures/org.ts';
import { field, INVOICES, meta, object, rule } from '../fixtures/source.ts';

const problemsOf = (...files: Parameters<Org['deploy']>[0]): string[] => new Org().deploy([...INVOICES, ...files]).problems.map(({ fileName, lineNumber, problem }) => `${fileName}:${lineNumber} ${problem}`);

describe('a source tree', () => {
  test('becomes objects with fields, relationships and labels', () => {
    const { schema } = invoiceOrg();
    const invoice = schema.find('invoice__C')!;
    expect(invoice).toMatchObject({ name: 'Invoice__c', label: 'Invoice', kind: 'custom', keyPrefix: 'a00' });
    expect(invoice.fields.get('key__c')).toMatchObject({ type: 'string', length: 40, externalId: true, unique: true, caseSensitive: true });
    expect(invoice.fields.get('account__c')).toMatchObject({ relationshipName: 'Account__r', childRelationshipName: 'Invoices__r', deleteConstraint: 'SetNull' });
    expect(invoice.childRelationships.map(({ name }) => name).toSorted()).toEqual(['Attachments', 'Lines__r', 'Notes']);
    expect(invoice.childRelationships).toContainEqual({ name: 'Lines__r', childObject: 'Line__c', field: 'Invoice__c' });
    expect(invoice.fields.has('ownerid')).toBe(true);
    expect(schema.find('Line__c')!.fields.has('ownerid')).toBe(false);
    expect(schema.find('Account')!.childRelationships.map((each) => each.name)).toContain('Invoices__r');
  });

  test('may be a zip in the format of the Metadata API', () => {
    const body = `<?xml version="1.0" encoding="UTF-8"?><CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><label>Bill</label><pluralLabel>Bills</pluralLabel><nameField><label>Name</label><type>Text</type></nameField>
<fields><fullName>Total__c</fullName><label>Total</label><type>Number</type><precision>10</precision><scale>1</scale></fields>
<validationRules><fullName>Positive</fullName><active>true</active><errorConditionFormula>Total__c &lt; 0</errorConditionFormula><errorMessage>no</errorMessage></validationRules></CustomObject>`;
    const zip = zipSync({ 'unpackaged/package.xml': new TextEncoder().encode('<Package/>'), 'unpackaged/objects/Bill__c.object': new TextEncoder().encode(body) });
    const org = new Org();
    expect(org.deploy(readZip(zip)).problems).toEqual([]);
    expect(org.schema.find('Bill__c')!.validationRules).toMatchObject([{ name: 'Positive', condition: 'Total__c < 0' }]);
  });

  test('brings custom metadata records, settings and labels', () => {
    const org = invoiceOrg({}, [
      object('Tax__mdt'),
      field('Tax__mdt', 'Rate__c', '<type>Percent</type><precision>5</precision><scale>2</scale>'),
      meta('customMetadata/Tax.DE.md-meta.xml', 'CustomMetadata', '<label>Germany</label><values><field>Rate__c</field><value>19.0</value></values>'),
      meta('labels/CustomLabels.labels-meta.xml', 'CustomLabels', '<labels><fullName>Hello</fullName><value>Hello there</value></labels>'),
    ]);
    expect(column(org, "SELECT Rate__c FROM Tax__mdt WHERE DeveloperName = 'DE'", 'Rate__c')).toEqual(['19.00']);
    expect(org.data.state.labels.get('hello')).toBe('Hello there');
  });

  test.each([
    ['a value that is missing', '<label>x</label>', 'Required fields are missing: [Country__c]'],
    ['a value that is too long', '<label>x</label><values><field>Country__c</field><value>Germany</value></values>', 'Country: data value too large: Germany (max length=2)'],
    ['a value that the picklist does not have', '<label>x</label><values><field>Country__c</field><value>DE</value></values><values><field>Kind__c</field><value>Tithe</value></values>', 'Kind: bad value for restricted picklist field: Tithe'],
    ['a violated validation rule', '<label>x</label><values><field>Country__c</field><value>de</value></values>', 'Capital letters, please.'],
  ])('refuses a custom metadata record for %s', (_claim, values, problem) => {
    const type = [
      object('Tax__mdt'),
      field('Tax__mdt', 'Country__c', '<type>Text</type><length>2</length><required>true</required>'),
      field('Tax__mdt', 'Kind__c', '<type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition><value><fullName>VAT</fullName><default>false</default><label>VAT</label></value></valueSetDefinition></valueSet>'),
      rule('Tax__mdt', 'Capitals', 'NOT(REGEX(Country__c, "[A-Z]*"))', 'Capital letters, please.'),
    ];
    expect(problemsOf(...type, meta('customMetadata/Tax.X.md-meta.xml', 'CustomMetadata', values))).toEqual([`customMetadata/Tax.X.md-meta.xml:1 ${problem}`]);
    expect(problemsOf(...type, meta('customMetadata/Tax.X.md-meta.xml', 'CustomMetadata', '<label>x</label><values><field>Country__c</field><value>DE</value></values>'))).toEqual([]);
  });

  test.each([
    ['a layout', 'layouts/Invoice__c-Invoice Layout.layout-meta.xml', 'Layout', '<layoutSections><layoutColumns><layoutItems><behavior>Edit</behavior><field>Settled__c</field></layoutItems></layoutColumns><style>OneColumn</style></layoutSections>', 'In field: field - no CustomField named Invoice__c.Settled__c found'],
    ['a compact layout', 'objects/Invoice__c/compactLayouts/Short.compactLayout-meta.xml', 'CompactLayout', '<fullName>Short</fullName><fields>Name</fields><fields>Settled__c</fields><label>Short</label>', 'In field: field - no CustomField named Invoice__c.Settled__c found'],
    ['the columns of a list', 'objects/Invoice__c/listViews/All.listView-meta.xml', 'ListView', '<fullName>All</fullName><columns>NAME</columns><columns>Settled__c</columns><filterScope>Everything</filterScope><label>All</label>', 'Could not resolve list view column: Settled__c'],
    ['the filters of a list', 'objects/Invoice__c/listViews/All.listView-meta.xml', 'ListView', '<fullName>All</fullName><filterScope>Everything</filterScope><filters><field>Settled__c</field><operation>equals</operation><value>1</value></filters><label>All</label>', 'Could not resolve list view column: Settled__c'],
    ['field permissions', 'permissionsets/Payer.permissionset-meta.xml', 'PermissionSet', '<label>Payer</label><fieldPermissions><editable>true</editable><field>Invoice__c.Settled__c</field><readable>true</readable></fieldPermissions>', 'In field: field - no CustomField named Invoice__c.Settled__c found'],
    ['object permissions', 'permissionsets/Payer.permissionset-meta.xml', 'PermissionSet', '<label>Payer</label><objectPermissions><object>Payment__c</object></objectPermissions>', 'In field: object - no CustomObject named Payment__c found'],
    ['granted classes', 'permissionsets/Payer.permissionset-meta.xml', 'PermissionSet', '<label>Payer</label><classAccesses><apexClass>Payments</apexClass><enabled>true</enabled></classAccesses>', 'In field: apexClass - no ApexClass named Payments found'],
  ])('refuses %s that name what is not there', (_claim, path, type, body, problem) => {
    expect(problemsOf(meta(path, type, body))).toEqual([expect.stringMatching(new RegExp(`^${path}:\\d+ ${problem}$`))]);
    const ofAnotherPackage = body.replaceAll('Settled__c', 'pay__Settled__c').replaceAll('Payment__c', 'pay__Payment__c').replaceAll('>Payments<', '>pay__Payments<');
    expect(problemsOf(meta(path, type, ofAnotherPackage))).toEqual([]);
  });

  test('brings field sets and reasons of sharing', () => {
    const { schema } = invoiceOrg({}, [
      ...INVOICES,
      object('Secret__c', '<sharingModel>Private</sharingModel><nameField><label>Name</label><type>Text</type></nameField>'),
      meta('objects/Secret__c/sharingReasons/Team__c.sharingReason-meta.xml', 'SharingReason', '<fullName>Team__c</fullName><label>Team</label>'),
      meta('objects/Invoice__c/fieldSets/Short.fieldSet-meta.xml', 'FieldSet', '<fullName>Short</fullName><label>Short list</label><displayedFields><field>Account__r.Name</field><isRequired>true</isRequired></displayedFields>'),
    ]);
    expect(schema.find('Invoice__c')!.fieldSets).toEqual([{ name: 'Short', label: 'Short list', description: null, fields: [{ path: 'Account__r.Name', required: true }] }]);
    expect(schema.find('Secret__Share')!.fields.get('rowcause')!.picklistValues.map(({ value }) => value)).toContain('Team__c');
  });

  test('may come in several deployments, and records stay', () => {
    const org = invoiceOrg();
    insert(org, 'Invoice__c', { Name: 'stays' });
    expect(org.deploy([field('Invoice__c', 'Note__c', '<type>Text</type><length>20</length>')]).success).toBe(true);
    expect(query(org, 'SELECT Name, Note__c FROM Invoice__c')[0]!.get('Name')).toBe('stays');
  });
});

describe('problems name file and line', () => {
  test.each([
    ['malformed XML', [{ path: 'objects/X__c/X__c.object-meta.xml', content: '<CustomObject>\n<label></labe>\n</CustomObject>' }], 'X__c.object-meta.xml:2'],
    ['a field of no object', [field('Nobody__c', 'A__c', '<type>Checkbox</type>')], "Entity of type 'CustomObject' named 'Nobody__c' cannot be found"],
    ['a lookup to nothing', [field('Invoice__c', 'B__c', '<type>Lookup</type>\n<referenceTo>Nobody__c</referenceTo>')], "B__c.field-meta.xml:4 referenceTo value of 'Nobody__c' does not resolve"],
    ['an unknown kind of field', [field('Invoice__c', 'C__c', '<type>ExternalLookup</type>')], 'C__c.field-meta.xml:3 The local org does not support fields of type ExternalLookup.'],
    ['a wrong formula', [field('Invoice__c', 'D__c', '<type>Number</type><precision>3</precision><scale>0</scale>\n<formula>Nope__c + 1</formula>')], 'D__c.field-meta.xml:4 Field Nope__c does not exist'],
    ['a wrong validation rule', [rule('Invoice__c', 'Bad', '"text"', 'x')], 'Formula result is data type (Text), incompatible with expected data type (true or false).'],
    ['an active flow', [meta('flows/Go.flow-meta.xml', 'Flow', '<label>Go</label>\n<status>Active</status><start><triggerType>Scheduled</triggerType></start>')], 'Go.flow-meta.xml:4 The local org does not run flows of this kind'],
    ['Apex without a compiler', [{ path: 'classes/A.cls', content: 'class A {}' }], 'This org was made without an Apex compiler.'],
    ['an unknown metadata type', [meta('x/A.mystery-meta.xml', 'Mystery', '')], 'does not know the metadata type of A.mystery-meta.xml'],
  ])('%s', (_, files, expected) => expect(problemsOf(...files)[0]).toContain(expected));

  test('and with any problem nothing is deployed', () => {
    const org = new Org();
    org.deploy([...INVOICES, field('Nobody__c', 'A__c', '<type>Checkbox</type>')]);
    expect(org.schema.find('Invoice__c')).toBeUndefined();
  });

  test('unless the deployment is partial: then what is sound is deployed', () => {
    const org = new Org();
    const { success, problems } = org.deploy([...INVOICES, field('Nobody__c', 'A__c', '<type>Checkbox</type>')], { partial: true });
    expect([success, problems.length]).toEqual([false, 1]);
    expect(org.schema.find('Invoice__c')).toBeDefined();
  });

  test('what has no effect here is accepted', () => {
    expect(problemsOf(meta('layouts/Invoice__c-Layout.layout-meta.xml', 'Layout', ''), { path: 'lwc/page/page.js', content: 'x' }, meta('flows/Off.flow-meta.xml', 'Flow', '<status>Draft</status>'), { path: 'README.md', content: '# text' })).toEqual([]);
  });
});
