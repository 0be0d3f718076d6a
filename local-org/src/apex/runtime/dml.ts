import type { DmlOperation, DmlResult } from '../../contract.ts';
import { SalesforceError, UnsupportedError } from '../../errors.ts';
import { NO_OBJECT_ACCESS } from '../../org/secure-dml.ts';
import type { Transaction } from '../../transaction.ts';
import type { SObject } from '../../values/sobject.ts';
import { truncatesRecords } from './record-options.ts';
import { ApexList } from './collections.ts';
import { ApexException, nullPointer, raise, type Any, type DmlDetail } from './objects.ts';
import { session } from './session.ts';

/** A DML statement or a call of Database.insert and its like. */
export interface DmlCall {
  readonly operation: DmlOperation;
  /** A record or a list of records. */
  readonly value: Any;
  readonly allOrNone: boolean;
  readonly externalIdField?: string | null;
  readonly userMode?: boolean;
  /** Called from a class `with sharing`. */
  readonly sharing?: boolean;
  readonly truncate?: boolean;
}

/** Marks a call of Database from a class `with sharing`. */
export const SHARING = Object.freeze({ sharing: true });

const VERBS: Readonly<Record<DmlOperation | 'merge', string>> = { merge: 'Merge', insert: 'Insert', update: 'Update', upsert: 'Upsert', delete: 'Delete', undelete: 'Undelete' };

/** Runs DML and throws a DmlException for the first failure when all have to succeed. */
export function runDml(call: DmlCall): DmlResult[] {
  const records = recordsOf(call.operation, call.value);
  if (call.operation === 'update' || call.operation === 'delete') refuseDuplicates(records);
  const running = session();
  if (records.length > 0) running.uncommitted = true;
  const results = send(call, records);
  const failed = results.findIndex((result) => !result.success);
  if (call.allOrNone && failed >= 0) throw dmlException(call.operation, records, results);
  return results;
}

function send(call: DmlCall, records: readonly SObject[]): DmlResult[] {
  const { tx } = session();
  try {
    return tx.data.dml(tx, {
      operation: call.operation,
      records,
      allOrNone: call.allOrNone,
      ...(call.externalIdField ? { externalIdField: call.externalIdField } : {}),
      ...(call.userMode === true ? { userMode: true } : {}),
      ...(call.sharing === true ? { sharing: true } : {}),
      ...(call.truncate === true || truncatesRecords(records) ? { truncate: true } : {}),
    });
  } catch (error) {
    if (error instanceof SalesforceError && error.statusCode === NO_OBJECT_ACCESS) return raise('System.SecurityException', error.message);
    if (error instanceof SalesforceError) return raise('System.DmlException', `${error.statusCode}, ${error.message}`);
    throw error;
  }
}

function recordsOf(operation: DmlOperation, value: Any): SObject[] {
  if (value === null) return nullPointer();
  if (value instanceof ApexList) {
    if (value.ofTrigger) raise('System.SObjectException', 'DML statement cannot operate on trigger.new or trigger.old');
    for (const item of value.items) if (item === null) nullPointer();
    refuseTriggerRecords(value.items as SObject[]);
    if ((operation === 'insert' || operation === 'upsert') && new Set(value.items).size < value.items.length) {
      raise('System.ListException', 'Before Insert or Upsert list must not have two identically equal elements');
    }
    return [...(value.items as SObject[])];
  }
  refuseTriggerRecords([value as SObject]);
  return [value as SObject];
}

function refuseDuplicates(records: readonly SObject[]): void {
  const seen = new Set<string>();
  for (const { id } of records) {
    if (id === null) continue;
    if (seen.has(id)) raise('System.ListException', `Duplicate id in list: ${id}`);
    seen.add(id);
  }
}

function refuseTriggerRecords(records: readonly SObject[]): void {
  const context = session().triggers.at(-1);
  if (context === undefined) return;
  const inTrigger = (record: SObject): boolean =>
    (context.newList?.items.includes(record) ?? false) || (context.oldList?.items.includes(record) ?? false);
  if (records.some(inTrigger)) raise('System.SObjectException', 'DML statement cannot operate on trigger.new or trigger.old');
}

/** Merges duplicates, which are records or ids, one or a list of them, into a master record. */
export function runMerge(master: Any, duplicates: Any, allOrNone: boolean): DmlResult[] {
  const { tx } = session();
  if (tx.data.merge === undefined) throw new UnsupportedError('merge');
  if (master === null || duplicates === null) return nullPointer();
  const items: Any[] = duplicates instanceof ApexList ? duplicates.items : [duplicates];
  const ids = items.map((item) => (typeof item === 'string' ? item : ((item as SObject).id ?? nullPointer())));
  session().uncommitted = true;
  const results = mergeOrFail(tx, master as SObject, ids);
  if (allOrNone && results.some((result) => !result.success)) throw dmlException('merge', [master as SObject], results);
  return results;
}

function mergeOrFail(tx: Transaction, master: SObject, ids: readonly string[]): DmlResult[] {
  try {
    return tx.data.merge!(tx, master, ids);
  } catch (error) {
    if (error instanceof SalesforceError) return raise('System.DmlException', `Merge failed. First exception on row 0; first error: ${error.statusCode}, ${error.message}: []`);
    throw error;
  }
}

/** The exception of a DML statement that failed: its message tells the first error, its methods all of them. */
export function dmlException(operation: DmlOperation | 'merge', records: readonly SObject[], results: readonly DmlResult[]): ApexException {
  const details: DmlDetail[] = [];
  for (const [index, result] of results.entries()) {
    for (const error of result.errors) details.push({ index, id: records[index]?.id ?? null, ...error });
  }
  const [first] = details;
  const exception = new ApexException('System.DmlException', first === undefined ? `${VERBS[operation]} failed.` : firstMessage(operation, first));
  exception.$dml = details;
  exception.$error = new Error();
  return exception;
}

function firstMessage(operation: DmlOperation | 'merge', first: DmlDetail): string {
  const row = first.id === null ? `row ${first.index}` : `row ${first.index} with id ${first.id}`;
  return `${VERBS[operation]} failed. First exception on ${row}; first error: ${first.statusCode}, ${first.message}: [${first.fields.join(', ')}]`;
}
