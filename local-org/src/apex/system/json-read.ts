import { UnsupportedError } from '../../errors.ts';
import { fieldByRelationship, fieldOf } from '../../schema/sobject-type.ts';
import { BlobValue } from '../../values/blob.ts';
import { DateValue } from '../../values/date.ts';
import { DatetimeValue } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import { DoubleValue } from '../../values/double.ts';
import { asId } from '../../values/id.ts';
import { SObject } from '../../values/sobject.ts';
import { TimeValue } from '../../values/time.ts';
import { fieldApexType } from '../compile/names.ts';
import { ApexList, ApexMap, ApexSet } from '../runtime/collections.ts';
import { raise, type Any } from '../runtime/objects.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { beanOf, beanProperties, isBean } from './beans.ts';
import type { ApexType, TypeDecl } from '../types/type.ts';
import { JsonNumber, type Json } from './json-parse.ts';
import { serializedFields } from './json-write.ts';

/** A parsed value without a type: Map<String,Object>, List<Object>, Integer, Long, Decimal, text. */
export function untyped(runtime: Runtime, json: Json): Any {
  const { universe } = runtime.program;
  if (json instanceof JsonNumber) return untypedNumber(json.text);
  if (Array.isArray(json)) return new ApexList(universe.list(universe.object), json.map((item) => untyped(runtime, item)));
  if (!(json instanceof Map)) return json;
  const map = new ApexMap(universe.map(universe.string, universe.object));
  for (const [name, value] of json) map.table.set(name, untyped(runtime, value));
  return map;
}

function untypedNumber(text: string): Any {
  if (!/^-?\d+$/.test(text)) return Decimal.parse(text);
  const whole = BigInt(text);
  if (whole >= -2147483648n && whole <= 2147483647n) return Number(whole);
  return whole >= -(2n ** 63n) && whole < 2n ** 63n ? whole : Decimal.fromBigInt(whole);
}

/** Reads parsed JSON as values of a type. */
export class JsonTyped {
  private readonly runtime: Runtime;
  private readonly strict: boolean;

  constructor(runtime: Runtime, strict: boolean) {
    this.runtime = runtime;
    this.strict = strict;
  }

  read(json: Json, type: ApexType): Any {
    if (json === null) return null;
    switch (type.kind) {
      case 'primitive':
        return this.primitive(json, type);
      case 'list':
        return new ApexList(type, this.items(json, type).map((item) => this.read(item, type.args[0]!)));
      case 'set':
        return new ApexSet(type, this.items(json, type).map((item) => this.read(item, type.args[0]!)));
      case 'map':
        return this.map(json, type);
      case 'sobject':
        return this.record(json, type);
      case 'enum':
        return this.runtime.enumValueOf(type, String(json));
      default:
        return this.object(json, type);
    }
  }

  private wrong(json: Json, type: ApexType): never {
    const shown = json instanceof JsonNumber ? json.text : JSON.stringify(json);
    return raise('System.JSONException', `Illegal value for primitive: ${shown} cannot be read as ${type.name}`);
  }

  private primitive(json: Json, type: ApexType): Any {
    if (type.key === 'object') return untyped(this.runtime, json);
    if (json instanceof Map || Array.isArray(json)) return this.wrong(json, type);
    if (json instanceof JsonNumber) return this.number(json, type);
    if (typeof json === 'boolean') return type.key === 'boolean' ? json : type.key === 'string' ? String(json) : this.wrong(json, type);
    return this.text(json as string, type) ?? this.wrong(json, type);
  }

  private number(json: JsonNumber, type: ApexType): Any {
    const decimal = Decimal.parse(json.text);
    switch (type.key) {
      case 'integer':
        return /^-?\d+$/.test(json.text) ? Number(decimal.toBigInt()) : this.wrong(json, type);
      case 'long':
        return /^-?\d+$/.test(json.text) ? decimal.toBigInt() : this.wrong(json, type);
      case 'double':
        return new DoubleValue(Number(json.text));
      case 'decimal':
        return decimal;
      case 'string':
        return json.text;
      case 'datetime':
        return new DatetimeValue(Number(json.text));
      default:
        return this.wrong(json, type);
    }
  }

  private text(text: string, type: ApexType): Any {
    switch (type.key) {
      case 'string':
        return text;
      case 'id':
        return asId(text) ?? raise('System.JSONException', `Invalid id: ${text}`);
      case 'date':
        return DateValue.tryParse(text.slice(0, 10));
      case 'datetime':
        return DatetimeValue.tryParse(text);
      case 'time':
        return TimeValue.tryParse(text);
      case 'blob':
        return BlobValue.fromBase64(text);
      case 'boolean':
        return /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined;
      case 'integer':
        return /^-?\d+$/.test(text) ? Number(text) : undefined;
      case 'long':
        return /^-?\d+$/.test(text) ? BigInt(text) : undefined;
      case 'decimal':
        return Decimal.tryParse(text);
      case 'double':
        return Number.isNaN(Number(text)) ? undefined : new DoubleValue(Number(text));
      default:
        return undefined;
    }
  }

