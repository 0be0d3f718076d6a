import { fieldOf, type SObjectType } from '../../schema/sobject-type.ts';
import { ApexMap, type ApexList } from '../runtime/collections.ts';
import { PlatformObject, type Any } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { session } from '../runtime/session.ts';

/** The record type that every object has which can have some. */
const MASTER = { id: '012000000000000AAA', name: 'Master', developerName: 'Master' };

interface Shown {
  readonly id: string;
  readonly name: string;
  readonly developerName: string;
  readonly active: boolean;
  readonly master: boolean;
}

function recordTypesOf(type: SObjectType): Shown[] {
  const has = type.kind === 'custom' || (type.kind === 'standard' && fieldOf(type, 'RecordTypeId') !== undefined);
  if (!has) return [];
  const { tx } = session();
  const rows = tx.data.rows(tx, 'RecordType').filter((row) => row.get('SobjectType') === type.name);
  const own = rows.map((row) => ({ id: row.id!, name: String(row.get('Name')), developerName: String(row.get('DeveloperName')), active: row.get('IsActive') !== false, master: false }));
  return [...own, { ...MASTER, active: true, master: true }];
}

function infoOf(shown: Shown, isDefault: boolean): PlatformObject {
  return new PlatformObject('Schema.RecordTypeInfo', [
    ['recordtypeid', shown.id],
    ['name', shown.name],
    ['developername', shown.developerName],
    ['active', shown.active],
    ['available', shown.active],
    ['defaultrecordtypemapping', isDefault],
    ['master', shown.master],
  ]);
}

function infosOf(type: SObjectType): PlatformObject[] {
  const all = recordTypesOf(type);
  return all.map((one, index) => infoOf(one, index === 0));
}

/** DescribeSObjectResult.getRecordTypeInfos. */
export function recordTypeInfos(runtime: Runtime, type: SObjectType): ApexList {
  return runtime.listOf(runtime.program.universe.platformType('Schema.RecordTypeInfo', [])!, infosOf(type));
}

/** DescribeSObjectResult.getRecordTypeInfosByName and its siblings. */
export function recordTypeMap(runtime: Runtime, type: SObjectType, property: 'name' | 'developername' | 'recordtypeid'): ApexMap {
  const { universe } = runtime.program;
  const key = property === 'recordtypeid' ? universe.id : universe.string;
  const map = new ApexMap(universe.map(key, universe.platformType('Schema.RecordTypeInfo', [])!));
  for (const info of infosOf(type)) map.table.set(info.get(property), info);
  return map;
}

const read = (name: string) => (info: PlatformObject): Any => info.get(name);

/** Schema.RecordTypeInfo */
export const recordTypeBody: PlatformBody = {
  methods: {
    getname: read('name'),
    getdevelopername: read('developername'),
    getrecordtypeid: read('recordtypeid'),
    isactive: read('active'),
    isavailable: read('available'),
    isdefaultrecordtypemapping: read('defaultrecordtypemapping'),
    ismaster: read('master'),
  },
};
