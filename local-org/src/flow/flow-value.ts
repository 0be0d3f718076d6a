import { DateValue } from '../values/date.ts';
import { DatetimeValue } from '../values/datetime.ts';
import { Decimal } from '../values/decimal.ts';
import { SObject } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import type { FlowValueSource } from './definition.ts';

/** What a flow's variable can hold: a value, a record, a collection, or what an action gave. */
export type FlowValue = Value | SObject | readonly FlowValue[] | { readonly [name: string]: FlowValue };

/** A literal in its type. */
export function literalValue({ type, text }: Extract<FlowValueSource, { kind: 'literal' }>): Value {
  switch (type) {
    case 'number':
      return Decimal.parse(text);
    case 'boolean':
      return text === 'true';
    case 'date':
      return DateValue.parse(text.slice(0, 10));
    case 'datetime':
      return DatetimeValue.parse(text);
    default:
      return text;
  }
}

export function isCollection(value: FlowValue): value is readonly FlowValue[] {
  return Array.isArray(value);
}

/** A member of a record or of an action's output. */
export function memberOf(value: FlowValue, name: string): FlowValue {
  if (value instanceof SObject) {
    const field = value.type.fields.get(name.toLowerCase());
    if (field) return value.get(field.name);
    const parent = [...value.parents].find(([key]) => key.toLowerCase() === name.toLowerCase());
    return parent?.[1] ?? null;
  }
  if (value === null || typeof value !== 'object' || isCollection(value) || !isPlain(value)) return null;
  const found = Object.keys(value).find((key) => key.toLowerCase() === name.toLowerCase());
  return found === undefined ? null : (value[found] ?? null);
}

function isPlain(value: object): value is { readonly [name: string]: FlowValue } {
  return Object.getPrototypeOf(value) === Object.prototype;
}

/** The text in which a merge field shows a value. */
export function shownText(value: FlowValue): string {
  return value === null ? '' : String(value);
}
