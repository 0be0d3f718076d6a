import { DoubleValue } from '../../values/double.ts';
import { nullPointer, PlatformObject, raise, type Any, type TypeToken } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { session } from '../runtime/session.ts';

type Scope = 'org' | 'session';

const stores = new WeakMap<Runtime, Map<string, Map<string, Any>>>();

/** The values of a partition. They outlive the transaction, but a test has its own. */
function storeOf(runtime: Runtime, scope: Scope, partition: string): Map<string, Any> {
  const { tx, platform } = session();
  const key = `${scope}.${partition.toLowerCase()}`;
  const stored = tx.isTest ? (platform.get('$cache') as Map<string, Map<string, Any>> | undefined) : stores.get(runtime);
  const all = stored ?? new Map<string, Map<string, Any>>();
  if (tx.isTest) platform.set('$cache', all);
  else stores.set(runtime, all);
  const store = all.get(key) ?? new Map<string, Any>();
  all.set(key, store);
  return store;
}

function checkKey(key: string | null): string {
  const text = key ?? nullPointer();
  if (!/^[a-zA-Z0-9]{1,50}$/.test(text)) raise('cache.InvalidParamException', `Invalid cache key: ${text}. Keys are alphanumeric and at most 50 characters long.`);
  return text;
}

/** `partition.key` of the static methods, or a key of the default partition. */
function split(path: string | null): [string, string] {
  const text = path ?? nullPointer();
  const at = text.lastIndexOf('.');
  return at < 0 ? ['', checkKey(text)] : [text.slice(0, at), checkKey(text.slice(at + 1))];
}

/** A value, or what the CacheBuilder makes of the key, which is kept then. */
function load(runtime: Runtime, store: Map<string, Any>, builder: TypeToken, key: string): Any {
  if (!store.has(key)) store.set(key, runtime.call(runtime.method('System.Type', 'newInstance')(builder), 'doload', [key]));
  return store.get(key) ?? null;
}

function operations(runtime: Runtime, locate: (key: string | null) => { store: Map<string, Any>; key: string }) {
  return {
    contains: (path: string) => {
      const { store, key } = locate(path);
      return store.has(key);
    },
    get: (first: Any, second?: string) => {
      const { store, key } = locate(second ?? (first as string));
      return second === undefined ? (store.get(key) ?? null) : load(runtime, store, first as TypeToken, key);
    },
    put: (path: string, value: Any) => {
      const { store, key } = locate(path);
      store.set(key, value ?? raise('cache.InvalidParamException', 'Value must not be null'));
    },
    remove: (first: Any, second?: string) => {
      const { store, key } = locate(second ?? (first as string));
      return store.delete(key);
    },
  };
}

function staticBody(runtime: Runtime, scope: Scope): PlatformBody {
  const locate = (path: string | null) => {
    const [partition, key] = split(path);
    return { store: storeOf(runtime, scope, partition), key };
  };
  const className = scope === 'org' ? 'cache.OrgPartition' : 'cache.SessionPartition';
  return {
    staticFields: { max_ttl_secs: () => 172_800 },
    statics: {
      ...operations(runtime, locate),
      getkeys: () => runtime.setOf(runtime.program.universe.string, storeOf(runtime, scope, '').keys()),
      getnumkeys: () => BigInt(storeOf(runtime, scope, '').size),
      getpartition: (name: string) => new PlatformObject(className, [['scope', scope], ['name', name ?? nullPointer()]]),
      isavailable: () => true,
    },
  };
}

function partitionBody(runtime: Runtime): PlatformBody {
  const storeIn = (partition: PlatformObject): Map<string, Any> => storeOf(runtime, partition.fields.get('scope') as Scope, partition.fields.get('name') as string);
  const of = (partition: PlatformObject) => operations(runtime, (path) => ({ store: storeIn(partition), key: checkKey(path) }));
  return {
    methods: {
      contains: (partition: PlatformObject, key: string) => of(partition).contains(key),
      get: (partition: PlatformObject, first: Any, second?: string) => of(partition).get(first, second),
      put: (partition: PlatformObject, key: string, value: Any) => of(partition).put(key, value),
      remove: (partition: PlatformObject, first: Any, second?: string) => of(partition).remove(first, second),
      getkeys: (partition: PlatformObject) => runtime.setOf(runtime.program.universe.string, storeIn(partition).keys()),
      getnumkeys: (partition: PlatformObject) => BigInt(storeIn(partition).size),
      getcapacity: () => new DoubleValue(0),
      getname: (partition: PlatformObject) => partition.fields.get('name'),
      isavailable: () => true,
    },
  };
}

/** Platform Cache: Cache.Org, Cache.Session and their partitions. */
export function cacheBodies(runtime: Runtime): Record<string, PlatformBody> {
  const partition = partitionBody(runtime);
  return {
    'cache.org': staticBody(runtime, 'org'),
    'cache.session': staticBody(runtime, 'session'),
    'cache.partition': partition,
    'cache.orgpartition': partition,
    'cache.sessionpartition': partition,
  };
}
