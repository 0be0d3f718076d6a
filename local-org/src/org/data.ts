import type { AsyncJob, CredentialHeader, DataEngine, DmlError, DmlRequest, DmlResult, NamedCredential, QueryOptions, QueryResult } from '../contract.ts';
import type { SaveEnvironment } from '../dml/environment.ts';
import { readOnlyRecord } from '../dml/draft.ts';
import { dmlError } from '../dml/errors.ts';
import { mergeRecords } from '../dml/merge.ts';
import { noteRunAs } from '../dml/mixed-dml.ts';
import { runDml } from '../dml/run-dml.ts';
import { SalesforceError, UnsupportedError } from '../errors.ts';
import { checkQuery } from '../soql/check.ts';
import type { SoqlQuery } from '../soql/ast.ts';
import type { Execution } from '../soql/execute/execution.ts';
import { runQuery } from '../soql/execute/run.ts';
import { runSearch } from '../soql/execute/search.ts';
import type { SoslQuery } from '../soql/sosl.ts';
import { RecordIds } from '../store/record-ids.ts';
import { RowReader } from '../store/row-reader.ts';
import type { Row } from '../store/store.ts';
import { Store } from '../store/store.ts';
import type { Transaction } from '../transaction.ts';
import type { SObjectType } from '../schema/sobject-type.ts';
import type { DatetimeValue } from '../values/datetime.ts';
import type { SObject } from '../values/sobject.ts';
import type { Value } from '../values/value.ts';
import { UserAccess } from './access.ts';
import { credentialHeaders } from './credential-headers.ts';
import type { ExternalCredential } from './external-credentials.ts';
import { readGlobal } from './formula-globals.ts';
import { endJobRow, insertJobRow, insertScheduleRows, withId } from './job-rows.ts';
import type { OrgState } from './org-state.ts';
import { canReach } from './record-sharing.ts';
import { accessError, requireObjectAccess } from './secure-dml.ts';
import { requireReadable } from './secure-query.ts';

/** The data side of an org: its records and what can be done with them. */
export class OrgData implements DataEngine {
  readonly store = new Store();
  readonly ids = new RecordIds();
  readonly corporateCurrency: string;
  state: OrgState;
  /** By lower-case name. */
  readonly namedCredentials = new Map<string, NamedCredential>();
  /** By lower-case name. */
  readonly externalCredentials = new Map<string, ExternalCredential>();
  /** Values of authentication parameters by `credential.parameter` in lower case: given to the org, never deployed. */
  readonly secrets: ReadonlyMap<string, string>;
  /** Principals of external credentials that a permission set opens, by its id. */
  readonly principals = new Map<string, ReadonlySet<string>>();
  /** Objects whose records are shared by rules, in lower case. */
  readonly sharingRules = new Set<string>();
  /** How many jobs a transaction had put off at each of its savepoints. */
  private readonly jobsAt = new WeakMap<Transaction, Map<number, number>>();

  constructor(state: OrgState, corporateCurrency: string, secrets: Readonly<Record<string, string>> = {}) {
    this.state = state;
    this.corporateCurrency = corporateCurrency;
    this.secrets = new Map(Object.entries(secrets).map(([name, value]) => [name.toLowerCase(), value]));
  }

  query(tx: Transaction, query: SoqlQuery, binds: readonly Value[], options: QueryOptions = {}): QueryResult {
    const [problem] = checkQuery(query, this.state.schema);
    if (problem) throw new SalesforceError(problem.statusCode, problem.message);
    const userMode = options.userMode === true || query.mode === 'user';
    if (userMode || query.mode === 'securityEnforced') requireReadable(query, this.state.schema, this.access(tx));
    const isVisible = userMode || options.sharing === true ? this.visibility(tx) : undefined;
    const counted = this.state.schema.find(query.from)?.kind !== 'customMetadata';
    if (counted) tx.limits.consume('queries');
    return runQuery(query, this.execution(tx, binds, counted, isVisible));
  }

  search(tx: Transaction, search: SoslQuery, binds: readonly Value[], fixed: readonly string[] | null = null): SObject[][] {
    tx.limits.consume('soslQueries');
    for (const query of search.returning) {
      const [problem] = checkQuery(query, this.state.schema);
      if (problem) throw new SalesforceError(problem.statusCode, problem.message);
    }
    return runSearch(search, this.execution(tx, binds, false, undefined), fixed);
  }

  private execution(tx: Transaction, binds: readonly Value[], counted: boolean, isVisible: Execution['isVisible']): Execution {
    return {
      schema: this.state.schema,
      store: this.store,
      reader: this.reader(tx),
      binds,
      now: tx.now(),
      zone: String(this.store.get('User', tx.user.id)?.['TimeZoneSidKey'] ?? 'GMT'),
      allRows: false,
      ...(isVisible ? { isVisible } : {}),
      countRows: (n) => {
        if (counted) tx.limits.consume('queryRows', n);
      },
    };
  }

  dml(tx: Transaction, request: DmlRequest): DmlResult[] {
    if (request.records.length === 0) return [];
    tx.limits.consume('dmlStatements');
    tx.limits.consume('dmlRows', request.records.length);
    for (const { type } of request.records) refuseDml(type.name, type.kind);
    const refuse = this.refusal(tx, request);
    return runDml(request, this.environment(tx), refuse);
  }

  access(tx: Transaction): UserAccess {
    return new UserAccess(this, tx.user.id);
  }

  /** Which records the running user can see; undefined when that is all of them. */
  private visibility(tx: Transaction): ((type: SObjectType, row: Row) => boolean) | undefined {
    const access = this.access(tx);
    if (access.seesAllRecords) return undefined;
    return (type, row) => canReach(this, access, type, row, 'read');
  }

