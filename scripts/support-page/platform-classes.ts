import { ApexList, ApexMap, ApexSet } from '../../local-org/src/apex/runtime/collections.ts';
import { compileProgram, type ApexProgram } from '../../local-org/src/apex/program.ts';
import { platformLibrary } from '../../local-org/src/apex/platform-types/library.ts';
import type { PlatformType } from '../../local-org/src/apex/platform-types/platform-type.ts';
import type { PlatformBody } from '../../local-org/src/apex/runtime/platform-body.ts';
import { platformBodies } from '../../local-org/src/apex/system/bodies.ts';
import { Org } from '../../local-org/src/org.ts';

/** A platform class with code: how many of its methods have some, and the names of those that have none. */
export interface ClassSection {
  readonly name: string;
  readonly present: number;
  readonly total: number;
  readonly missing: readonly string[];
}

export interface RefusedNamespace {
  readonly namespace: string;
  readonly names: string;
}

/** Methods that every object has or that the compiler itself provides. */
const GENERAL = new Set(['addError', 'equals', 'hashCode', 'toString', 'clone', 'getClass']);

/** Methods of settings and custom metadata types, which the compiler provides. */
const OF_SETTINGS = new Set(['getAll', 'getInstance', 'getOrgDefaults', 'getValues']);

const COLLECTIONS: Readonly<Record<string, object>> = { 'System.List': ApexList.prototype, 'System.Map': ApexMap.prototype, 'System.Set': ApexSet.prototype };

/** Namespaces whose classes are named one by one; of the others only the number of classes is told. */
const NAMED = new Set(['Approval', 'Auth', 'Database', 'FormulaEval', 'Messaging', 'Schema', 'System', 'cache', 'eventbus']);

/** The platform's classes, compared with the code that the local org has for them. */
export function classSections(): { supported: ClassSection[]; refused: RefusedNamespace[] } {
  const bodies = platformBodies(emptyProgram().runtime);
  const types = [...platformLibrary().values()].filter(isCallable).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const has = (type: PlatformType): boolean => type.name in COLLECTIONS || bodies.has(type.name.toLowerCase());
  return {
    supported: types.filter(has).map((type) => section(type, bodies.get(type.name.toLowerCase()))),
    refused: refusedOf(types.filter((type) => !has(type))),
  };
}

function isCallable({ name, kind, methods }: PlatformType): boolean {
  return kind === 'class' && methods.length > 0 && !name.endsWith('Exception') && name.split('.').length === 2;
}

function section(type: PlatformType, body: PlatformBody | undefined): ClassSection {
  const names = [...new Set(type.methods.map(({ name }) => name))].filter((name) => !GENERAL.has(name)).toSorted();
  const missing = names.filter((name) => !hasCode(type, name, body));
  return { name: type.name, present: names.length - missing.length, total: names.length, missing };
}

function hasCode(type: PlatformType, name: string, body: PlatformBody | undefined): boolean {
  const key = name.toLowerCase();
  const collection = COLLECTIONS[type.name];
  if (collection && `a_${key}` in collection) return true;
  if (type.name === 'System.SObject' && OF_SETTINGS.has(name)) return true;
  return body?.statics?.[key] !== undefined || body?.methods?.[key] !== undefined;
}

function refusedOf(types: readonly PlatformType[]): RefusedNamespace[] {
  const byNamespace = Map.groupBy(types, ({ name }) => name.split('.')[0]!);
  const groups = [...byNamespace].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return groups.map(([namespace, members]) => ({ namespace, names: NAMED.has(namespace) ? members.map(({ name }) => name.split('.')[1]!).join(', ') : `all ${members.length} classes` }));
}

function emptyProgram(): ApexProgram {
  let program: ApexProgram | undefined;
  const org = new Org({
    compileApex: (input) => {
      const result = compileProgram(input);
      program = result.program;
      return result;
    },
  });
  const { problems } = org.deploy([{ path: 'classes/Empty.cls', content: 'public class Empty { }' }]);
  if (program === undefined) throw new Error(JSON.stringify(problems));
  return program;
}
