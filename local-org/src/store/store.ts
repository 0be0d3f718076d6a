import type { Value } from '../values/value.ts';

/** A stored record: values by canonical field name, absent when empty. Never changed, only replaced. */
export type Row = Readonly<Record<string, Value>>;

/** The key under which an index finds a value; texts are found without regard to case. */
export function indexKey(value: Value): string {
  return typeof value === 'string' ? value.toLowerCase() : String(value);
}

type Index = Map<string, Set<string>>;

interface Table {
  readonly rows: Map<string, Row>;
  /** By field; made when a field is first looked up. */
  readonly indexes: Map<string, Index>;
}

interface Change {
  readonly table: Table;
  readonly id: string;
  readonly before: Row | undefined;
}

/** All records of an org, with a journal of changes: a savepoint is its length, and rolling back undoes from its end. */
export class Store {
  private readonly tables = new Map<string, Table>();
  private journal: Change[] = [];

  get(object: string, id: string): Row | undefined {
    return this.tables.get(object)?.rows.get(id);
  }

  /** Every row of an object, deleted ones too, in the order of their ids' first appearance. */
  rows(object: string): Iterable<Row> {
    return this.tables.get(object)?.rows.values() ?? [];
  }

  /** Rows whose field holds this value. */
  find(object: string, field: string, value: Value): Row[] {
    const table = this.tables.get(object);
    if (!table) return [];
    const ids = this.indexOf(table, field).get(indexKey(value));
    return ids ? [...ids].map((id) => table.rows.get(id)!) : [];
  }

  put(object: string, row: Row): void {
    this.write(this.table(object), row['Id'] as string, row);
  }

  /** Takes a row away for good. */
  remove(object: string, id: string): void {
    this.write(this.table(object), id, undefined);
  }

  get savepoint(): number {
    return this.journal.length;
  }

  rollback(savepoint: number): void {
    while (this.journal.length > savepoint) {
      const { table, id, before } = this.journal.pop()!;
      replace(table, id, before);
    }
  }

  /** Forgets how to undo: the changes are final. */
  commit(): void {
    this.journal = [];
  }

  private write(table: Table, id: string, after: Row | undefined): void {
    this.journal.push({ table, id, before: table.rows.get(id) });
    replace(table, id, after);
  }

  private table(object: string): Table {
    let table = this.tables.get(object);
    if (!table) this.tables.set(object, (table = { rows: new Map(), indexes: new Map() }));
    return table;
  }

  private indexOf(table: Table, field: string): Index {
    let index = table.indexes.get(field);
    if (index) return index;
    table.indexes.set(field, (index = new Map()));
    for (const [id, row] of table.rows) addTo(index, row[field], id);
    return index;
  }
}

function replace(table: Table, id: string, after: Row | undefined): void {
  const before = table.rows.get(id);
  for (const [field, index] of table.indexes) {
    if (before && after && before[field] === after[field]) continue;
    if (before) removeFrom(index, before[field], id);
    if (after) addTo(index, after[field], id);
  }
  if (after) table.rows.set(id, after);
  else table.rows.delete(id);
}

function addTo(index: Index, value: Value | undefined, id: string): void {
  if (value === undefined || value === null) return;
  const key = indexKey(value);
  const ids = index.get(key);
  if (ids) ids.add(id);
  else index.set(key, new Set([id]));
}

function removeFrom(index: Index, value: Value | undefined, id: string): void {
  if (value === undefined || value === null) return;
  const key = indexKey(value);
  const ids = index.get(key);
  ids?.delete(id);
  if (ids?.size === 0) index.delete(key);
}
