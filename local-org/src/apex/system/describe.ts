import { UnsupportedError } from '../../errors.ts';
import { picklistValuesOf } from '../../org/picklist-values.ts';
import type { FieldDefinition } from '../../schema/sobject-type.ts';
import type { ApexList } from '../runtime/collections.ts';
import { ApexMap } from '../runtime/collections.ts';
import type { EnumValue } from '../runtime/objects.ts';
import { PlatformObject, SObjectFieldToken, SObjectTypeToken, type Any } from '../runtime/objects.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { session } from '../runtime/session.ts';
import type { ApexType } from '../types/type.ts';

/** The token of every field of an object by lower-case name; it is found under the name in any case. */
export function fieldTokens(runtime: Runtime, type: ApexType): ApexMap {
  const { universe } = runtime.program;
  const map = new CaseInsensitiveMap(universe.map(universe.string, universe.platformType('Schema.SObjectField', [])!));
  for (const field of type.sobject!.fields.values()) map.table.set(field.name.toLowerCase(), new SObjectFieldToken(type, field.name));
  return map;
}

/** Every object's token by lower-case name. */
export function globalDescribe(runtime: Runtime): ApexMap {
  const { universe, schema } = runtime.program;
  const map = new CaseInsensitiveMap(universe.map(universe.string, universe.platformType('Schema.SObjectType', [])!));
  for (const sobject of schema.all()) {
    if (sobject.kind !== 'aggregate') map.table.set(sobject.name.toLowerCase(), new SObjectTypeToken(universe.ofSObject(sobject)));
  }
  return map;
}

/** Describe maps find a name in any case. */
class CaseInsensitiveMap extends ApexMap {
  override a_get(key: Any): Any {
    return super.a_get(typeof key === 'string' ? key.toLowerCase() : key);
  }

  override a_containskey(key: Any): boolean {
    return super.a_containskey(typeof key === 'string' ? key.toLowerCase() : key);
  }
}

/** Schema.DescribeSObjectResult */
export function describeObject(_runtime: Runtime, type: ApexType): PlatformObject {
  return new PlatformObject('Schema.DescribeSObjectResult', [['$type', type], ['Name', type.sobject!.name]]);
}

/** Schema.DescribeFieldResult */
export function describeField(_runtime: Runtime, token: SObjectFieldToken): PlatformObject {
  const field = token.type.sobject!.fields.get(token.field.toLowerCase())!;
  return new PlatformObject('Schema.DescribeFieldResult', [['$token', token], ['$field', field], ['Name', field.name]]);
}

/** The object of a description. */
export function describedType(result: PlatformObject): ApexType {
  return result.fields.get('$type') as ApexType;
}

/** The field of a description. */
export function describedField(result: PlatformObject): FieldDefinition {
  return result.fields.get('$field') as FieldDefinition;
}

const DISPLAY_TYPES: Readonly<Record<string, string>> = { email: 'EMAIL', encryptedstring: 'ENCRYPTEDSTRING', multipicklist: 'MULTIPICKLIST' };

/** Schema.DisplayType of a field. */
export function displayType(runtime: Runtime, field: FieldDefinition): EnumValue {
  const name = DISPLAY_TYPES[field.type] ?? field.type.toUpperCase();
  const value = runtime.enumNamed('Schema.DisplayType', name);
  if (value === null) throw new UnsupportedError(`the field type ${field.type}`);
  return value;
}

/** Schema.PicklistEntry of each active value. */
export function picklistEntries(runtime: Runtime, field: FieldDefinition): ApexList {
  const entries = picklistValuesOf(session().tx, field)
    .filter((value) => value.active)
    .map((value) => new PlatformObject('Schema.PicklistEntry', [['value', value.value], ['label', value.label], ['active', value.active], ['defaultValue', value.isDefault]]));
  return runtime.listOf(runtime.program.universe.platformType('Schema.PicklistEntry', [])!, entries);
}
