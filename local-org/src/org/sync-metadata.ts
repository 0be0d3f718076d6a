import type { Component } from '../metadata/component.ts';
import type { FieldDefinition, SObjectType } from '../schema/sobject-type.ts';
import { fieldOf } from '../schema/sobject-type.ts';
import { BlobValue } from '../values/blob.ts';
import { DatetimeValue } from '../values/datetime.ts';
import { Decimal } from '../values/decimal.ts';
import type { Value } from '../values/value.ts';
import type { OrgData } from './data.ts';
import { externalCredentialOf } from './external-credentials.ts';
import { metadataValues } from './metadata-records.ts';
import { namedCredentialOf } from './named-credentials.ts';
import { writeGroup, writePermissions } from './permission-rows.ts';

type Values = Record<string, Value>;

/** Makes the records that stand for components: custom metadata, Apex classes and triggers, permission sets, queues. */
export function syncMetadataRecords(components: readonly Component[], data: OrgData, userId: string, nowMs: number): void {
  // A permission set names custom permissions and a group names permission sets, which therefore come first.
  const rank = ({ type }: Component): number => ['PermissionSet', 'PermissionSetGroup'].indexOf(type);
  const ordered = components.toSorted((a, b) => rank(a) - rank(b));
  for (const component of ordered) writeRecord(component, data, userId, nowMs);
  for (const type of data.state.schema.all()) if (type.kind === 'customMetadata') linkMetadata(type, data);
}

function writeRecord(component: Component, data: OrgData, userId: string, nowMs: number): void {
  switch (component.type) {
    case 'CustomMetadata':
      return writeMetadata(component, data);
    case 'ApexClass':
    case 'ApexTrigger':
      return upsertRow(data, component.type, 'Name', component.fullName, apexValues(component), userId, nowMs);
    case 'PermissionSet':
      upsertRow(data, 'PermissionSet', 'Name', component.fullName, { Label: component.xml?.text('label') ?? component.fullName, IsCustom: true, IsOwnedByProfile: false, Type: 'Regular' }, userId, nowMs);
      return writePermissions(component, data);
    case 'PermissionSetGroup':
      upsertRow(data, 'PermissionSetGroup', 'DeveloperName', component.fullName, { MasterLabel: component.xml?.text('label') ?? component.fullName, Language: 'en_US', Status: 'Updated' }, userId, nowMs);
      return writeGroup(component, data);
    case 'CustomApplication':
      return upsertRow(data, 'AppMenuItem', 'Name', component.fullName, { Label: component.xml?.text('label') ?? component.fullName, Type: 'TabSet', ApplicationId: applicationId(component.fullName, data), IsVisible: true, IsAccessible: true }, userId, nowMs);
    case 'StaticResource':
      return upsertRow(data, 'StaticResource', 'Name', component.fullName, resourceValues(component), userId, nowMs);
    case 'CustomPermission':
      return upsertRow(data, 'CustomPermission', 'DeveloperName', component.fullName, { MasterLabel: component.xml?.text('label') ?? component.fullName, Language: 'en_US' }, userId, nowMs);
    case 'NamedCredential': {
      const credential = namedCredentialOf(component);
      data.namedCredentials.set(component.fullName.toLowerCase(), credential);
      return upsertRow(data, 'NamedCredential', 'DeveloperName', component.fullName, { MasterLabel: component.xml?.text('label') ?? component.fullName, Endpoint: credential.endpoint }, userId, nowMs);
    }
    case 'ExternalCredential':
      return void data.externalCredentials.set(component.fullName.toLowerCase(), externalCredentialOf(component));
    case 'SharingRules':
      return noteSharingRules(component, data);
    case 'Queue':
      return upsertRow(data, 'Group', 'DeveloperName', component.fullName, { Name: component.xml?.text('name') ?? component.fullName, Type: 'Queue' }, userId, nowMs);
    case 'RecordType': {
      const [object, name] = component.fullName.split('.') as [string, string];
      return upsertRow(data, 'RecordType', 'DeveloperName', name, { Name: component.xml?.text('label') ?? name, SobjectType: object, IsActive: component.xml?.boolean('active') ?? true }, userId, nowMs);
    }
  }
}

