import type { ObjectDefinition } from '../org-schema.ts';
import { currencyField } from '../system-fields.ts';
import type { FieldDefinition } from '../sobject-type.ts';
import { derivedFields } from './derived.ts';
import { STANDARD_OBJECTS } from './index.ts';

let rest: ReadonlyMap<string, readonly FieldDefinition[]> | undefined;

/** The fields of a table, then those that only the signatures know. */
function allFields({ name, fields }: { readonly name: string; readonly fields: readonly FieldDefinition[] }): FieldDefinition[] {
  rest ??= derivedFields(STANDARD_OBJECTS.map((object) => object.name));
  const known = new Set(fields.map((field) => field.name));
  return [...fields, ...(rest.get(name) ?? []).filter((field) => !known.has(field.name))];
}

/** What a new org does not show to everybody: activities. */
const PRIVATE_OBJECTS = new Set(['Task', 'Event']);

/** The standard objects of an org; CurrencyType and CurrencyIsoCode only exist where there are several currencies. */
export function standardDefinitions(multiCurrency: boolean): ObjectDefinition[] {
  return STANDARD_OBJECTS.filter((object) => multiCurrency || object.name !== 'CurrencyType').map((object) => ({
    name: object.name,
    label: object.label,
    labelPlural: object.labelPlural,
    keyPrefix: object.keyPrefix,
    kind: 'standard',
    ...(PRIVATE_OBJECTS.has(object.name) ? { sharingModel: 'Private' as const } : {}),
    fields: multiCurrency && object.hasCurrency ? [...allFields(object), currencyField()] : allFields(object),
    validationRules: [],
  }));
}
