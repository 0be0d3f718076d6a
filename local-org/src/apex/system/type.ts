import { SObject } from '../../values/sobject.ts';
import { ApexList, ApexMap, ApexSet } from '../runtime/collections.ts';
import { equals, hash } from '../runtime/hashing.ts';
import { nullPointer, raise, TypeToken, type Any } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { typeFits } from '../runtime/type-tests.ts';
import type { ApexType } from '../types/type.ts';

/** Type.forName(name) and Type.forName(namespace, name); null when there is no such type. */
function forName(runtime: Runtime, args: readonly (string | null)[]): TypeToken | null {
  const name = args.length === 1 ? args[0] : args[1];
  const namespace = args.length === 1 ? null : args[0];
  if (name === null || name === undefined) return args.length === 1 ? nullPointer() : null;
  const qualified = namespace === null || namespace === undefined || namespace === '' ? name : `${namespace}.${name}`;
  const type = runtime.program.resolver.ofText(qualified);
  if (type === undefined || (type.decl !== null && runtime.classes.broken.has(type.decl))) return null;
  return new TypeToken(type);
}

function newInstance(runtime: Runtime, token: TypeToken): Any {
  const { type } = token;
  switch (type.kind) {
    case 'list':
      return new ApexList(type);
    case 'set':
      return new ApexSet(type);
    case 'map':
      return new ApexMap(type);
    case 'sobject':
      return type.sobject === null ? notConstructible(type) : new SObject(type.sobject);
    default:
      return newObject(runtime, type);
  }
}

function newObject(runtime: Runtime, type: ApexType): Any {
  const { decl } = type;
  if (decl === null || decl.form !== 'class' || decl.abstract) return notConstructible(type);
  if (decl.platform) return runtime.construct(type);
  const constructor = decl.constructors.find((one) => one.params.length === 0);
  if (constructor === undefined) return notConstructible(type);
  return runtime.make(runtime.class(decl.key))[constructor.mangled]();
}

function notConstructible(type: ApexType): never {
  return raise('System.TypeException', `${type.name} cannot be constructed`);
}

/** Type.getName: of the platform's own classes only exceptions carry the namespace System. */
function nameOf(token: TypeToken): string {
  const { type } = token;
  return type.kind === 'class' && type.decl?.platform === true && /exception$/i.test(type.decl.name) ? type.decl.name : type.name;
}

/** System.Type */
export function typeBody(runtime: Runtime): PlatformBody {
  return {
    statics: { forname: (...args: (string | null)[]) => forName(runtime, args) },
    methods: {
      equals,
      hashcode: hash,
      getname: nameOf,
      tostring: nameOf,
      newinstance: (token: TypeToken) => newInstance(runtime, token),
      isassignablefrom: (token: TypeToken, other: TypeToken | null) => typeFits((other ?? nullPointer()).type, token.type),
    },
  };
}
