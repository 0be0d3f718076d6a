import { SObject } from '../../values/sobject.ts';
import type { ApexType } from '../types/type.ts';
import { equals, hash } from './hashing.ts';
import { grew } from './heap-growth.ts';
import { HashTable } from './hash-table.ts';
import { nullPointer, PlatformObject, raise, type Any } from './objects.ts';

const CHANGED = 'Cannot modify a collection while it is being iterated';

/** What a loop and Iterator objects read from; a change behind their back is a FinalException. */
export interface Cursor {
  next(): { done: boolean; value: Any };
  [Symbol.iterator](): Cursor;
}

class ListCursor implements Cursor {
  private readonly list: ApexList;
  private readonly changes: number;
  private at = 0;
  private readonly result = { done: false, value: null as Any };

  constructor(list: ApexList) {
    this.list = list;
    this.changes = list.changes;
  }

  next(): { done: boolean; value: Any } {
    const { list, result } = this;
    if (list.changes !== this.changes) raise('System.FinalException', CHANGED);
    if (this.at >= list.items.length) return { done: true, value: undefined };
    result.value = list.items[this.at];
    this.at += 1;
    return result;
  }

  [Symbol.iterator](): Cursor {
    return this;
  }
}

/** System.List */
export class ApexList {
  readonly type: ApexType;
  items: Any[];
  /** Counts changes of the length. */
  changes = 0;
  /** Trigger.new and Trigger.old: DML refuses them. */
  ofTrigger = false;

  constructor(type: ApexType, items: Any[] = []) {
    this.type = type;
    this.items = items;
  }

  [Symbol.iterator](): Cursor {
    return new ListCursor(this);
  }

  private check(index: number | null): number {
    if (index === null) return nullPointer();
    if (index < 0 || index >= this.items.length) raise('System.ListException', `List index out of bounds: ${index}`);
    return index;
  }

  a_get(index: number | null): Any {
    return this.items[this.check(index)];
  }

  /** `list[i] = value`, which has the value. */
  put(index: number | null, value: Any): Any {
    this.items[this.check(index)] = value;
    if (typeof value === 'string') grew(this, value);
    return value;
  }

  /** A list of one kind of record that is used as a list of any keeps out the others. */
  private checkKind(item: Any): void {
    const kind = this.type.args[0]?.sobject;
    if (kind === null || kind === undefined || !(item instanceof SObject) || item.type === kind || kind.kind === 'aggregate') return;
    raise('System.TypeException', `Collection store exception adding ${item.type.name} to ${this.type.name}`);
  }

  a_set(index: number | null, value: Any): void {
    this.put(index, value);
  }

  a_add(first: Any, ...rest: Any[]): void {
    this.changes += 1;
    if (rest.length === 0) {
      this.checkKind(first);
      this.items.push(first);
      grew(this, first);
      return;
    }
    this.checkKind(rest[0]);
    if (first < 0 || first > this.items.length) raise('System.ListException', `List index out of bounds: ${first}`);
    this.items.splice(first, 0, rest[0]);
    grew(this, rest[0]);
  }

  a_addall(other: Iterable<Any> | null): void {
    if (other === null) return nullPointer();
    const added = [...other];
    for (const item of added) {
      this.items.push(item);
      grew(this, item);
    }
    this.changes += 1;
  }

  a_clear(): void {
    this.items.length = 0;
    this.changes += 1;
  }

  a_clone(): ApexList {
    return new ApexList(this.type, [...this.items]);
  }

  a_deepclone(id = false, timestamps = false, autonumber = false): ApexList {
    return new ApexList(this.type, this.items.map((item) => (item instanceof SObject ? cloneRecord(item, id, true, timestamps, autonumber) : item)));
  }

  a_contains(value: Any): boolean {
    return this.a_indexof(value) >= 0;
  }

  a_indexof(value: Any): number {
    return this.items.findIndex((item) => equals(item, value));
  }

  a_isempty(): boolean {
    return this.items.length === 0;
  }

  a_iterator(): Any {
    return new PlatformObject('System.Iterator', [['cursor', iteratorState(this)]]);
  }

  a_remove(index: number | null): Any {
    const at = this.check(index);
    this.changes += 1;
    return this.items.splice(at, 1)[0];
  }

  a_size(): number {
    return this.items.length;
  }

  a_equals(other: Any): boolean {
    return this.$equals(other);
  }

  a_hashcode(): number {
    return this.$hash();
  }

  $equals(other: Any): boolean {
    return other instanceof ApexList && other.items.length === this.items.length && this.items.every((item, index) => equals(item, other.items[index]));
  }

  $hash(): number {
    return this.items.reduce((code: number, item) => (Math.imul(31, code) + hash(item)) | 0, 1);
  }
}

/** Reading state of an Iterator object. */
export function iteratorState(source: Iterable<Any>): { cursor: Iterator<Any>; head: IteratorResult<Any> | null } {
  return { cursor: source[Symbol.iterator](), head: null };
}

/** Copies of records as SObject.clone makes them; the function is set by the records' own module, which knows their schema. */
let cloneRecord: (record: SObject, id: boolean, deep: boolean, timestamps: boolean, autonumber: boolean) => SObject = (record) => record;

export function useRecordClone(clone: typeof cloneRecord): void {
  cloneRecord = clone;
}

class TableCursor implements Cursor {
  private readonly table: HashTable;
  private readonly changes: number;
  private readonly keys: Any[];
  private at = 0;

