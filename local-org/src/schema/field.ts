import type { FieldDefinition, FieldType, PicklistValue } from './sobject-type.ts';

/** A whole field definition from the few properties that differ from a plain optional field. */
export function field(name: string, type: FieldType, properties: Partial<FieldDefinition> = {}): FieldDefinition {
  return {
    name,
    label: labelOf(name, type),
    type,
    required: false,
    createable: true,
    updateable: true,
    unique: false,
    caseSensitive: false,
    externalId: false,
    referenceTo: [],
    masterDetail: false,
    picklistValues: [],
    restrictedPicklist: false,
    formulaTreatsBlanksAsZero: false,
    custom: false,
    ...properties,
  };
}

/** Properties of a field that only the platform writes. */
export const READ_ONLY: Partial<FieldDefinition> = { createable: false, updateable: false };

/** Active picklist values with their own text as label; the first is the default when `withDefault`. */
export function picklistValues(values: readonly string[], withDefault = false): PicklistValue[] {
  return values.map((value, i) => ({ value, label: value, active: true, isDefault: withDefault && i === 0 }));
}

/** `NumberOfEmployees` becomes `Number Of Employees`, `AccountId` becomes `Account ID`. */
function labelOf(name: string, type: FieldType): string {
  const words = name.replace(/__c$/, '').replaceAll('_', ' ').replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  return type === 'reference' || type === 'id' ? words.replace(/ ?Id$/, ' ID').trim() : words;
}
