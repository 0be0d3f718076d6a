import { DateValue } from '../values/date.ts';
import { DatetimeValue } from '../values/datetime.ts';
import { Decimal } from '../values/decimal.ts';
import type { Value } from '../values/value.ts';
import type { FieldDefinition } from './sobject-type.ts';

/** A value written as text in metadata, in the type of its field. */
export function valueOfText(field: FieldDefinition, text: string): Value {
  switch (field.type) {
    case 'boolean':
      return text === 'true';
    case 'integer':
      return Number(text);
    case 'double':
    case 'currency':
    case 'percent':
      return Decimal.parse(text).setScale(field.scale ?? 0);
    case 'date':
      return DateValue.parse(text);
    case 'datetime':
      return DatetimeValue.parse(text);
    default:
      return text === '' ? null : text;
  }
}
