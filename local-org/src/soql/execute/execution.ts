import type { OrgSchema } from '../../schema/org-schema.ts';
import type { SObjectType } from '../../schema/sobject-type.ts';
import type { RowReader } from '../../store/row-reader.ts';
import type { Row, Store } from '../../store/store.ts';
import type { Value } from '../../values/value.ts';

/** What one run of a query works with. */
export interface Execution {
  readonly schema: OrgSchema;
  readonly store: Store;
  readonly reader: RowReader;
  readonly binds: readonly Value[];
  readonly now: number;
  /** The running user's time zone, in which date literals are meant. */
  readonly zone: string;
  readonly allRows: boolean;
  /** Which records the running user can see; absent: all. */
  readonly isVisible?: (type: SObjectType, row: Row) => boolean;
  /** Counts one row that the query returned. */
  countRows(n: number): void;
}

/** Computes something of a row. */
export type RowFunction<T> = (row: Row) => T;
