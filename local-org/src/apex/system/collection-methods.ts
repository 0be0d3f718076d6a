import { SObject } from '../../values/sobject.ts';
import { UnsupportedError } from '../../errors.ts';
import { ApexList, ApexMap, ApexSet } from '../runtime/collections.ts';
import { compareValues } from '../runtime/comparison.ts';
import type { PlatformObject } from '../runtime/objects.ts';
import { ApexObject, EnumValue, nullPointer, raise, SObjectTypeToken, type Any } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { session } from '../runtime/session.ts';
import { textOf } from '../runtime/text.ts';
import { descendsFrom } from '../types/assign.ts';
import type { ApexType } from '../types/type.ts';

/** Order of List.sort: null first, then the natural order of the elements. */
function naturalOrder(runtime: Runtime, left: Any, right: Any): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0;
  if (left instanceof EnumValue) return left.ordinal - (right as EnumValue).ordinal;
  if (left instanceof ApexObject) return compareObjects(runtime, left, right);
  if (left instanceof SObject) return compareRecords(runtime, left, right as SObject);
  if (typeof left === 'boolean') return Number(left) - Number(right);
  return compareValues(left, right);
}

function compareObjects(runtime: Runtime, left: ApexObject, right: Any): number {
  const comparable = runtime.program.universe.platform('system.comparable')!;
  if (!descendsFrom(left.$type, comparable)) raise('System.ListException', 'One or more of the items in this list is not Comparable.');
  return (runtime.call(left, 'compareto', [right]) as number | null) ?? nullPointer();
}

/** Records are sorted by kind, then by name, then by their other fields. */
function compareRecords(runtime: Runtime, left: SObject, right: SObject): number {
  if (left.type !== right.type) return left.type.name < right.type.name ? -1 : 1;
  const names = ['Name', ...[...left.fields.keys()].filter((name) => name !== 'Name').toSorted()];
  for (const name of names) {
    const order = naturalOrder(runtime, left.get(name), right.get(name));
    if (order !== 0) return order;
  }
  return 0;
}

function sort(list: ApexList, comparator?: Any): void {
  const { runtime } = session();
  const compare = comparator === undefined ? (left: Any, right: Any) => naturalOrder(runtime, left, right) : (left: Any, right: Any) => runtime.call(comparator ?? nullPointer(), 'compare', [left, right]) as number;
  list.items.sort(compare);
}

function recordTypeOf(type: ApexType): SObjectTypeToken | null {
  return type.kind === 'sobject' && type.sobject !== null ? new SObjectTypeToken(type) : null;
}

/** What List, Set and Map need the program's types for. */
export function addCollectionMethods(): void {
  Object.assign(ApexList.prototype, {
    a_sort(this: ApexList, comparator?: Any) {
      sort(this, comparator);
    },
    a_tostring(this: ApexList) {
      return textOf(this);
    },
    a_getsobjecttype(this: ApexList) {
      return recordTypeOf(this.type.args[0]!);
    },
  });
  Object.assign(ApexSet.prototype, {
    a_tostring(this: ApexSet) {
      return textOf(this);
    },
  });
  Object.assign(ApexMap.prototype, {
    a_tostring(this: ApexMap) {
      return textOf(this);
    },
    a_keyset(this: ApexMap) {
      return session().runtime.setOf(this.type.args[0]!, this.table.keys());
    },
    a_values(this: ApexMap) {
      return session().runtime.listOf(this.type.args[1]!, this.table.values());
    },
    a_getsobjecttype(this: ApexMap) {
      return recordTypeOf(this.type.args[1]!);
    },
  });
}

interface IteratorState {
  readonly cursor: Iterator<Any>;
  head: IteratorResult<Any> | null;
}

function headOf(iterator: PlatformObject): IteratorResult<Any> {
  const state = iterator.fields.get('cursor') as IteratorState;
  state.head ??= copyOf(state.cursor.next());
  return state.head;
}

/** Cursors reuse their result. */
function copyOf(result: IteratorResult<Any>): IteratorResult<Any> {
  return result.done === true ? result : { done: false, value: result.value };
}

/** System.Iterator of lists and sets. */
export const iteratorBody: PlatformBody = {
  methods: {
    hasnext: (iterator: PlatformObject) => headOf(iterator).done !== true,
    next: (iterator: PlatformObject) => {
      const head = headOf(iterator);
      if (head.done === true) raise('System.NoSuchElementException', 'Iterator has no more elements');
      (iterator.fields.get('cursor') as IteratorState).head = null;
      return head.value;
    },
  },
};

/** A refusal that names what is missing. */
export function unsupported(feature: string): () => never {
  return () => {
    throw new UnsupportedError(feature);
  };
}
