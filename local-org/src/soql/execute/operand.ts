import { SalesforceError } from '../../errors.ts';
import { isCatalogueKey } from '../../schema/catalogue-key.ts';
import type { FieldDefinition } from '../../schema/sobject-type.ts';
import { DateValue } from '../../values/date.ts';
import { DatetimeValue } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import { localDay } from '../../values/local-day.ts';
import { isId, to18 } from '../../values/id.ts';
import { TimeValue } from '../../values/time.ts';
import type { Value } from '../../values/value.ts';
import type { SoqlValue } from '../ast.ts';
import type { DayRange } from './date-literals.ts';
import { rangeOf } from './date-literals.ts';
import type { Execution } from './execution.ts';

/** The right side of a comparison: one value, or the days of a date literal. */
export type Operand = { readonly value: Value } | { readonly range: DayRange };

/** The one value of an operand, in the type of the field it is compared with. */
export function operandOf(value: SoqlValue, field: FieldDefinition, execution: Execution): Operand {
  if (value.kind === 'dateLiteral') return { range: rangeOf(value.name, value.n, localDay(execution.zone, execution.now)) };
  return { value: adapt(plainValue(value, execution), field) };
}

/** The values of IN: a list, the elements of a bound collection, or a single bound value. */
export function operandsOf(value: SoqlValue, field: FieldDefinition, execution: Execution): Operand[] {
  if (value.kind === 'list') return value.values.flatMap((each) => operandsOf(each, field, execution));
  if (value.kind === 'bind') {
    const bound = execution.binds[value.index] ?? null;
    const elements = Array.isArray(bound) ? (bound as readonly Value[]) : [bound as Value];
    return elements.map((each) => ({ value: adapt(each, field) }));
  }
  return [operandOf(value, field, execution)];
}

/** A number given as LIMIT or OFFSET. */
export function countOf(value: SoqlValue | undefined, execution: Execution): number | undefined {
  if (value === undefined) return undefined;
  const plain = plainValue(value, execution);
  return plain === null ? undefined : Number(plain instanceof Decimal ? plain.toNumber() : plain);
}

/** A value that stands in the query, or was bound to it. */
export function plainValue(value: SoqlValue, execution: Execution): Value {
  switch (value.kind) {
    case 'null':
      return null;
    case 'boolean':
    case 'string':
      return value.value;
    case 'number':
      return Decimal.parse(value.text);
    case 'date':
      return DateValue.parse(value.text);
    case 'datetime':
      return DatetimeValue.parse(value.text.toUpperCase());
    case 'time':
      return TimeValue.parse(value.text.toUpperCase());
    case 'bind':
      return execution.binds[value.index] ?? null;
    default:
      throw new SalesforceError('MALFORMED_QUERY', `unexpected ${value.kind}`);
  }
}

/** Ids get their long form; a date bound to a datetime field, or the other way round, becomes one of the field's kind. */
function adapt(value: Value, field: FieldDefinition): Value {
  if (typeof value === 'string' && (field.type === 'id' || field.type === 'reference') && !isCatalogueKey(field)) return adaptId(value);
  if (value instanceof DateValue && field.type === 'datetime') return new DatetimeValue(value.days * 86_400_000);
  if (value instanceof DatetimeValue && field.type === 'date') return value.dateGmt();
  return value;
}

function adaptId(value: string): string | null {
  if (value === '') return null;
  if (!isId(value)) throw new SalesforceError('INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${value}`);
  return to18(value);
}
