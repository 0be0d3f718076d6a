import type { FieldDefinition, SObjectType } from '../schema/sobject-type.ts';
import type { Row } from '../store/store.ts';
import type { OrgData } from './data.ts';

/** Writes the org's objects and fields as records of EntityDefinition and FieldDefinition; their ids are their API names. */
export function writeCatalogue(data: OrgData): void {
  for (const type of data.state.schema.all()) {
    data.putRow('EntityDefinition', entityRow(type));
    for (const field of type.fields.values()) data.putRow('FieldDefinition', fieldRow(type, field));
  }
}

/** `Invoice__c` without its ending. */
function developerName(name: string): string {
  return name.replace(/__(c|mdt|e|Share)$/, '');
}

function entityRow(type: SObjectType): Row {
  return {
    Id: type.name,
    DurableId: type.name,
    DeveloperName: developerName(type.name),
    QualifiedApiName: type.name,
    Label: type.label,
    MasterLabel: type.label,
    PluralLabel: type.labelPlural,
    KeyPrefix: type.keyPrefix,
    IsCustomSetting: type.kind === 'customSetting',
    IsQueryable: type.kind !== 'platformEvent',
    IsTriggerable: type.kind === 'standard' || type.kind === 'custom' || type.kind === 'platformEvent',
    IsApexTriggerable: type.kind === 'standard' || type.kind === 'custom' || type.kind === 'platformEvent',
    IsCustomizable: true,
  };
}

function fieldRow(type: SObjectType, field: FieldDefinition): Row {
  return {
    Id: `${type.name}.${field.name}`,
    DurableId: `${type.name}.${field.name}`,
    EntityDefinitionId: type.name,
    DeveloperName: developerName(field.name),
    QualifiedApiName: field.name,
    Label: field.label,
    MasterLabel: field.label,
    DataType: dataType(field),
    Length: field.length ?? 0,
    Precision: field.precision ?? 0,
    Scale: field.scale ?? 0,
    ...(field.relationshipName === undefined ? {} : { RelationshipName: field.relationshipName }),
    IsCalculated: field.formula !== undefined,
    IsIndexed: field.externalId || field.unique || field.type === 'id' || field.type === 'reference',
    IsNillable: !field.required,
  };
}

/** As Object Manager prints it. */
function dataType(field: FieldDefinition): string {
  const { type, length = 0, precision = 18, scale = 0 } = field;
  if (field.formula !== undefined) return `Formula (${DATA_TYPES[type] ?? 'Text'})`;
  if (field.autoNumberFormat !== undefined) return 'Auto Number';
  if (type === 'reference') return `${field.masterDetail ? 'Master-Detail' : 'Lookup'}(${field.referenceTo.join(',')})`;
  if (type === 'string') return `Text(${length})`;
  if (type === 'textarea') return length > 255 ? `Long Text Area(${length})` : 'Text Area(255)';
  if (type === 'double' || type === 'currency' || type === 'percent') return `${DATA_TYPES[type]}(${precision - scale}, ${scale})`;
  return DATA_TYPES[type] ?? type;
}

const DATA_TYPES: Readonly<Partial<Record<FieldDefinition['type'], string>>> = {
  boolean: 'Checkbox', integer: 'Number', double: 'Number', currency: 'Currency', percent: 'Percent', date: 'Date', datetime: 'Date/Time', time: 'Time',
  picklist: 'Picklist', multipicklist: 'Picklist (Multi-Select)', email: 'Email', phone: 'Phone', url: 'URL', address: 'Address', string: 'Text', textarea: 'Text',
};
