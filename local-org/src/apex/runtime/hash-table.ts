import { BlobValue } from '../../values/blob.ts';
import { DateValue } from '../../values/date.ts';
import { DatetimeValue } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import { DoubleValue } from '../../values/double.ts';
import { SObject } from '../../values/sobject.ts';
import { TimeValue } from '../../values/time.ts';
import { grew } from './heap-growth.ts';
import { equals, hash } from './hashing.ts';
import { ApexObject, SObjectFieldToken, SObjectTypeToken, TypeToken, type Any } from './objects.ts';

/** A key with its value; `slot` is where the table keeps it. */
interface Entry {
  readonly key: Any;
  value: Any;
  readonly bucket: number | null;
}

/**
 * Keys and values in the order of insertion. Keys are equal as Apex `equals` says: texts with their case, numbers and
 * moments by value, records and collections by content, objects by their own `equals` and `hashCode`.
 */
export class HashTable {
  private readonly entries = new Map<unknown, Entry>();
  private readonly buckets = new Map<number, Entry[]>();
  /** Counts changes of the set of keys, for iterators that must not see them. */
  changes = 0;

  get size(): number {
    return this.entries.size;
  }

  find(key: Any): Entry | undefined {
    const slot = slotOf(key);
    return slot === undefined ? this.inBucket(key, hash(key)) : this.entries.get(slot);
  }

  private inBucket(key: Any, code: number): Entry | undefined {
    return this.buckets.get(code)?.find((entry) => equals(entry.key, key));
  }

  has(key: Any): boolean {
    return this.find(key) !== undefined;
  }

  /** Stores a value and gives the previous one; undefined when the key is new. */
  set(key: Any, value: Any): Any {
    const slot = slotOf(key);
    const code = slot === undefined ? hash(key) : null;
    const known = code === null ? this.entries.get(slot) : this.inBucket(key, code);
    if (known !== undefined) {
      const previous = known.value;
      known.value = value;
      if (typeof value === 'string') grew(this, value);
      return previous;
    }
    const entry: Entry = { key, value, bucket: code };
    this.entries.set(code === null ? slot : entry, entry);
    if (code !== null) this.addToBucket(code, entry);
    this.changes += 1;
    grew(this, key);
    if (value !== null) grew(this, value);
    return undefined;
  }

  private addToBucket(code: number, entry: Entry): void {
    const bucket = this.buckets.get(code);
    if (bucket === undefined) this.buckets.set(code, [entry]);
    else bucket.push(entry);
  }

  delete(key: Any): Entry | undefined {
    const entry = this.find(key);
    if (entry === undefined) return undefined;
    this.entries.delete(entry.bucket === null ? slotOf(entry.key) : entry);
    if (entry.bucket !== null) {
      const bucket = this.buckets.get(entry.bucket)!;
      bucket.splice(bucket.indexOf(entry), 1);
    }
    this.changes += 1;
    return entry;
  }

  clear(): void {
    this.entries.clear();
    this.buckets.clear();
    this.changes += 1;
  }

  keys(): Any[] {
    return Array.from(this.entries.values(), (entry) => entry.key);
  }

  values(): Any[] {
    return Array.from(this.entries.values(), (entry) => entry.value);
  }

  pairs(): [Any, Any][] {
    return Array.from(this.entries.values(), (entry) => [entry.key, entry.value]);
  }
}

/** A JavaScript value that is the same for equal keys; undefined for keys that have to be compared with `equals`. */
function slotOf(key: Any): unknown {
  if (typeof key !== 'object' || key === null) return key;
  if (key instanceof Decimal) return `\u0001n${key.stripTrailingZeros().toPlain()}`;
  if (key instanceof DateValue) return `\u0001d${key.days}`;
  if (key instanceof DatetimeValue) return `\u0001t${Math.floor(key.ms / 1000)}`;
  if (key instanceof TimeValue) return `\u0001h${key.ms}`;
  if (key instanceof DoubleValue) return `\u0001f${key.value}`;
  if (key instanceof BlobValue) return `\u0001b${key.toBase64()}`;
  if (key instanceof TypeToken) return `\u0001y${key.type.key}`;
  if (key instanceof SObjectTypeToken) return `\u0001s${key.type.key}`;
  if (key instanceof SObjectFieldToken) return `\u0001a${key.type.key}.${key.field}`;
  if (key instanceof SObject || '$equals' in key) return undefined;
  if (key instanceof ApexObject && 'm_equals$object' in key) return undefined;
  return key;
}
