import type { SoqlQuery } from './soql/ast.ts';
import type { SoslQuery } from './soql/sosl.ts';
import type { SObjectType } from './schema/sobject-type.ts';
import type { DatetimeValue } from './values/datetime.ts';
import type { SObject } from './values/sobject.ts';
import type { Value } from './values/value.ts';
import type { Transaction } from './transaction.ts';

/** What the Apex side asks of the data side. */
export interface DataEngine {
  /** Runs a query and counts it against the transaction's limits. Throws SalesforceError for what a query may do wrong. */
  query(tx: Transaction, query: SoqlQuery, binds: readonly Value[], options?: QueryOptions): QueryResult;
  /**
   * One DML statement: chunks of 200, triggers, validation, partial success. Never throws for a record's own error: the
   * results carry it, in the order of `records`. With `allOrNone`, any error means that nothing was kept.
   */
  dml(tx: Transaction, request: DmlRequest): DmlResult[];
  /** All live records of an object with all their fields; not counted against limits (custom metadata and settings, users). */
  rows(tx: Transaction, object: string): SObject[];
  /** An id that no record has yet, for a record of this object. */
  newId(tx: Transaction, object: string): string;
  /** Puts a job off until the transaction commits, and records it; gives the id of its AsyncApexJob. */
  enqueue(tx: Transaction, job: AsyncJob): string;
  /** Notes what became of a job that was run by a test. */
  jobEnded?(tx: Transaction, id: string, failure: string | null): void;
  /** Merges at most two records into the master; one result for each of them. */
  merge?(tx: Transaction, master: SObject, ids: readonly string[]): DmlResult[];
  /** Records a scheduled job: its CronTrigger and the CronJobDetail that bears its name. */
  schedule?(tx: Transaction, job: { readonly id: string; readonly name: string; readonly cron: string; readonly apexClass: string }): void;
  /** Runs a search; one list of records for each object that it returns. `fixed`: Test.setFixedSearchResults (a test without: []). */
  search?(tx: Transaction, search: SoslQuery, binds: readonly Value[], fixed?: readonly string[] | null): SObject[][];
  /** Takes deleted records out of the recycle bin for good. */
  emptyRecycleBin?(tx: Transaction, ids: readonly string[]): DmlResult[];
  /** A deployed Named Credential by name, in any case; undefined when there is none. */
  namedCredential?(tx: Transaction, name: string): NamedCredential | undefined;
  /** The headers that a Named Credential adds to a callout of the running user; undefined when it may not use it. */
  credentialHeaders?(tx: Transaction, credential: NamedCredential): readonly CredentialHeader[] | undefined;
  /** Rights of the transaction's present user. */
  access?(tx: Transaction): AccessRights;
  /** Test.setCreatedDate: writes when a record was created. */
  setCreatedDate?(tx: Transaction, id: string, at: DatetimeValue): void;
  /** Says that a System.runAs block begins or ends. */
  runAs?(tx: Transaction, begins: boolean): void;
  savepoint(tx: Transaction): number;
  rollback(tx: Transaction, savepoint: number): void;
}

export interface QueryOptions {
  /** Object, field and record access of the running user apply. */
  readonly userMode?: boolean;
  /** Only records that the running user can see: the query stands in a class `with sharing`. */
  readonly sharing?: boolean;
}

/** Where `callout:Name` goes. */
export interface NamedCredential {
  readonly endpoint: string;
  /** A way to authenticate that is refused, by name; null when there is none. */
  readonly authentication: string | null;
  /** Name of the external credential that says how callouts authenticate. */
  readonly externalCredential: string | null;
  readonly headers: readonly CredentialHeader[];
}

/** A header that a credential adds; in metadata its value may be a formula, `{!$Credential.Rates.Key}`. */
export interface CredentialHeader {
  readonly name: string;
  readonly value: string;
}

export type ObjectRight = 'read' | 'create' | 'edit' | 'delete';
export type FieldRight = 'read' | 'edit';

/** What the running user may do with objects and fields. */
export interface AccessRights {
  object(objectName: string, right: ObjectRight): boolean;
  field(objectName: string, fieldName: string, right: FieldRight): boolean;
}

export interface QueryResult {
  readonly records: SObject[];
  /** Number of rows; for `SELECT COUNT()` the count, with no records. */
  readonly size: number;
}

export type DmlOperation = 'insert' | 'update' | 'upsert' | 'delete' | 'undelete';

export interface DmlRequest {
  readonly operation: DmlOperation;
  readonly records: readonly SObject[];
  readonly allOrNone: boolean;
  /** Canonical name of the external id field of an upsert; absent means Id. */
  readonly externalIdField?: string;
  readonly userMode?: boolean;
  /** Records that the running user cannot change are refused: the statement stands in a class `with sharing`. */
  readonly sharing?: boolean;
  /** DMLOptions.allowFieldTruncation: texts that are too long are cut instead of refused. */
  readonly truncate?: boolean;
}

export interface DmlError {
  /** For example `REQUIRED_FIELD_MISSING`. */
  readonly statusCode: string;
  readonly message: string;
  readonly fields: readonly string[];
}

export interface DmlResult {
  readonly id: string | null;
  readonly success: boolean;
  /** Only of upsert. */
  readonly created?: boolean;
  readonly errors: readonly DmlError[];
}

/** What the data side asks of the Apex side while it saves records. */
export interface TriggerRunner {
  /** Runs every active trigger of the object for this event. Throws TriggerFailure, LimitException or UnsupportedError. */
  fire(tx: Transaction, event: TriggerEvent): void;
}

export interface TriggerEvent {
  readonly object: SObjectType;
  readonly timing: 'before' | 'after';
  readonly operation: 'insert' | 'update' | 'delete' | 'undelete';
  /** Trigger.new, at most 200; null on delete. Writable on before events only. */
  readonly newRecords: SObject[] | null;
  /** Trigger.old, in the same order; null on insert and undelete. */
  readonly oldRecords: SObject[] | null;
}

/** A catchable Apex exception that left a trigger: each record of the chunk fails with CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY. */
export class TriggerFailure extends Error {
  override readonly name = 'TriggerFailure';
  /**
   * @param message the platform's whole text: `InvoiceTrigger: execution of BeforeInsert\n\ncaused by: System.…\n\nTrigger.InvoiceTrigger: line 1, column 1`
   */
  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, options);
  }
}

/** Work that runs in a transaction of its own after this one commits. */
export interface AsyncJob {
  /** Delivered platform events have no AsyncApexJob. */
  readonly kind: 'Queueable' | 'Future' | 'BatchApex' | 'ScheduledApex' | 'PlatformEvent';
  readonly apexClass: string;
  /** True for what a rollback does not take back: events with publishBehavior PublishImmediately. */
  readonly immediate?: boolean;
  /** Milliseconds that must pass before it may start. */
  readonly delayMs?: number;
  /** Id of its AsyncApexJob, where Apex was told one. */
  readonly id?: string;
  /** Runs in a transaction of its own after the job has ended, also after it failed and was undone: a finalizer. */
  finish?(tx: Transaction, failure: unknown): void;
  run(tx: Transaction): void;
}
