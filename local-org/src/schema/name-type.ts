import { field, READ_ONLY } from './field.ts';
import type { FieldDefinition, SObjectType } from './sobject-type.ts';

const FIELDS: readonly FieldDefinition[] = [
  field('Id', 'id', READ_ONLY),
  field('Name', 'string', READ_ONLY),
  field('FirstName', 'string', READ_ONLY),
  field('LastName', 'string', READ_ONLY),
  field('Type', 'string', READ_ONLY),
  field('Alias', 'string', READ_ONLY),
  field('Email', 'email', READ_ONLY),
  field('Phone', 'phone', READ_ONLY),
  field('Title', 'string', READ_ONLY),
  field('Username', 'string', READ_ONLY),
  field('IsActive', 'boolean', READ_ONLY),
  field('ProfileId', 'reference', { ...READ_ONLY, referenceTo: ['Profile'], relationshipName: 'Profile' }),
  field('UserRoleId', 'reference', { ...READ_ONLY, referenceTo: ['UserRole'], relationshipName: 'UserRole' }),
  field('RecordTypeId', 'reference', { ...READ_ONLY, referenceTo: ['RecordType'], relationshipName: 'RecordType' }),
];

/** What a query may read of a parent that can be of several objects (`Owner`, `What`); Object Reference, "Name". */
export const NAME_TYPE: SObjectType = {
  name: 'Name',
  label: 'Name',
  labelPlural: 'Names',
  keyPrefix: '',
  kind: 'standard',
  fields: new Map(FIELDS.map((each) => [each.name.toLowerCase(), each] as const)),
  childRelationships: [],
  validationRules: [],
};
