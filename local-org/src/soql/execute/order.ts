import type { Row } from '../../store/store.ts';
import type { Value } from '../../values/value.ts';
import type { OrderItem } from '../ast.ts';
import { compareValues } from './compare.ts';
import type { RowFunction } from './execution.ts';

/** One key of an order, ready to be read. */
export interface OrderKey<T> {
  readonly read: (item: T) => Value;
  readonly descending: boolean;
  readonly nullsLast: boolean;
}

/** The order key of an item of ORDER BY: nulls come first unless NULLS LAST says otherwise. */
export function orderKey<T>(item: OrderItem, read: (item: T) => Value): OrderKey<T> {
  return { read, descending: item.descending, nullsLast: item.nulls === 'last' };
}

/** Sorts by the keys; what ties keeps its order. */
export function sortBy<T>(items: readonly T[], keys: readonly OrderKey<T>[]): T[] {
  if (keys.length === 0) return [...items];
  const decorated = items.map((item) => ({ item, values: keys.map((key) => key.read(item)) }));
  decorated.sort((a, b) => {
    for (const [i, key] of keys.entries()) {
      const order = compareKey(a.values[i]!, b.values[i]!, key);
      if (order !== 0) return order;
    }
    return 0;
  });
  return decorated.map(({ item }) => item);
}

function compareKey(a: Value, b: Value, { descending, nullsLast }: OrderKey<never>): number {
  if (a === null || b === null) {
    if (a === b) return 0;
    return (a === null) === nullsLast ? 1 : -1;
  }
  return descending ? compareValues(b, a) : compareValues(a, b);
}

/** Custom metadata records tie by their developer name, other records by id. */
export const BY_DEVELOPER_NAME: OrderKey<Row> = { read: ((row) => row['DeveloperName'] ?? null) as RowFunction<Value>, descending: false, nullsLast: false };
