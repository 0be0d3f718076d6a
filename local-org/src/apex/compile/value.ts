import type { LiteralNode } from '../syntax/ast.ts';
import type { ApexType } from '../types/type.ts';

/** A place in a chain where `?.` ends it: the target is kept in `temp` and the rest is skipped when it is null. */
export interface Guard {
  readonly temp: string;
  readonly code: string;
}

/** A compiled expression: JavaScript and the static type of its value. */
export interface Compiled {
  readonly code: string;
  readonly type: ApexType;
  /** The value can never be null. */
  readonly nonNull?: boolean;
  /** The code may be written twice: a name or a literal. */
  readonly simple?: boolean;
  readonly literal?: LiteralNode;
  /** The rows of a query, which may stand for a single record. */
  readonly rows?: boolean;
  readonly guards?: readonly Guard[];
  /** Its compilation failed and was reported. */
  readonly unknown?: boolean;
  /** The code of the record and the field's name, when this is a field of a record (for `field.addError`). */
  readonly recordField?: { readonly record: string; readonly field: string };
  /** A record that was reached through a relationship: where it is missing, its fields are null. */
  readonly viaParent?: boolean;
  /** The expression is `Account.SObjectType`, below which `fields` names the object's fields. */
  readonly tokenOf?: ApexType;
  /** The expression is `super`: methods are called on the super class. */
  readonly isSuper?: boolean;
  /** The expression is `SObjectType.Account`, below which there are `fields` and `fieldSets`. */
  readonly describedSObject?: ApexType;
}

/** What a name may stand for besides a value. */
export type Entity =
  | { readonly entity: 'value'; readonly value: Compiled }
  | { readonly entity: 'type'; readonly type: ApexType }
  | { readonly entity: 'namespace'; readonly name: string }
  /** `Label`, `Schema.SObjectType`, `Account.fields`, `SObjectType.Account.fieldSets`: names below them are looked up in the schema. */
  | { readonly entity: 'labels'; readonly namespace?: string }
  | { readonly entity: 'pages' }
  | { readonly entity: 'sobjectTypes' }
  | { readonly entity: 'fields'; readonly type: ApexType; readonly described: boolean }
  | { readonly entity: 'fieldSets'; readonly type: ApexType };

/** The code with its `?.` guards around it. */
export function closed(value: Compiled): Compiled {
  if (value.guards === undefined || value.guards.length === 0) return value;
  let code = value.code;
  for (const guard of value.guards.toReversed()) code = `((${guard.temp}=${guard.code})===null?null:${code})`;
  return { code, type: value.type, ...(value.rows === true ? { rows: true } : {}), ...(value.unknown === true ? { unknown: true } : {}) };
}

/** JavaScript for a text. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/\u2028/g, '\\u2028').replace(/\u2029/g, '\\u2029');
}