  /** What the running user may not do, record by record. */
  private refusal(tx: Transaction, request: DmlRequest): ((record: SObject) => DmlError | undefined) | undefined {
    if (request.userMode !== true && request.sharing !== true) return undefined;
    const access = this.access(tx);
    if (access.isUnlimited) return undefined;
    if (request.userMode === true) requireObjectAccess(request, access);
    return (record) => (request.userMode === true ? accessError(request, record, access) : undefined) ?? this.sharingError(access, record);
  }

  private sharingError(access: UserAccess, record: SObject): DmlError | undefined {
    const row = record.id === null ? undefined : this.store.get(record.type.name, record.id);
    if (!row || canReach(this, access, record.type, row, 'edit')) return undefined;
    return dmlError('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
  }

  setCreatedDate(_tx: Transaction, id: string, at: DatetimeValue): void {
    const type = this.state.schema.ofId(id);
    const row = type && this.store.get(type.name, id);
    if (!type || !row) throw new SalesforceError('INVALID_CROSS_REFERENCE_KEY', `invalid record id: ${id}`);
    this.store.put(type.name, { ...row, CreatedDate: at });
  }

  runAs(tx: Transaction, begins: boolean): void {
    noteRunAs(tx, begins);
  }

  savepoint(tx: Transaction): number {
    const at = this.store.savepoint;
    const known = this.jobsAt.get(tx) ?? new Map<number, number>();
    this.jobsAt.set(tx, known.set(at, tx.jobs.length));
    return at;
  }

  /** Undoes changes of records, and work that was put off since; what is published immediately stays published. */
  rollback(tx: Transaction, savepoint: number): void {
    this.store.rollback(savepoint);
    const jobs = this.jobsAt.get(tx)?.get(savepoint);
    if (jobs !== undefined) tx.jobs.push(...tx.jobs.splice(jobs).filter(({ immediate }) => immediate));
  }

  rows(tx: Transaction, object: string): SObject[] {
    const type = this.state.schema.find(object);
    if (!type) return [];
    const live = [...this.store.rows(type.name)].filter((row) => row['IsDeleted'] !== true);
    return live.map((row) => writeable(readOnlyRecord(type, row, this.environment(tx))));
  }

  newId(_tx: Transaction, object: string): string {
    return this.ids.give(this.state.schema.find(object)?.keyPrefix ?? '000');
  }

  /** Puts a job off until the transaction commits; its AsyncApexJob row is there at once. Gives the job's id. */
  enqueue(tx: Transaction, job: AsyncJob): string {
    const id = job.id ?? this.newId(tx, 'AsyncApexJob');
    const known = withId(job, id);
    insertJobRow(this, tx, known);
    tx.jobs.push(known);
    return id;
  }

  /** Records a scheduled job: its CronTrigger and the detail that bears its name. */
  schedule(tx: Transaction, job: { readonly id: string; readonly name: string; readonly cron: string; readonly apexClass: string }): void {
    insertScheduleRows(this, tx, job);
  }

  namedCredential(_tx: Transaction, name: string): NamedCredential | undefined {
    return this.namedCredentials.get(name.toLowerCase());
  }

  credentialHeaders(tx: Transaction, credential: NamedCredential): readonly CredentialHeader[] | undefined {
    return credentialHeaders(tx, credential, this);
  }

  jobEnded(tx: Transaction, id: string, failure: string | null): void {
    endJobRow(this, id, failure, tx.now());
  }

  merge(tx: Transaction, master: SObject, ids: readonly string[]): DmlResult[] {
    tx.limits.consume('dmlStatements');
    tx.limits.consume('dmlRows', ids.length + 1);
    return mergeRecords(master, ids, this.environment(tx));
  }

  emptyRecycleBin(tx: Transaction, ids: readonly string[]): DmlResult[] {
    tx.limits.consume('dmlStatements');
    return ids.map((id) => {
      const type = this.state.schema.ofId(id);
      const row = type && this.store.get(type.name, id);
      if (!type || row?.['IsDeleted'] !== true) return { id, success: false, errors: [dmlError('INVALID_ID_FIELD', 'invalid record id; no recycle bin entry found')] };
      this.store.remove(type.name, id);
      return { id, success: true, errors: [] };
    });
  }

  /** Reads rows for this transaction. */
  reader(tx: Transaction): RowReader {
    const { schema, formulas } = this.state;
    return new RowReader(this.store, schema, formulas, { now: () => tx.now(), readGlobal: (path) => readGlobal(path, tx, this) });
  }

  /** Writes a row as it stands, past validation and triggers: for what the platform itself records. */
  putRow(object: string, row: Row): void {
    this.store.put(object, row);
  }

  environment(tx: Transaction): SaveEnvironment {
    const { schema, formulas, rules, triggers, flows } = this.state;
    return { tx, schema, formulas, rules, triggers, flows, store: this.store, ids: this.ids, reader: this.reader(tx), corporateCurrency: this.corporateCurrency };
  }
}

function refuseDml(name: string, kind: string): void {
  if (kind === 'customMetadata') throw new SalesforceError('INVALID_TYPE_FOR_OPERATION', `DML not allowed on ${name}`);
  if (kind === 'bigObject') throw new UnsupportedError(`records of the big object ${name}`);
  if (kind === 'platformEvent') throw new SalesforceError('INVALID_TYPE_FOR_OPERATION', `DML not allowed on ${name}: publish it with EventBus.publish`);
}

function writeable(record: SObject): SObject {
  record.readOnly = false;
  return record;
}
