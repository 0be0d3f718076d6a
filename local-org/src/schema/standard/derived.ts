import { readClassFile } from '../../apex/platform-types/class-file.ts';
import type { ClassMember } from '../../apex/platform-types/class-file.ts';
import { fieldType } from '../../apex/platform-types/java-signature.ts';
import { field, READ_ONLY } from '../field.ts';
import type { ObjectDefinition } from '../org-schema.ts';
import type { FieldDefinition, FieldType } from '../sobject-type.ts';
import { auditFields, idField } from '../system-fields.ts';
import { signatureIndex, signatureOf, signaturesOf } from './sobject-signatures.ts';
import type { ObjectSignature } from './sobject-signatures.ts';

/**
 * A standard object that has no table of its own, with the shape that the platform's signatures give it: names and types of
 * fields, and what its look-ups point to. Lengths, required fields, picklist values and the object's own behaviour are not known.
 */
export function derivedObject(name: string): ObjectDefinition | undefined {
  const signature = signatureOf(name);
  if (!signature) return undefined;
  return {
    name: signature.name,
    label: signature.name.replace(/([a-z])([A-Z])/g, '$1 $2'),
    labelPlural: `${signature.name.replace(/([a-z])([A-Z])/g, '$1 $2')}s`,
    keyPrefix: prefixOf(signature.name),
    kind: 'standard',
    fields: withSystemFields(fieldsOf(signature)),
    validationRules: [],
  };
}

/**
 * What the tables of standard objects leave out: by object name, the fields that the signatures have. Fields that only exist with
 * person accounts or several currencies are left out.
 */
export function derivedFields(objects: readonly string[]): Map<string, FieldDefinition[]> {
  return new Map(signaturesOf(objects).map((signature) => [signature.name, fieldsOf(signature).filter(({ name }) => !OPTIONAL.test(name))]));
}

const OPTIONAL = /^(Person|IsPersonAccount$|CurrencyIsoCode$)|__pc$/;

function fieldsOf({ bytes }: ObjectSignature): FieldDefinition[] {
  const members = readClassFile(bytes).fields.map(({ name, signature }): Member => ({ name, type: fieldType(signature).replace(/^.*\./, '') }));
  return members.flatMap((member, index) => derivedField(member, members[index + 1]));
}

interface Member extends Pick<ClassMember, 'name'> {
  readonly type: string;
}

const TYPES: Readonly<Record<string, FieldType>> = {
  string: 'string',
  boolean: 'boolean',
  integer: 'integer',
  decimal: 'double',
  date: 'date',
  datetime: 'datetime',
  time: 'time',
  blob: 'base64',
};

/** Long enough for any text: the true length is not known. */
const LENGTH = 131_072;

function derivedField(member: Member, next: Member | undefined): FieldDefinition[] {
  if (member.type === 'Id') return member.name === 'Id' ? [] : [lookup(member.name, next)];
  const type = TYPES[member.type.toLowerCase()];
  if (type === undefined) return [];
  if (type === 'double') return [field(member.name, type, { precision: 18, scale: 8 })];
  return [field(member.name, type, type === 'string' ? { length: LENGTH } : {})];
}

/** A look-up and the relationship that follows it; one to `Name` may point to several objects, which are not known. */
function lookup(name: string, next: Member | undefined): FieldDefinition {
  const relationshipName = name.replace(/Id$/, '');
  if (next?.name !== relationshipName) return field(name, 'reference', {});
  const referenceTo = name === 'OwnerId' ? ['Group', 'User'] : next.type === 'Name' ? [] : [next.type];
  return field(name, 'reference', { referenceTo, relationshipName });
}

/** The platform writes these on every object. */
function withSystemFields(fields: readonly FieldDefinition[]): FieldDefinition[] {
  const system = [idField(), ...auditFields()];
  const names = new Set(system.map(({ name }) => name));
  const own = fields.filter(({ name }) => !names.has(name)).map((one) => (VIEWED.has(one.name) ? { ...one, ...READ_ONLY } : one));
  return [...system, ...own];
}

const VIEWED = new Set(['LastViewedDate', 'LastReferencedDate', 'LastActivityDate']);

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** The signatures do not give key prefixes; these begin with x, y or z, as no prefix of Salesforce does. */
function prefixOf(name: string): string {
  const n = signatureIndex(name);
  const digit = (power: number) => Math.floor(n / DIGITS.length ** power) % DIGITS.length;
  return `${'xyz'[digit(2)]}${DIGITS[digit(1)]}${DIGITS[digit(0)]}`;
}
