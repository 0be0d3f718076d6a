import { field, picklistValues, READ_ONLY } from '../field.ts';
import type { FieldDefinition, FieldType } from '../sobject-type.ts';
import { auditFields, idField, ownerField } from '../system-fields.ts';

/** One standard object as its table states it; an org makes its SObjectType from it. */
export interface StandardObject {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string;
  readonly fields: readonly FieldDefinition[];
  /** Whether a multi-currency org gives it a CurrencyIsoCode. */
  readonly hasCurrency: boolean;
}

interface Options {
  readonly label?: string;
  readonly plural?: string;
  readonly owner?: readonly string[];
  readonly currency?: boolean;
  /** False for the few objects without CreatedDate and the like. */
  readonly audit?: boolean;
}

/**
 * A standard object from a table with one field a line: `Name type(size) flags`. Types are those of FieldType; the size is a
 * length, `precision,scale`, `[value;value]` for picklists or the names of the objects that a reference may point to.
 *
 * Flags: `!` required, `ro` read only, `fixed` not updateable, `unique`, `ext` external id, `restricted`, `default=<formula>`,
 * `auto=<format>` auto number, `rel=<relationship>`, `children=<child relationship>`, `cascade` and `restrict` (what deleting the parent does), `name`.
 */
export function standardObject(name: string, keyPrefix: string, table: string, options: Options = {}): StandardObject {
  const label = options.label ?? name.replace(/([a-z])([A-Z])/g, '$1 $2');
  const fields = [
    idField(),
    ...table.split('\n').map((line) => line.trim()).filter((line) => line !== '').map(fieldOfLine),
    ...(options.owner ? [ownerField(options.owner)] : []),
    ...(options.audit === false ? [] : auditFields()),
  ];
  return { name, keyPrefix, label, labelPlural: options.plural ?? `${label}s`, fields, hasCurrency: options.currency ?? false };
}

const LINE = /^(\w+)\s+(\w+)(?:\(([^)]*)\)|\[([^\]]*)\])?\s*(.*)$/;

function fieldOfLine(line: string): FieldDefinition {
  const match = LINE.exec(line);
  if (!match) throw new Error(`Bad line in a table of standard fields: ${line}`);
  const [, name, type, size, values, flags] = match as unknown as [string, string, FieldType, string?, string?, string?];
  return field(name, type, { ...sizeOf(type, size), ...valuesOf(values), ...flagsOf(flags ?? '') });
}

function sizeOf(type: FieldType, size: string | undefined): Partial<FieldDefinition> {
  if (type === 'reference') return { referenceTo: (size ?? '').split(',') };
  if (type === 'currency' || type === 'double' || type === 'percent') {
    const [precision, scale] = (size ?? '18,2').split(',').map(Number);
    return { precision: precision ?? 18, scale: scale ?? 2 };
  }
  if (type === 'integer') return { precision: Number(size ?? 8), scale: 0 };
  if (type === 'picklist' || type === 'multipicklist') return { length: 255 };
  return size === undefined ? {} : { length: Number(size) };
}

function valuesOf(values: string | undefined): Partial<FieldDefinition> {
  return values === undefined ? {} : { picklistValues: picklistValues(values.split(';')) };
}

function flagsOf(flags: string): Partial<FieldDefinition> {
  return Object.assign({}, ...(flags.match(/\w+=(?:"[^"]*"|'[^']*')|\S+/g) ?? []).map(flagProperties)) as Partial<FieldDefinition>;
}

function flagProperties(flag: string): Partial<FieldDefinition> {
  const [word, value = ''] = flag.split('=');
  switch (word) {
    case '!':
      return { required: true };
    case 'ro':
      return READ_ONLY;
    case 'fixed':
      return { updateable: false };
    case 'unique':
      return { unique: true };
    case 'ext':
      return { externalId: true };
    case 'restricted':
      return { restrictedPicklist: true };
    case 'rel':
      return { relationshipName: value };
    case 'children':
      return { childRelationshipName: value };
    case 'cascade':
      return { deleteConstraint: 'Cascade' };
    case 'restrict':
      return { deleteConstraint: 'Restrict' };
    case 'default':
      return { defaultValue: value };
    case 'auto':
      return { ...READ_ONLY, autoNumberFormat: value };
    case 'label':
      return { label: value.replaceAll('"', '') };
    default:
      throw new Error(`Unknown flag in a table of standard fields: ${flag}`);
  }
}
