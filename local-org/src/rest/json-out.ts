import type { OrgSchema } from '../schema/org-schema.ts';
import type { SObjectType } from '../schema/sobject-type.ts';
import type { SelectItem, SoqlQuery } from '../soql/ast.ts';
import { scopeOf, resolvePath, isProblem } from '../soql/resolve.ts';
import { BlobValue } from '../values/blob.ts';
import { DatetimeValue } from '../values/datetime.ts';
import { Decimal } from '../values/decimal.ts';
import { DoubleValue } from '../values/double.ts';
import type { SObject } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';

type Json = Record<string, unknown>;

/** A value as the REST API prints it. */
export function jsonValue(value: Value): unknown {
  if (value instanceof Decimal) return value.toNumber();
  if (value instanceof DoubleValue) return value.value;
  if (value instanceof DatetimeValue) return value.toRest();
  if (value instanceof BlobValue) return value.toBase64();
  if (typeof value === 'bigint') return Number(value);
  return value !== null && typeof value === 'object' ? String(value) : value;
}

/** Where a record is found. */
export function recordUrl(version: string, object: string, id: string | null): string {
  return `/services/data/${version}/sobjects/${object}/${id ?? ''}`;
}

/** A whole record: every field that the schema knows. */
export function wholeRecord(record: SObject, version: string, names?: ReadonlySet<string>): Json {
  const json: Json = { attributes: { type: record.type.name, url: recordUrl(version, record.type.name, record.id) } };
  for (const field of record.type.fields.values()) {
    if (field.type === 'address' || (names && !names.has(field.name.toLowerCase()))) continue;
    json[field.name] = jsonValue(record.get(field.name) ?? (field.type === 'boolean' ? false : null));
  }
  return json;
}

/** The records of a query, with exactly what it selected in the order in which it did. */
export function queriedRecords(records: readonly SObject[], query: SoqlQuery, schema: OrgSchema, version: string): Json[] {
  const type = schema.find(query.from);
  return records.map((record) => (record.type.kind === 'aggregate' ? aggregateRecord(record) : queriedRecord(record, query, type!, schema, version)));
}

function aggregateRecord(record: SObject): Json {
  return { attributes: { type: 'AggregateResult' }, ...Object.fromEntries([...record.fields].map(([name, value]) => [name, jsonValue(value)])) };
}

function queriedRecord(record: SObject, query: SoqlQuery, type: SObjectType, schema: OrgSchema, version: string): Json {
  const json: Json = { attributes: attributesOf(record, version) };
  for (const item of query.select) addItem(json, record, item, query, type, schema, version);
  return json;
}

function attributesOf(record: SObject, version: string): Json {
  return { type: record.type.name, url: recordUrl(version, record.type.name, record.id) };
}

function addItem(json: Json, record: SObject, item: SelectItem, query: SoqlQuery, type: SObjectType, schema: OrgSchema, version: string): void {
  switch (item.kind) {
    case 'field':
      return addPath(json, record, item.path, query, type, schema, version);
    case 'fields':
      for (const [name, value] of record.fields) json[name] = jsonValue(value);
      return;
    case 'function': {
      const name = item.alias ?? (item.argument?.kind === 'field' ? item.argument.path.at(-1)! : item.name);
      const found = [...record.fields].find(([key]) => key.toLowerCase() === name.toLowerCase());
      if (found) json[found[0]] = jsonValue(found[1]);
      return;
    }
    case 'typeof': {
      const parent = [...record.parents].find(([name]) => name.toLowerCase() === item.path.at(-1)!.toLowerCase());
      if (parent) json[parent[0]] = parent[1] && { attributes: attributesOf(parent[1], version), ...Object.fromEntries([...parent[1].fields].map(([name, value]) => [name, jsonValue(value)])) };
      return;
    }
    case 'subquery':
      return addChildren(json, record, item.query, schema, version);
  }
}

function addPath(json: Json, record: SObject, path: readonly string[], query: SoqlQuery, type: SObjectType, schema: OrgSchema, version: string): void {
  const resolved = resolvePath(scopeOf(schema, type, query), path, 0);
  if (isProblem(resolved)) return;
  let [target, source]: [Json, SObject] = [json, record];
  for (const { relationshipName } of resolved.steps) {
    const parent = source.parents.get(relationshipName!) ?? null;
    if (!parent) {
      target[relationshipName!] = null;
      return;
    }
    target = (target[relationshipName!] ??= { attributes: attributesOf(parent, version) }) as Json;
    source = parent;
  }
  target[resolved.field.name] = jsonValue(source.get(resolved.field.name));
}

function addChildren(json: Json, record: SObject, query: SoqlQuery, schema: OrgSchema, version: string): void {
  const name = query.from.split('.').at(-1)!.toLowerCase();
  const found = [...record.children].find(([key]) => key.toLowerCase() === name);
  if (!found) return;
  const [key, children] = found;
  const child = record.type.childRelationships.find((each) => each.name === key)!;
  const type = schema.find(child.childObject)!;
  json[key] = children.length === 0 ? null : { totalSize: children.length, done: true, records: children.map((each) => queriedRecord(each, query, type, schema, version)) };
}
