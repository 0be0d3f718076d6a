import { field, READ_ONLY } from './field.ts';
import type { FieldDefinition } from './sobject-type.ts';

/** The record id. */
export function idField(): FieldDefinition {
  return field('Id', 'id', { ...READ_ONLY, label: 'Record ID', length: 18 });
}

/** Who made and changed a record, and when; Object Reference, "System Fields". */
export function auditFields(): FieldDefinition[] {
  return [
    field('IsDeleted', 'boolean', { ...READ_ONLY, label: 'Deleted' }),
    field('CreatedDate', 'datetime', READ_ONLY),
    field('CreatedById', 'reference', { ...READ_ONLY, label: 'Created By ID', referenceTo: ['User'], relationshipName: 'CreatedBy' }),
    field('LastModifiedDate', 'datetime', READ_ONLY),
    field('LastModifiedById', 'reference', { ...READ_ONLY, label: 'Last Modified By ID', referenceTo: ['User'], relationshipName: 'LastModifiedBy' }),
    field('SystemModstamp', 'datetime', { ...READ_ONLY, label: 'System Modstamp' }),
  ];
}

/** Exists only in an org with several currencies. */
export function currencyField(): FieldDefinition {
  return field('CurrencyIsoCode', 'picklist', { label: 'Currency ISO Code', length: 3 });
}

/** The owner: users only on most standard objects, users and queues on custom ones. */
export function ownerField(referenceTo: readonly string[]): FieldDefinition {
  return field('OwnerId', 'reference', { label: 'Owner ID', referenceTo, relationshipName: 'Owner' });
}

/** The record type of objects that have record types. */
export function recordTypeField(): FieldDefinition {
  return field('RecordTypeId', 'reference', { label: 'Record Type ID', referenceTo: ['RecordType'], relationshipName: 'RecordType' });
}
