import { UnsupportedError } from '../../errors.ts';
import { searchLists } from '../system/search.ts';
import type { SoslQuery } from '../../soql/sosl.ts';
import type { SoqlQuery } from '../../soql/ast.ts';
import type { SObject } from '../../values/sobject.ts';
import { configAll, configInstance } from '../system/config.ts';
import { describeField, describeObject, fieldTokens } from '../system/describe.ts';
import type { ApexType } from '../types/type.ts';
import { callFuture } from '../async/future.ts';
import type { JsClass } from './class-table.ts';
import type { ApexList, ApexMap } from './collections.ts';
import { runDml, runMerge, SHARING } from './dml.ts';
import { fieldSetMap } from '../system/field-sets.ts';
import { PlatformObject, raise, type Any, type SObjectFieldToken } from './objects.ts';
import { queryCount, queryRows, singleRecord } from './queries.ts';
import { Runtime } from './runtime.ts';
import { runAsUserId } from './run-as.ts';
import { session } from './session.ts';
import type { DmlOperation } from '../../contract.ts';

/** The runtime with what needs the org: queries, DML, descriptions, custom settings and metadata. */
export class ApexRuntime extends Runtime {
  readonly sharingMark = SHARING;

  rows(query: SoqlQuery, binds: readonly Any[], type: ApexType, sharing: boolean): ApexList {
    return queryRows(query, binds, type, { sharing });
  }

  count(query: SoqlQuery, binds: readonly Any[], sharing: boolean): number {
    return queryCount(query, binds, { sharing });
  }

  single(rows: ApexList | null): SObject {
    return singleRecord(rows);
  }

  search(search: SoslQuery, binds: readonly Any[]): ApexList {
    return searchLists(this, search, binds);
  }

  /** `[SELECT …]?.Name`: no row is null, two are an exception. */
  singleOrNull(rows: ApexList | null): SObject | null {
    return rows === null || rows.items.length === 0 ? null : singleRecord(rows);
  }

  dml(operation: DmlOperation, value: Any, externalIdField: string | null, mode: 'user' | 'system' | null, sharing: boolean): void {
    runDml({ operation, value, allOrNone: true, externalIdField, userMode: mode === 'user', sharing: sharing && mode !== 'system' });
  }

  /** `merge master duplicates` */
  merge(master: Any, duplicates: Any): void {
    runMerge(master, duplicates, true);
  }

  describeType(type: ApexType): PlatformObject {
    return describeObject(this, type);
  }

  describeField(token: SObjectFieldToken): PlatformObject {
    return describeField(this, token);
  }

  fieldMap(type: ApexType): ApexMap {
    return fieldTokens(this, type);
  }

  typeFields(type: ApexType): PlatformObject {
    return new PlatformObject('Schema.SObjectTypeFields', [['$type', type]]);
  }

  platformLabel(name: string): never {
    throw new UnsupportedError(`the label site.${name}`);
  }

  /** Visualforce pages are named by code that need not run. */
  page(name: string): never {
    throw new UnsupportedError(`the Visualforce page ${name}`);
  }

  /** A member that holds an Apex object, of a standard sObject. */
  objectMember(object: string, name: string): never {
    throw new UnsupportedError(`${name} of ${object}`);
  }

  fieldSet(type: ApexType, name: string): PlatformObject {
    return (fieldSetMap(this, type).a_get(name.toLowerCase()) as PlatformObject | null) ?? raise('System.SObjectException', `Invalid field set: ${name}`);
  }

  fieldSetMap(type: ApexType): ApexMap {
    return fieldSetMap(this, type);
  }

  config(type: ApexType, method: string, key?: Any): SObject | null {
    return configInstance(type, method, key);
  }

  configAll(type: ApexType): ApexMap {
    return configAll(this, type);
  }

  future(type: JsClass, method: string, args: Any[]): void {
    callFuture(this, type, method, args);
  }

  /** System.runAs: the user of the transaction changes; gives what `endRunAs` needs. */
  beginRunAs(user: Any): string {
    const { tx } = session();
    const before = tx.user.id;
    tx.data.runAs?.(tx, true);
    if (user instanceof PlatformObject) return before;
    try {
      setUser(runAsUserId(user as SObject));
    } catch (error) {
      // The block does not begin, so nothing will end it.
      tx.data.runAs?.(tx, false);
      throw error;
    }
    return before;
  }

  endRunAs(before: string): void {
    const { tx } = session();
    tx.data.runAs?.(tx, false);
    setUser(before);
  }
}

/** The data engine reads the user anew each time. */
function setUser(id: string): void {
  (session().tx as { user: { readonly id: string } }).user = { id };
}
