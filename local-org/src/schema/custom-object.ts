import { field, picklistValues, READ_ONLY } from './field.ts';
import type { ObjectDefinition } from './org-schema.ts';
import type { FieldDefinition, SObjectType, ValidationRule } from './sobject-type.ts';
import { auditFields, currencyField, idField, ownerField } from './system-fields.ts';

/** What a source tree says about an object that is not standard. */
export interface CustomObject {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly customSettingType?: 'Hierarchy' | 'List';
  readonly sharingModel?: NonNullable<SObjectType['sharingModel']>;
  readonly nameField: { readonly label: string; readonly autoNumberFormat?: string };
  readonly fields: readonly FieldDefinition[];
  readonly validationRules: readonly ValidationRule[];
}

/** The whole object: the platform's own fields, then those of the source tree. */
export function customDefinition(object: CustomObject, keyPrefix: string, multiCurrency: boolean): ObjectDefinition {
  const { name, label, labelPlural, validationRules } = object;
  const shared = { name, label, labelPlural, keyPrefix, validationRules };
  if (name.endsWith('__mdt')) return { ...shared, kind: 'customMetadata', fields: [...metadataFields(), ...object.fields] };
  if (name.endsWith('__e')) return { ...shared, kind: 'platformEvent', fields: [...eventFields(), ...object.fields] };
  if (name.endsWith('__b')) return { ...shared, kind: 'bigObject', fields: [idField(), field('CreatedDate', 'datetime', READ_ONLY), field('CreatedById', 'reference', { ...READ_ONLY, referenceTo: ['User'], relationshipName: 'CreatedBy' }), ...object.fields] };
  const currency = multiCurrency ? [currencyField()] : [];
  if (object.customSettingType) {
    const fields = [idField(), ...settingFields(), ...auditFields(), ...currency, ...object.fields];
    return { ...shared, kind: 'customSetting', customSettingType: object.customSettingType, fields };
  }
  const sharing = object.sharingModel ? { sharingModel: object.sharingModel } : {};
  return { ...shared, ...sharing, kind: 'custom', fields: [idField(), ...recordFields(object), ...auditFields(), ...currency, ...object.fields] };
}

/** The shares of an object whose records are not everybody's; Object Reference, "Custom Object__Share". */
export function shareDefinition(object: ObjectDefinition, keyPrefix: string, reasons: readonly string[] = []): ObjectDefinition | undefined {
  if (object.sharingModel !== 'Private' && object.sharingModel !== 'Read') return undefined;
  const name = object.name.replace(/__c$/, '__Share');
  const fields = [
    idField(),
    field('ParentId', 'reference', { required: true, updateable: false, referenceTo: [object.name], relationshipName: 'Parent', childRelationshipName: 'Shares', deleteConstraint: 'Cascade' }),
    field('AccessLevel', 'picklist', { required: true, length: 40, picklistValues: picklistValues(['Read', 'Edit', 'All']) }),
    field('RowCause', 'picklist', { updateable: false, length: 40, picklistValues: picklistValues(['Manual', 'Owner', 'Rule', ...reasons]), defaultValue: '"Manual"' }),
    field('UserOrGroupId', 'reference', { required: true, updateable: false, referenceTo: ['Group', 'User'], relationshipName: 'UserOrGroup' }),
    ...auditFields(),
  ];
  return { name, label: `Share: ${object.label}`, labelPlural: `Shares: ${object.label}`, keyPrefix, kind: 'standard', fields, validationRules: [] };
}

/** A detail object has no owner of its own. */
function recordFields(object: CustomObject): FieldDefinition[] {
  const owned = !object.fields.some((each) => each.masterDetail);
  const owner = owned ? [ownerField(['Group', 'User'])] : [];
  const activity = [field('LastActivityDate', 'date', READ_ONLY), field('LastViewedDate', 'datetime', READ_ONLY), field('LastReferencedDate', 'datetime', READ_ONLY)];
  return [nameField(object), ...owner, ...activity];
}

function nameField({ nameField: { label, autoNumberFormat } }: CustomObject): FieldDefinition {
  if (autoNumberFormat !== undefined) return field('Name', 'string', { ...READ_ONLY, label, length: 80, autoNumberFormat });
  return field('Name', 'string', { label, length: 80 });
}

function settingFields(): FieldDefinition[] {
  return [
    field('Name', 'string', { length: 38 }),
    field('SetupOwnerId', 'reference', { label: 'Location', referenceTo: ['Organization', 'Profile', 'User'], relationshipName: 'SetupOwner', updateable: false }),
  ];
}

/** Object Reference, "Custom Metadata Type__mdt". */
function metadataFields(): FieldDefinition[] {
  return [
    idField(),
    field('DeveloperName', 'string', { ...READ_ONLY, label: 'Custom Metadata Record Name', length: 40 }),
    field('MasterLabel', 'string', { ...READ_ONLY, label: 'Label', length: 40 }),
    field('Language', 'picklist', READ_ONLY),
    field('NamespacePrefix', 'string', { ...READ_ONLY, length: 15 }),
    field('Label', 'string', { ...READ_ONLY, length: 40 }),
    field('QualifiedApiName', 'string', { ...READ_ONLY, length: 70 }),
    field('SystemModstamp', 'datetime', READ_ONLY),
  ];
}

/** Platform Events Developer Guide, "Platform Event Fields". */
function eventFields(): FieldDefinition[] {
  return [
    field('ReplayId', 'string', { ...READ_ONLY, length: 1000 }),
    field('EventUuid', 'string', { ...READ_ONLY, length: 36 }),
    field('CreatedDate', 'datetime', READ_ONLY),
    field('CreatedById', 'reference', { ...READ_ONLY, referenceTo: ['User'], relationshipName: 'CreatedBy' }),
  ];
}
