import { DoubleValue } from '../../values/double.ts';
import { Decimal } from '../../values/decimal.ts';
import type { Row } from '../../store/store.ts';
import type { Value } from '../../values/value.ts';
import type { FieldDefinition } from '../../schema/sobject-type.ts';
import { compareValues, equalityKey } from './compare.ts';

/** What one aggregate function makes of the values of a group. */
export function aggregate(name: string, values: Iterable<Value>, field: FieldDefinition | null): Value {
  const present = [...values].filter((value) => value !== null);
  switch (name) {
    case 'COUNT':
      return present.length;
    case 'COUNT_DISTINCT':
      return new Set(present.map(equalityKey)).size;
    case 'SUM':
      return present.length === 0 ? null : shaped(present.map(toDecimal).reduce((a, b) => a.add(b)), field);
    case 'AVG':
      return present.length === 0 ? null : averageOf(present.map(toDecimal));
    default: {
      if (present.length === 0) return null;
      const sign = name === 'MIN' ? 1 : -1;
      return present.reduce((best, value) => (compareValues(value, best) * sign < 0 ? value : best));
    }
  }
}

function averageOf(values: readonly Decimal[]): Value {
  const sum = values.reduce((a, b) => a.add(b));
  return sum.divide(Decimal.fromNumber(values.length));
}

function toDecimal(value: Value): Decimal {
  if (value instanceof Decimal) return value;
  return Decimal.fromNumber(value instanceof DoubleValue ? value.value : Number(value));
}

/** The sum of whole numbers is a whole number. */
function shaped(sum: Decimal, field: FieldDefinition | null): Value {
  return field?.type === 'integer' ? sum.toNumber() : sum;
}

/** Rows with the same values of the grouping expressions; texts group without regard to case. */
export interface Group {
  readonly keys: readonly Value[];
  readonly rows: readonly Row[];
  /** Positions of the keys that a subtotal left out. */
  readonly rolledUp: ReadonlySet<number>;
}

/** Groups rows, with the subtotals that ROLLUP or CUBE ask for. */
export function groupRows(rows: readonly Row[], reads: readonly ((row: Row) => Value)[], mode: 'plain' | 'rollup' | 'cube'): Group[] {
  return groupings(reads.length, mode).flatMap((rolledUp) => groupOnce(rows, reads, rolledUp));
}

function groupings(n: number, mode: 'plain' | 'rollup' | 'cube'): ReadonlySet<number>[] {
  if (mode === 'plain') return [new Set()];
  if (mode === 'rollup') return Array.from({ length: n + 1 }, (_, dropped) => new Set(Array.from({ length: dropped }, (__, i) => n - 1 - i)));
  return Array.from({ length: 2 ** n }, (_, bits) => new Set(Array.from({ length: n }, (__, i) => i).filter((i) => (bits >> i) & 1)));
}

function groupOnce(rows: readonly Row[], reads: readonly ((row: Row) => Value)[], rolledUp: ReadonlySet<number>): Group[] {
  const groups = new Map<string, { keys: Value[]; rows: Row[] }>();
  for (const row of rows) {
    const keys = reads.map((read, i) => (rolledUp.has(i) ? null : read(row)));
    const id = keys.map(equalityKey).join('\u0001');
    const group = groups.get(id);
    if (group) group.rows.push(row);
    else groups.set(id, { keys, rows: [row] });
  }
  if (reads.length === 0 && groups.size === 0) groups.set('', { keys: [], rows: [] });
  return [...groups.values()].map((group) => ({ ...group, rolledUp }));
}
