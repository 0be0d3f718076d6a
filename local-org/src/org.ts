import type { AsyncJob } from './contract.ts';
import type { Component } from './metadata/component.ts';
import { readComponents } from './metadata/read-components.ts';
import { readTree } from './metadata/read-tree.ts';
import type { ComponentProblem, SourceFile } from './metadata/source-file.ts';
import type { ApexProgramSide, CompileApex } from './org/apex-side.ts';
import { OrgData } from './org/data.ts';
import { buildOrg } from './org/deploy.ts';
import { JobQueue } from './org/job-queue.ts';
import { insertJobRow, updateJobRow } from './org/job-rows.ts';
import { orgState } from './org/org-state.ts';
import type { OrgCurrency, Seed } from './org/seed.ts';
import { seedOrg } from './org/seed.ts';
import { syncMetadataRecords } from './org/sync-metadata.ts';
import { TransactionLog } from './org/transaction-log.ts';
import { OrgTransaction } from './org/transactions.ts';
import { KeyPrefixes } from './schema/key-prefix.ts';
import { OrgSchema } from './schema/org-schema.ts';
import { standardDefinitions } from './schema/standard/definitions.ts';
import { DatetimeValue } from './values/datetime.ts';

export { asyncTransaction } from './org/transactions.ts';

export interface OrgOptions {
  readonly multiCurrency?: boolean;
  /** The first one is the org's own; only USD when absent. */
  readonly currencies?: readonly OrgCurrency[];
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
  readonly compileApex?: CompileApex;
}

export interface TransactOptions {
  /** What the transaction is, for its report: `PATCH sobjects/Account`. */
  readonly label: string;
  readonly kind?: string;
  readonly userId?: string;
  readonly isTest?: boolean;
  readonly async?: boolean;
}

export interface DeployResult {
  readonly success: boolean;
  /** Those of this deployment. */
  readonly components: readonly Component[];
  readonly problems: readonly ComponentProblem[];
}

/** A Salesforce org in one process. It starts with the standard objects, a system administrator and a standard price book. */
export class Org {
  readonly data: OrgData;
  readonly log = new TransactionLog();
  readonly jobs: JobQueue;
  readonly seed: Seed;
  program: ApexProgramSide | undefined;
  private components = new Map<string, Component>();
  private readonly prefixes = new KeyPrefixes();
  private readonly multiCurrency: boolean;
  private readonly clock: () => number;
  private readonly compileApex: CompileApex | undefined;

  constructor(options: OrgOptions = {}) {
    this.multiCurrency = options.multiCurrency ?? false;
    this.clock = options.clock ?? Date.now;
    this.compileApex = options.compileApex;
    const currencies = options.currencies ?? [{ isoCode: 'USD' }];
    const schema = new OrgSchema(standardDefinitions(this.multiCurrency), this.multiCurrency);
    this.data = new OrgData(orgState(schema), currencies[0]!.isoCode);
    this.seed = seedOrg(this.data, this.clock(), currencies);
    this.jobs = new JobQueue((job, userId) => this.runJob(job, userId));
  }

  get schema(): OrgSchema {
    return this.data.state.schema;
  }

  /** Every component that was deployed. */
  get deployed(): readonly Component[] {
    return [...this.components.values()];
  }

  now(): number {
    return this.clock();
  }

  /** Deploys a folder, in source or Metadata API format. */
  deployTree(folder: string): DeployResult {
    return this.deploy(readTree(folder));
  }

  /** Deploys files: all of them, or with any problem none. With `checkOnly` the org stays as it is. */
  deploy(files: readonly SourceFile[], options: { checkOnly?: boolean } = {}): DeployResult {
    const { components, problems: readProblems } = readComponents(files);
    const merged = new Map(this.components);
    for (const component of components) merged.set(`${component.type} ${component.fullName}`.toLowerCase(), component);
    const built = buildOrg([...merged.values()], { multiCurrency: this.multiCurrency, prefixes: this.prefixes, compileApex: this.compileApex });
    const problems = [...readProblems, ...built.problems];
    if (problems.length || options.checkOnly) return { success: problems.length === 0, components, problems };
    this.components = merged;
    this.program = built.program;
    this.data.state = orgState(built.schema, built.program?.triggers, built.labels);
    syncMetadataRecords([...merged.values()], this.data, this.seed.userId, this.clock());
    this.data.store.commit();
    return { success: true, components, problems };
  }

  /** Runs one transaction: it is committed when `work` returns and undone when it throws. Its jobs start afterwards. */
  transact<T>(options: TransactOptions, work: (tx: OrgTransaction) => T): T {
    const tx = this.begin(options);
    const { store } = this.data;
    const start = store.savepoint;
    const outermost = start === 0;
    try {
      const result = work(tx);
      const jobs = tx.jobs.map((job) => this.recorded(job, tx));
      if (outermost) store.commit();
      this.log.add(options.label, options.kind ?? 'sync', true, tx.limits);
      this.jobs.add(jobs, tx.user.id);
      return result;
    } catch (error) {
      store.rollback(start);
      this.log.add(options.label, options.kind ?? 'sync', false, tx.limits);
      throw error;
    }
  }

  /** A transaction that the caller ends: for test runs, which roll everything back. */
  begin(options: TransactOptions): OrgTransaction {
    const { userId = this.seed.userId, isTest = false } = options;
    return new OrgTransaction({ schema: this.schema, data: this.data, user: { id: userId }, isTest, async: options.async ?? false, clock: this.clock });
  }

  /** The job with its id and its AsyncApexJob row. */
  private recorded(job: AsyncJob, tx: OrgTransaction): AsyncJob {
    const id = job.id ?? this.data.newId(tx, 'AsyncApexJob');
    const known: AsyncJob & { readonly id: string } = { kind: job.kind, apexClass: job.apexClass, id, run: (inner) => job.run(inner) };
    insertJobRow(this.data, tx, known);
    return known;
  }

  /** One job in a transaction of its own; a failure is noted in its AsyncApexJob row. */
  private runJob(job: AsyncJob, userId: string): void {
    const { id = '' } = job;
    updateJobRow(this.data, id, { Status: 'Processing' });
    this.data.store.commit();
    try {
      this.transact({ label: `${job.kind} ${job.apexClass}`, kind: 'async', userId, async: true }, (tx) => job.run(tx));
      this.endJob(id, { Status: 'Completed' });
    } catch (error) {
      this.endJob(id, { Status: 'Failed', NumberOfErrors: 1, ExtendedStatus: describeFailure(error).slice(0, 1000) });
    }
  }

  private endJob(id: string, values: Readonly<Record<string, string | number>>): void {
    updateJobRow(this.data, id, { ...values, CompletedDate: new DatetimeValue(this.clock()) });
    this.data.store.commit();
  }
}

/** What an AsyncApexJob says of an exception: an Apex one brings its type's name along. */
function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { typeName } = error as { typeName?: unknown };
  return typeof typeName === 'string' ? `${typeName}: ${error.message}` : error.message;
}
