import type { DmlError } from '../contract.ts';
import type { FieldDefinition } from '../schema/sobject-type.ts';
import { DateValue } from '../values/date.ts';
import { DatetimeValue } from '../values/datetime.ts';
import { Decimal } from '../values/decimal.ts';
import { DoubleValue } from '../values/double.ts';
import { isId, to18 } from '../values/id.ts';
import type { Value } from '../values/value.ts';
import { dmlError } from './errors.ts';

/** A value in the shape its field stores: texts trimmed, numbers at the field's scale, ids in their long form. */
export function storedValue(field: FieldDefinition, value: Value): Value {
  if (value === null || value === undefined) return field.type === 'boolean' ? false : null;
  switch (field.type) {
    case 'double':
    case 'currency':
    case 'percent':
      return decimalOf(value).setScale(field.scale ?? 0, 'HALF_UP');
    case 'integer':
      return Math.round(decimalOf(value).toNumber());
    case 'id':
    case 'reference':
      return typeof value === 'string' ? to18(value) || null : value;
    case 'date':
      return value instanceof DatetimeValue ? value.dateGmt() : value;
    case 'datetime':
      return value instanceof DateValue ? new DatetimeValue(value.days * 86_400_000) : wholeSeconds(value);
    case 'multipicklist':
      return typeof value === 'string' ? chosen(field, value) : value;
    default:
      return typeof value === 'string' ? value.trim() || null : value;
  }
}

/** The values of a multi-select picklist, each once, in the order of the value set. */
function chosen(field: FieldDefinition, text: string): string | null {
  const values = [...new Set(text.split(';').map((value) => value.trim()).filter((value) => value !== ''))];
  const rank = (value: string): number => {
    const at = field.picklistValues.findIndex((known) => known.value === value);
    return at < 0 ? Infinity : at;
  };
  return values.toSorted((a, b) => rank(a) - rank(b) || 0).join(';') || null;
}

/** The database keeps no milliseconds. */
function wholeSeconds(value: Value): Value {
  return value instanceof DatetimeValue && value.ms % 1000 !== 0 ? new DatetimeValue(Math.floor(value.ms / 1000) * 1000) : value;
}

function decimalOf(value: Value): Decimal {
  if (value instanceof Decimal) return value;
  if (value instanceof DoubleValue) return Decimal.fromNumber(value.value);
  return typeof value === 'bigint' ? Decimal.fromBigInt(value) : Decimal.fromNumber(Number(value));
}

const EMAIL = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/;

/** What the platform has against a stored value, besides missing and duplicate values. */
export function valueError(field: FieldDefinition, value: Value): DmlError | undefined {
  if (value === null) return undefined;
  switch (field.type) {
    case 'double':
    case 'currency':
    case 'percent':
    case 'integer':
      return rangeError(field, value);
    case 'picklist':
    case 'multipicklist':
      return picklistError(field, String(value));
    case 'email':
      return EMAIL.test(String(value)) ? lengthError(field, value) : dmlError('INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${String(value)}`, [field.name]);
    case 'id':
    case 'reference':
      return isId(String(value)) ? undefined : dmlError('MALFORMED_ID', `${field.label}: id value of incorrect type: ${String(value)}`, [field.name]);
    default:
      return lengthError(field, value);
  }
}

function lengthError(field: FieldDefinition, value: Value): DmlError | undefined {
  if (typeof value !== 'string' || field.length === undefined || value.length <= field.length) return undefined;
  return dmlError('STRING_TOO_LONG', `${field.label}: data value too large: ${value} (max length=${field.length})`, [field.name]);
}

function rangeError(field: FieldDefinition, value: Value): DmlError | undefined {
  const { precision = 18, scale = 0 } = field;
  const number = decimalOf(value);
  if (number.toBigInt().toString().replace('-', '').length <= Math.max(1, precision - scale)) return undefined;
  return dmlError('NUMBER_OUTSIDE_VALID_RANGE', `${field.label}: value outside of valid range on numeric field: ${number.toPlain()}`, [field.name]);
}

function picklistError(field: FieldDefinition, value: string): DmlError | undefined {
  if (!field.restrictedPicklist) return undefined;
  const values = field.type === 'multipicklist' ? value.split(';') : [value];
  const bad = values.find((each) => !field.picklistValues.some((known) => known.value === each && known.active));
  if (bad === undefined) return undefined;
  return dmlError('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', `${field.label}: bad value for restricted picklist field: ${bad}`, [field.name]);
}