/** Rules that share records of an object: who would need one of them to see a record is told so. */
function noteSharingRules({ fullName, xml }: Component, data: OrgData): void {
  const kinds = ['sharingCriteriaRules', 'sharingOwnerRules', 'sharingGuestRules', 'sharingTerritoryRules'];
  if (kinds.some((kind) => (xml?.elements(kind).length ?? 0) > 0)) data.sharingRules.add(fullName.toLowerCase());
}

/** The app's id stays what it was when it was first deployed. */
function applicationId(name: string, data: OrgData): Value {
  return data.store.find('AppMenuItem', 'Name', name)[0]?.['ApplicationId'] ?? data.ids.give('02u');
}

function resourceValues({ file, bytes }: Component): Values {
  const types: Readonly<Record<string, string>> = { js: 'text/javascript', json: 'application/json', css: 'text/css', txt: 'text/plain', xml: 'application/xml', png: 'image/png', svg: 'image/svg+xml' };
  const body = bytes ? { Body: new BlobValue(bytes), BodyLength: bytes.length } : {};
  return { ContentType: types[file.split('.').at(-1)!] ?? 'application/octet-stream', CacheControl: 'Public', ...body };
}

function apexValues({ text, xml }: Component): Values {
  return {
    Body: text,
    ApiVersion: Decimal.fromNumber(xml?.number('apiVersion') ?? 65).setScale(1),
    Status: xml?.text('status') ?? 'Active',
    IsValid: true,
    LengthWithoutComments: text.length,
  };
}

function upsertRow(data: OrgData, object: string, key: string, name: string, values: Values, userId: string, nowMs: number): void {
  const type = data.state.schema.find(object)!;
  const now = new DatetimeValue(Math.floor(nowMs / 1000) * 1000);
  const old = data.store.find(object, key, name).find((row) => object !== 'RecordType' || row['SobjectType'] === values['SobjectType']);
  const made = old ?? { Id: data.ids.give(type.keyPrefix), IsDeleted: false, CreatedDate: now, CreatedById: userId };
  data.putRow(object, { ...made, ...values, [key]: name, LastModifiedDate: now, LastModifiedById: userId, SystemModstamp: now });
}

/** `Tax.DE` is the record DE of Tax__mdt. */
function writeMetadata(component: Component, data: OrgData): void {
  const [typeName, ...rest] = component.fullName.split('.');
  const type = data.state.schema.find(`${typeName}__mdt`);
  if (!type) return;
  const developerName = rest.join('.');
  const label = component.xml?.text('label') ?? developerName;
  const old = data.store.find(type.name, 'DeveloperName', developerName)[0];
  const row: Values = { Id: old?.['Id'] ?? data.ids.give(type.keyPrefix), DeveloperName: developerName, MasterLabel: label, Label: label, Language: 'en_US', QualifiedApiName: developerName };
  data.putRow(type.name, { ...row, ...metadataValues(component, type) });
}

/** A relationship between metadata types is written by developer name and stored as an id. */
function linkMetadata(type: SObjectType, data: OrgData): void {
  for (const field of type.fields.values()) {
    const target = field.custom && field.type === 'reference' ? data.state.schema.find(field.referenceTo[0]!) : undefined;
    if (target?.name === 'FieldDefinition') qualifyFields(type, field, data);
    if (target?.kind !== 'customMetadata') continue;
    for (const row of data.store.rows(type.name)) {
      const found = data.store.find(target.name, 'DeveloperName', row[field.name] ?? null)[0];
      if (found) data.putRow(type.name, { ...row, [field.name]: found['Id']! });
    }
  }
}

/** A field is written by its own name; its object is in the relationship to EntityDefinition beside it. */
function qualifyFields(type: SObjectType, field: FieldDefinition, data: OrgData): void {
  const controlling = field.controllingField === undefined ? undefined : fieldOf(type, field.controllingField);
  const object = controlling ?? [...type.fields.values()].find((each) => each.referenceTo.includes('EntityDefinition'));
  for (const row of data.store.rows(type.name)) {
    const [name, owner] = [row[field.name], object && row[object.name]];
    if (typeof name === 'string' && typeof owner === 'string' && !name.includes('.')) data.putRow(type.name, { ...row, [field.name]: `${owner}.${name}` });
  }
}
