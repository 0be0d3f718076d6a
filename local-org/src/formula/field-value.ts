import type { FieldDefinition } from '../schema/sobject-type.ts';
import { Decimal } from '../values/decimal.ts';
import type { Value } from '../values/value.ts';

/** A formula's result in the shape that its field holds: a number at the field's scale, a checkbox never null, no empty text. */
export function fieldValueOf(field: FieldDefinition, value: Value): Value {
  if (field.type === 'boolean') return value === true;
  if (value instanceof Decimal) return field.type === 'integer' ? value.setScale(0).toNumber() : value.setScale(field.scale ?? 0, 'HALF_UP');
  return value === '' ? null : value;
}
