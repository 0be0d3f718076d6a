import { fieldByRelationship, fieldOf, type FieldDefinition, type FieldSet, type SObjectType } from '../../schema/sobject-type.ts';
import { ApexMap } from '../runtime/collections.ts';
import { PlatformObject, raise, SObjectFieldToken, SObjectTypeToken, type Any } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { session } from '../runtime/session.ts';
import type { ApexType } from '../types/type.ts';
import { displayType } from './describe.ts';

/** The field at the end of a path such as `Parent__r.Name`, and the object that it belongs to. */
function fieldAt(type: SObjectType, path: string): { owner: SObjectType; field: FieldDefinition } {
  const steps = path.split('.');
  let owner = type;
  for (const step of steps.slice(0, -1)) {
    const target = fieldByRelationship(owner, step)?.referenceTo[0];
    owner = (target === undefined ? undefined : session().tx.schema.find(target)) ?? raise('System.SObjectException', `Invalid field path: ${path}`);
  }
  const field = fieldOf(owner, steps.at(-1)!) ?? raise('System.SObjectException', `Invalid field path: ${path}`);
  return { owner, field };
}

function memberOf(runtime: Runtime, type: SObjectType, member: { readonly path: string; readonly required: boolean }): PlatformObject {
  const { owner, field } = fieldAt(type, member.path);
  return new PlatformObject('Schema.FieldSetMember', [
    ['fieldpath', member.path],
    ['label', field.label],
    ['required', member.required],
    ['dbrequired', field.required],
    ['type', displayType(runtime, field)],
    ['sobjectfield', new SObjectFieldToken(runtime.program.universe.ofSObject(owner), field.name)],
  ]);
}

function fieldSetObject(runtime: Runtime, type: ApexType, set: FieldSet): PlatformObject {
  return new PlatformObject('Schema.FieldSet', [
    ['name', set.name],
    ['label', set.label],
    ['description', set.description],
    ['$set', set],
    ['sobjecttype', new SObjectTypeToken(type)],
  ]);
}

/** The field sets of an object by lower-case name. */
export function fieldSetMap(runtime: Runtime, type: ApexType): ApexMap {
  const { universe } = runtime.program;
  const map = new ApexMap(universe.map(universe.string, universe.platformType('Schema.FieldSet', [])!));
  for (const set of type.sobject!.fieldSets ?? []) map.table.set(set.name.toLowerCase(), fieldSetObject(runtime, type, set));
  return map;
}

const read = (name: string) => (target: PlatformObject): Any => target.get(name) ?? null;

/** Schema.FieldSet, FieldSetMember and SObjectTypeFieldSets. */
export function fieldSetBodies(runtime: Runtime): Record<string, PlatformBody> {
  const { universe } = runtime.program;
  const members = (target: PlatformObject): Any => {
    const sobject = (target.get('sobjecttype') as SObjectTypeToken).type.sobject!;
    const items = (target.get('$set') as FieldSet).fields.map((member) => memberOf(runtime, sobject, member));
    return runtime.listOf(universe.platformType('Schema.FieldSetMember', [])!, items);
  };
  return {
    'schema.sobjecttypefieldsets': { methods: { getmap: (sets: PlatformObject) => fieldSetMap(runtime, sets.get('$type') as ApexType) } },
    'schema.fieldset': {
      methods: { getname: read('name'), getlabel: read('label'), getdescription: read('description'), getnamespace: read('namespace'), getsobjecttype: read('sobjecttype'), getfields: members },
    },
    'schema.fieldsetmember': {
      methods: {
        getfieldpath: read('fieldpath'),
        getlabel: read('label'),
        getrequired: read('required'),
        getdbrequired: read('dbrequired'),
        gettype: read('type'),
        getsobjectfield: read('sobjectfield'),
      },
    },
  };
}
