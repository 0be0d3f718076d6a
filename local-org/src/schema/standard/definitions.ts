import type { ObjectDefinition } from '../org-schema.ts';
import { currencyField } from '../system-fields.ts';
import { STANDARD_OBJECTS } from './index.ts';

/** The standard objects of an org; CurrencyType and CurrencyIsoCode only exist where there are several currencies. */
export function standardDefinitions(multiCurrency: boolean): ObjectDefinition[] {
  return STANDARD_OBJECTS.filter((object) => multiCurrency || object.name !== 'CurrencyType').map((object) => ({
    name: object.name,
    label: object.label,
    labelPlural: object.labelPlural,
    keyPrefix: object.keyPrefix,
    kind: 'standard',
    fields: multiCurrency && object.hasCurrency ? [...object.fields, currencyField()] : object.fields,
    validationRules: [],
  }));
}
