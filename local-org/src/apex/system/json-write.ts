import { UnsupportedError } from '../../errors.ts';
import { BlobValue } from '../../values/blob.ts';
import { DateValue } from '../../values/date.ts';
import { DatetimeValue } from '../../values/datetime.ts';
import { Decimal } from '../../values/decimal.ts';
import { DoubleValue } from '../../values/double.ts';
import { SObject } from '../../values/sobject.ts';
import { TimeValue } from '../../values/time.ts';
import { ApexList, ApexMap, ApexSet } from '../runtime/collections.ts';
import { ApexException, ApexObject, EnumValue, PlatformObject, raise, SObjectFieldToken, SObjectTypeToken, TypeToken, type Any } from '../runtime/objects.ts';
import { RESULT_MEMBERS, resultMembers } from './json-results.ts';
import { textOf } from '../runtime/text.ts';
import type { FieldDecl, TypeDecl } from '../types/type.ts';

/** JSON as a tree: texts are JSON already, lists and pairs are still to be laid out. */
type Tree = string | { readonly items: readonly Tree[] } | { readonly members: readonly (readonly [string, Tree])[] };

/** JSON.serialize and serializePretty. */
export function writeJson(value: Any, options: { pretty: boolean; suppressNulls: boolean }): string {
  const tree = treeOf(value, options.suppressNulls, new Set());
  return options.pretty ? pretty(tree, '') : compact(tree);
}

function compact(tree: Tree): string {
  if (typeof tree === 'string') return tree;
  if ('items' in tree) return `[${tree.items.map(compact).join(',')}]`;
  return `{${tree.members.map(([name, value]) => `${JSON.stringify(name)}:${compact(value)}`).join(',')}}`;
}

/** The layout of Jackson's default pretty printer. */
function pretty(tree: Tree, indent: string): string {
  if (typeof tree === 'string') return tree;
  if ('items' in tree) return tree.items.length === 0 ? '[ ]' : `[ ${tree.items.map((item) => pretty(item, indent)).join(', ')} ]`;
  if (tree.members.length === 0) return '{ }';
  const inner = `${indent}  `;
  const rows = tree.members.map(([name, value]) => `${inner}${JSON.stringify(name)} : ${pretty(value, inner)}`);
  return `{\n${rows.join(',\n')}\n${indent}}`;
}

function treeOf(value: Any, suppressNulls: boolean, seen: Set<object>): Tree {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value !== 'object') return String(value);
  const scalar = scalarText(value);
  if (scalar !== undefined) return scalar;
  if (seen.has(value)) raise('System.JSONException', 'Apex Type unsupported in JSON: circular reference');
  seen.add(value);
  const tree = structure(value, suppressNulls, seen);
  seen.delete(value);
  return tree;
}

function scalarText(value: Any): string | undefined {
  if (value instanceof Decimal) return value.toPlain();
  if (value instanceof DoubleValue) return value.toString();
  if (value instanceof DateValue || value instanceof TimeValue) return JSON.stringify(value.toString());
  if (value instanceof DatetimeValue) return JSON.stringify(value.toIso());
  if (value instanceof BlobValue) return JSON.stringify(value.toBase64());
  if (value instanceof EnumValue) return JSON.stringify(value.name);
  if (value instanceof TypeToken || value instanceof SObjectTypeToken) return JSON.stringify(textOf(value));
  if (value instanceof SObjectFieldToken) return raise('System.JSONException', 'Apex Type unsupported in JSON: Schema.SObjectField');
  return undefined;
}

function structure(value: Any, suppressNulls: boolean, seen: Set<object>): Tree {
  const child = (one: Any): Tree => treeOf(one, suppressNulls, seen);
  if (value instanceof ApexList) return { items: value.items.map(child) };
  if (Array.isArray(value)) return { items: value.map(child) };
  if (value instanceof ApexSet) return { items: value.table.keys().map(child) };
  if (value instanceof ApexMap) {
    const pairs = value.table.pairs().filter(([, one]) => !suppressNulls || one !== null);
    return { members: pairs.map(([key, one]) => [key === null ? 'null' : keyText(key), child(one)]) };
  }
  if (value instanceof SObject) return recordTree(value, child);
  if (value instanceof ApexException) return raise('System.JSONException', `Apex Type unsupported in JSON: ${value.$decl?.name ?? value.$platform}`);
  if (value instanceof ApexObject) return objectTree(value, suppressNulls, child);
  if (value instanceof PlatformObject && value.className === 'System.UUID') return JSON.stringify(value.get('$text'));
  if (value instanceof PlatformObject && value.className in RESULT_MEMBERS) return { members: resultMembers(value).map(([name, one]): [string, Tree] => [name, child(one)]) };
  if (value instanceof PlatformObject) throw new UnsupportedError(`JSON.serialize of ${value.className}`);
  return 'null';
}

function keyText(key: Any): string {
  if (key instanceof SObjectFieldToken) return textOf(key);
  const scalar = typeof key === 'object' ? scalarText(key) : undefined;
  return scalar === undefined ? textOf(key) : scalar.replace(/^"|"$/g, '');
}

function recordTree(record: SObject, child: (one: Any) => Tree): Tree {
  const attributes: [string, Tree][] = [['type', JSON.stringify(record.type.name)]];
  if (record.id !== null) attributes.push(['url', JSON.stringify(`/services/data/v65.0/sobjects/${record.type.name}/${record.id}`)]);
  const members: [string, Tree][] = [['attributes', { members: attributes }]];
  for (const [name, value] of record.fields) members.push([name, fieldTree(value, child)]);
  for (const [name, parent] of record.parents) if (parent !== null) members.push([name, child(parent)]);
  for (const [name, children] of record.children) {
    members.push([name, { members: [['totalSize', String(children.length)], ['done', 'true'], ['records', { items: children.map(child) }]] }]);
  }
  return { members };
}

/** Datetimes of records carry an offset instead of Z. */
function fieldTree(value: Any, child: (one: Any) => Tree): Tree {
  return value instanceof DatetimeValue ? JSON.stringify(value.toRest()) : child(value);
}

function objectTree(value: Any, suppressNulls: boolean, child: (one: Any) => Tree): Tree {
  const members: [string, Tree][] = [];
  for (const field of serializedFields((value as ApexObject).$decl)) {
    const read = readField(value, field);
    if (read !== null || !suppressNulls) members.push([field.name, child(read)]);
  }
  return { members };
}

function readField(value: Any, field: FieldDecl): Any {
  const key = field.name.toLowerCase();
  return field.property?.accessors === true && typeof value[`g_${key}`] === 'function' ? value[`g_${key}`]() : (value[`f_${key}`] ?? null);
}

/** Instance fields that are not transient, those of the super class last. */
export function serializedFields(decl: TypeDecl): FieldDecl[] {
  const own = [...decl.fields.values()].filter((field) => !field.static && !field.transient);
  const parent = decl.superType?.decl;
  return parent && !parent.platform ? [...own, ...serializedFields(parent)] : own;
}
