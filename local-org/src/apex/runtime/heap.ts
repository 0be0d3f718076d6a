import { BlobValue } from '../../values/blob.ts';
import { Decimal } from '../../values/decimal.ts';
import { SObject } from '../../values/sobject.ts';
import { ApexList, ApexMap, ApexSet } from './collections.ts';
import { HashTable } from './hash-table.ts';
import { pendingBytes, useHeapInspection } from './heap-growth.ts';
import { ApexObject, PlatformObject } from './objects.ts';
import { currentSession, session } from './session.ts';

/*
 * The heap is estimated, and from below: JavaScript does not tell what a transaction still holds. What is known to be
 * held is a collection at the moment when something is added to it, and a text at the moment when it is made; when one of
 * these alone, with all that it refers to, is larger than the limit, the transaction ends. Many things that are too large
 * only together are not noticed. A text counts a byte for each character, a number or a reference 4 to 16.
 */

const REFERENCE = 4;

/** Estimated bytes of a value and of all that it refers to; what is in `seen` counts once. */
export function heapSize(root: unknown, seen = new Set<unknown>()): number {
  const open: unknown[] = [root];
  let size = 0;
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) {
      size += scalarSize(value);
    } else if (!seen.has(value)) {
      seen.add(value);
      size += ownSize(value, open);
    }
  }
  return size;
}

function scalarSize(value: unknown): number {
  if (typeof value === 'string') return value.length;
  return typeof value === 'bigint' ? 8 : 4;
}

/** Bytes of the object itself; what it refers to goes to `open`. */
function ownSize(value: object, open: unknown[]): number {
  const hold = (parts: Iterable<unknown>): number => {
    let count = 0;
    for (const part of parts) {
      open.push(part);
      count += 1;
    }
    return count * REFERENCE;
  };
  if (value instanceof ApexList) return hold(value.items);
  if (value instanceof ApexSet || value instanceof ApexMap) return hold([value.table]);
  if (value instanceof HashTable) return hold(value.keys()) + hold(value.values());
  if (value instanceof SObject) return hold(value.fields.values()) + hold(value.parents.values()) + [...value.children.values()].reduce((sum, rows) => sum + hold(rows), 0);
  if (value instanceof PlatformObject) return hold([...value.fields].filter(([name]) => !name.startsWith('$')).map(([, field]) => field));
  if (value instanceof ApexObject) return hold(Object.values(value));
  if (value instanceof BlobValue) return value.bytes.length;
  return value instanceof Decimal ? 16 : 8;
}

/** The largest collection that a transaction was seen to hold. */
const largest = new WeakMap<object, { holder: unknown; size: number }>();

useHeapInspection((holder) => {
  const running = currentSession();
  if (running === null) return;
  const { limits } = running.tx;
  const size = heapSize(holder);
  if (size >= (largest.get(limits)?.size ?? 0)) largest.set(limits, { holder, size });
  const more = size - limits.used('heap');
  if (more > 0) limits.consume('heap', more);
});

/** Limits.getHeapSize: static variables, the largest collection that was seen, and what came into collections since. */
export function estimatedHeap(): number {
  const { tx, runtime } = session();
  const seen = new Set<unknown>();
  const held = runtime.classes.staticValues().reduce((sum: number, values) => sum + heapSize(values, seen), 0);
  const known = largest.get(tx.limits);
  return held + (known === undefined ? 0 : heapSize(known.holder, seen)) + pendingBytes();
}