  constructor(table: HashTable) {
    this.table = table;
    this.changes = table.changes;
    this.keys = table.keys();
  }

  next(): { done: boolean; value: Any } {
    if (this.table.changes !== this.changes) raise('System.FinalException', CHANGED);
    if (this.at >= this.keys.length) return { done: true, value: undefined };
    this.at += 1;
    return { done: false, value: this.keys[this.at - 1] };
  }

  [Symbol.iterator](): Cursor {
    return this;
  }
}

/** System.Set */
export class ApexSet {
  readonly type: ApexType;
  readonly table: HashTable;

  constructor(type: ApexType, items: Iterable<Any> = [], table = new HashTable()) {
    this.type = type;
    this.table = table;
    for (const item of items) table.set(item, null);
  }

  [Symbol.iterator](): Cursor {
    return new TableCursor(this.table);
  }

  a_add(item: Any): boolean {
    return this.table.set(item, null) === undefined;
  }

  a_addall(items: Iterable<Any> | null): boolean {
    if (items === null) return nullPointer();
    const before = this.table.size;
    for (const item of Array.from(items)) this.table.set(item, null);
    return this.table.size > before;
  }

  a_clear(): void {
    this.table.clear();
  }

  a_clone(): ApexSet {
    return new ApexSet(this.type, this.table.keys());
  }

  a_contains(item: Any): boolean {
    return this.table.has(item);
  }

  a_containsall(items: Iterable<Any> | null): boolean {
    if (items === null) return nullPointer();
    return [...items].every((item) => this.table.has(item));
  }

  a_isempty(): boolean {
    return this.table.size === 0;
  }

  a_iterator(): Any {
    return new PlatformObject('System.Iterator', [['cursor', iteratorState(this)]]);
  }

  a_remove(item: Any): boolean {
    return this.table.delete(item) !== undefined;
  }

  a_removeall(items: Iterable<Any> | null): boolean {
    if (items === null) return nullPointer();
    const before = this.table.size;
    for (const item of Array.from(items)) this.table.delete(item);
    return this.table.size < before;
  }

  a_retainall(items: Iterable<Any> | null): boolean {
    if (items === null) return nullPointer();
    const kept = new ApexSet(this.type, items);
    const before = this.table.size;
    for (const item of this.table.keys()) if (!kept.table.has(item)) this.table.delete(item);
    return this.table.size < before;
  }

  a_size(): number {
    return this.table.size;
  }

  a_equals(other: Any): boolean {
    return this.$equals(other);
  }

  a_hashcode(): number {
    return this.$hash();
  }

  $equals(other: Any): boolean {
    return other instanceof ApexSet && other.table.size === this.table.size && this.table.keys().every((item) => other.table.has(item));
  }

  $hash(): number {
    return this.table.keys().reduce((code: number, item) => (code + hash(item)) | 0, 0);
  }
}

/** System.Map */
export class ApexMap {
  readonly type: ApexType;
  readonly table = new HashTable();
  /** Trigger.newMap and Trigger.oldMap cannot be changed. */
  readOnly = false;

  constructor(type: ApexType) {
    this.type = type;
  }

  private writable(): void {
    if (this.readOnly) raise('System.FinalException', 'Cannot modify a collection that is marked as read-only');
  }

  a_get(key: Any): Any {
    return this.table.find(key)?.value ?? null;
  }

  a_put(key: Any, value: Any): Any {
    this.writable();
    return this.table.set(key, value) ?? null;
  }

  a_putall(other: ApexMap | ApexList | null): void {
    if (other === null) return nullPointer();
    this.writable();
    if (other instanceof ApexMap) for (const [key, value] of other.table.pairs()) this.table.set(key, value);
    else this.putRecords(other);
  }

  /** Records by their Id, or by text where the keys are texts. */
  putRecords(list: ApexList): void {
    for (const [index, record] of list.items.entries()) {
      if (record === null) raise('System.NullPointerException', 'Attempt to de-reference a null object');
      const id = (record as SObject).id;
      if (id === null) raise('System.ListException', `Row with null Id at index: ${index}`);
      this.table.set(id, record);
    }
  }

  a_clear(): void {
    this.writable();
    this.table.clear();
  }

  a_clone(): ApexMap {
    const copy = new ApexMap(this.type);
    copy.a_putall(this);
    return copy;
  }

  a_deepclone(): ApexMap {
    const copy = new ApexMap(this.type);
    for (const [key, value] of this.table.pairs()) copy.table.set(key, value instanceof SObject ? cloneRecord(value, true, true, true, true) : value);
    return copy;
  }

  a_containskey(key: Any): boolean {
    return this.table.has(key);
  }

  a_isempty(): boolean {
    return this.table.size === 0;
  }

  a_remove(key: Any): Any {
    this.writable();
    return this.table.delete(key)?.value ?? null;
  }

  a_size(): number {
    return this.table.size;
  }

  a_equals(other: Any): boolean {
    return this.$equals(other);
  }

  a_hashcode(): number {
    return this.$hash();
  }

  $equals(other: Any): boolean {
    if (!(other instanceof ApexMap) || other.table.size !== this.table.size) return false;
    return this.table.pairs().every(([key, value]) => other.table.has(key) && equals(value, other.a_get(key)));
  }

  $hash(): number {
    return this.table.pairs().reduce((code: number, [key, value]) => (code + (hash(key) ^ hash(value))) | 0, 0);
  }
}