  private items(json: Json, type: ApexType): Json[] {
    if (Array.isArray(json)) return json;
    // Children of a record come as a query result.
    const records = json instanceof Map ? json.get('records') : undefined;
    if (Array.isArray(records)) return records;
    return raise('System.JSONException', `Malformed JSON: Expected '[' at the beginning of List/Set for ${type.name}`);
  }

  private members(json: Json): Map<string, Json> {
    if (json instanceof Map) return json;
    return raise('System.JSONException', `Malformed JSON: Expected '{' at the beginning of object`);
  }

  private map(json: Json, type: ApexType): ApexMap {
    const map = new ApexMap(type);
    const [key, value] = [type.args[0]!, type.args[1]!];
    for (const [name, one] of this.members(json)) map.table.set(this.read(name, key), this.read(one, value));
    return map;
  }

  private record(json: Json, type: ApexType): SObject {
    const members = this.members(json);
    const record = new SObject(this.recordType(members, type));
    for (const [name, value] of members) if (name !== 'attributes') this.recordMember(record, name, value);
    return record;
  }

  private recordType(members: Map<string, Json>, type: ApexType) {
    if (type.sobject !== null) return type.sobject;
    const attributes = members.get('attributes');
    const name = attributes instanceof Map ? attributes.get('type') : undefined;
    const found = typeof name === 'string' ? this.runtime.program.universe.sobject(name)?.sobject : null;
    return found ?? raise('System.JSONException', 'The type of the SObject is not known');
  }

  private recordMember(record: SObject, name: string, value: Json): void {
    const { universe, schema } = this.runtime.program;
    const field = fieldOf(record.type, name);
    if (record.type.kind === 'aggregate') {
      record.fields.set(name, untyped(this.runtime, value));
      return;
    }
    if (field !== undefined) {
      record.fields.set(field.name, this.read(value, fieldApexType(field, universe)));
      return;
    }
    const lookup = fieldByRelationship(record.type, name);
    if (lookup !== undefined) {
      const parent = (lookup.referenceTo.length === 1 ? universe.sobject(lookup.referenceTo[0]!) : undefined) ?? universe.sobject('SObject')!;
      record.parents.set(lookup.relationshipName!, this.read(value, parent));
      return;
    }
    const child = record.type.childRelationships.find((one) => one.name.toLowerCase() === name.toLowerCase());
    const childType = child && schema.find(child.childObject);
    if (child && childType) {
      record.children.set(child.name, (this.read(value, universe.list(universe.ofSObject(childType))) as ApexList).items as SObject[]);
      return;
    }
    raise('System.JSONException', `No such column '${name}' on sobject of type ${record.type.name}`);
  }

  private object(json: Json, type: ApexType): Any {
    const { decl } = type;
    if (decl !== null && decl.platform && isBean(decl)) return this.bean(json, decl);
    if (decl === null || decl.platform) throw new UnsupportedError(`JSON.deserialize to ${type.name}`);
    if (decl.form === 'interface' || decl.abstract) raise('System.JSONException', `Apex Type unsupported in JSON: ${type.name}`);
    const members = this.members(json);
    const jsClass = this.runtime.class(decl.key);
    const object = new jsClass();
    const fields = new Map(serializedFields(decl).map((field) => [field.name.toLowerCase(), field]));
    for (const [name, value] of members) {
      const field = fields.get(name.toLowerCase());
      if (field === undefined) {
        if (this.strict) raise('System.JSONException', `No such column '${name}' on class ${type.name}`);
        continue;
      }
      this.setField(object, field.name.toLowerCase(), this.read(value, field.type));
    }
    return object;
  }

  private bean(json: Json, decl: TypeDecl): Any {
    const properties = beanProperties(decl);
    const values = new Map<string, Any>();
    for (const [name, value] of this.members(json)) {
      const type = properties.get(name.toLowerCase());
      // Ids of results are not checked: they are often made up.
      if (type !== undefined) values.set(name.toLowerCase(), type.key === 'id' && typeof value === 'string' ? value : this.read(value, type));
    }
    return beanOf(decl, values);
  }

  private setField(object: Any, key: string, value: Any): void {
    if (typeof object[`s_${key}`] === 'function') object[`s_${key}`](value);
    else object[`f_${key}`] = value;
  }
}
