import { UnsupportedError } from '../../errors.ts';
import type { SObjectType } from '../../schema/sobject-type.ts';
import { SObject } from '../../values/sobject.ts';
import { ApexMap } from '../runtime/collections.ts';
import { nullPointer, type Any } from '../runtime/objects.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { session } from '../runtime/session.ts';
import type { ApexType } from '../types/type.ts';
import { isId } from '../../values/id.ts';

/** All records of an object without counting a query: custom metadata and custom settings are cached by the platform. */
function recordsOf(type: SObjectType): SObject[] {
  const { tx } = session();
  return tx.data.rows(tx, type.name);
}

/** `X__mdt.getAll()` and `Setting__c.getAll()`: records by DeveloperName or Name. */
export function configAll(runtime: Runtime, type: ApexType): ApexMap {
  const { universe } = runtime.program;
  const map = new ApexMap(universe.map(universe.string, type));
  const sobject = type.sobject!;
  const key = sobject.kind === 'customMetadata' ? 'DeveloperName' : 'Name';
  const sorted = recordsOf(sobject).toSorted((left, right) => compare(String(left.get(key)), String(right.get(key))));
  for (const record of sorted) map.table.set(record.get(key), copyOf(record));
  return map;
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function copyOf(record: SObject): SObject {
  const copy = new SObject(record.type, record.fields);
  copy.readOnly = record.type.kind === 'customMetadata';
  return copy;
}

/** `getInstance`, `getValues` and `getOrgDefaults` of custom settings and custom metadata types. */
export function configInstance(type: ApexType, method: string, key: Any): SObject | null {
  const sobject = type.sobject!;
  if (sobject.kind === 'customMetadata') return metadataRecord(sobject, method, key);
  if (sobject.customSettingType === 'List') return listSetting(sobject, key);
  if (method === 'getorgdefaults') return hierarchyLevel(sobject, organizationId()) ?? new SObject(sobject);
  if (method === 'getvalues') return hierarchyLevel(sobject, key ?? nullPointer());
  return hierarchySetting(sobject, key);
}

function metadataRecord(type: SObjectType, method: string, key: Any): SObject | null {
  if (method !== 'getinstance') throw new UnsupportedError(`${type.name}.${method}`);
  if (typeof key !== 'string') return null;
  const wanted = key.toLowerCase();
  const found = recordsOf(type).find((record) => {
    const names = [record.get('DeveloperName'), record.get('QualifiedApiName'), record.id];
    return names.some((name) => typeof name === 'string' && name.toLowerCase() === wanted);
  });
  return found === undefined ? null : copyOf(found);
}

function listSetting(type: SObjectType, key: Any): SObject | null {
  if (typeof key !== 'string') return null;
  const found = recordsOf(type).find((record) => String(record.get('Name')).toLowerCase() === key.toLowerCase());
  return found === undefined ? null : copyOf(found);
}

function organizationId(): string {
  const { tx } = session();
  return tx.data.rows(tx, 'Organization')[0]?.id ?? '';
}

function hierarchyLevel(type: SObjectType, owner: string): SObject | null {
  const found = recordsOf(type).find((record) => record.get('SetupOwnerId') === owner);
  return found === undefined ? null : copyOf(found);
}

/** The org's values, over them the profile's, over them the user's; a field that is blank falls through. */
function hierarchySetting(type: SObjectType, key: Any): SObject {
  const levels = ownersFrom(key).map((owner) => hierarchyLevel(type, owner)).filter((level) => level !== null);
  const merged = new SObject(type);
  for (const level of levels) {
    for (const [name, value] of level.fields) if (value !== null) merged.fields.set(name, value);
  }
  if (levels.length === 0 && typeof key === 'string') merged.fields.set('SetupOwnerId', key);
  return merged;
}

/** Organization, profile and user whose settings apply, the most general first. */
function ownersFrom(key: Any): string[] {
  const { tx } = session();
  const owner = typeof key === 'string' && isId(key) ? key : tx.user.id;
  if (owner.startsWith('00D')) return [owner];
  if (owner.startsWith('00e')) return [organizationId(), owner];
  const profile = tx.data.rows(tx, 'User').find((user) => user.id === owner)?.get('ProfileId');
  return [organizationId(), ...(typeof profile === 'string' ? [profile] : []), owner];
}
