import type { AsyncJob } from './contract.ts';
import { UnsupportedError } from './errors.ts';
import type { Component } from './metadata/component.ts';
import { readComponents } from './metadata/read-components.ts';
import { readTree } from './metadata/read-tree.ts';
import type { ComponentProblem, SourceFile } from './metadata/source-file.ts';
import type { ApexProgramSide, ApexTestOutcome, CompileApex } from './org/apex-side.ts';
import { OrgData } from './org/data.ts';
import { writeCatalogue } from './org/catalogue-rows.ts';
import type { Built } from './org/deploy.ts';
import { buildOrg } from './org/deploy.ts';
import { actionCaller } from './org/action-caller.ts';
import { flowRunner } from './flow/run-flows.ts';
import { JobQueue } from './org/job-queue.ts';
import { endJobRow, insertJobRow, updateJobRow, withId } from './org/job-rows.ts';
import { LimitException } from './limits/limits.ts';
import { orgState } from './org/org-state.ts';
import type { OrgCurrency, Seed } from './org/seed.ts';
import { recomputeSummaries } from './org/recompute-summaries.ts';
import { seedOrg } from './org/seed.ts';
import { syncMetadataRecords } from './org/sync-metadata.ts';
import { TransactionLog } from './org/transaction-log.ts';
import { OrgTransaction } from './org/transactions.ts';
import { KeyPrefixes } from './schema/key-prefix.ts';
import { OrgSchema } from './schema/org-schema.ts';
import { standardDefinitions } from './schema/standard/definitions.ts';

export { asyncTransaction } from './org/transactions.ts';

export interface OrgOptions {
  readonly multiCurrency?: boolean;
  /** The first one is the org's own; only USD when absent. */
  readonly currencies?: readonly OrgCurrency[];
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
  /** Values of authentication parameters of external credentials, by `Credential.Parameter`. */
  readonly credentials?: Readonly<Record<string, string>>;
  readonly compileApex?: CompileApex;
  /** Runs the test methods whose class, and method if it is given, `isWanted` picks. */
  readonly runTests?: RunTests;
}

export type RunTests = (org: Org, program: ApexProgramSide, isWanted: (className: string, method: string) => boolean) => ApexTestOutcome[];

export interface TransactOptions {
  /** What the transaction is, for its report: `PATCH sobjects/Account`. */
  readonly label: string;
  readonly kind?: string;
  readonly userId?: string;
  readonly isTest?: boolean;
  readonly async?: boolean;
}

export interface DeployOptions {
  /** Only finds problems: the org stays as it is. */
  readonly checkOnly?: boolean;
  /** Deploys what has no problems, as rollbackOnError=false does. */
  readonly partial?: boolean;
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
  private readonly testRunner: RunTests | undefined;
  /** Set while transactions are kept or undone together: their jobs wait for the whole. */
  private group: { readonly job: AsyncJob; readonly userId: string }[] | undefined;

  constructor(options: OrgOptions = {}) {
    this.multiCurrency = options.multiCurrency ?? false;
    this.clock = options.clock ?? Date.now;
    this.compileApex = options.compileApex;
    this.testRunner = options.runTests;
    const currencies = options.currencies ?? [{ isoCode: 'USD' }];
    const schema = new OrgSchema(standardDefinitions(this.multiCurrency), this.multiCurrency);
    this.data = new OrgData(orgState(schema), currencies[0]!.isoCode, options.credentials);
    writeCatalogue(this.data);
    this.seed = seedOrg(this.data, this.clock(), currencies);
    this.jobs = new JobQueue((job, userId) => this.runJob(job, userId), this.clock);
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
  deploy(files: readonly SourceFile[], options: DeployOptions = {}): DeployResult {
    const { components, problems: readProblems } = readComponents(files);
    const merged = new Map(this.components);
    for (const component of components) merged.set(keyOf(component), component);
    let built = this.build(merged);
    const problems = [...readProblems, ...built.problems];
    while (options.partial && built.problems.length > 0 && dropFailed(merged, built.problems)) {
      built = this.build(merged);
      problems.push(...built.problems);
    }
    if ((problems.length > 0 && !options.partial) || options.checkOnly) return { success: problems.length === 0, components, problems };
    this.components = merged;
    this.program = built.program;
    this.data.state = orgState(built.schema, built.program?.triggers, built.labels, flowRunner(built.flows, built.program && actionCaller(built.program)));
    writeCatalogue(this.data);
    syncMetadataRecords([...merged.values()], this.data, this.seed.userId, this.clock());
    recomputeSummaries(this.data);
    this.data.store.commit();
    return { success: problems.length === 0, components, problems };
  }

  private build(components: ReadonlyMap<string, Component>): Built {
    return buildOrg([...components.values()], { multiCurrency: this.multiCurrency, prefixes: this.prefixes, compileApex: this.compileApex });
  }

  /** Runs Apex tests; what they write is undone. */
  runTests(isWanted: (className: string, method: string) => boolean): ApexTestOutcome[] {
    if (!this.testRunner || !this.program) throw new UnsupportedError('Apex tests without a compiler');
    return this.testRunner(this, this.program, isWanted);
  }

  /** Runs one transaction: it is committed when `work` returns and undone when it throws. Its jobs start afterwards. */
  transact<T>(options: TransactOptions, work: (tx: OrgTransaction) => T): T {
    const tx = this.begin(options);
    const { store } = this.data;
    const start = store.savepoint;
    try {
      const result = work(tx);
      const jobs = tx.jobs.map((job) => this.recorded(job, tx));
      this.log.add(options.label, options.kind ?? 'sync', true, tx.limits);
      this.keep(jobs, tx.user.id);
      return result;
    } catch (error) {
      store.rollback(start);
      this.log.add(options.label, options.kind ?? 'sync', false, tx.limits);
      this.jobs.add(tx.jobs.filter(({ immediate }) => immediate), tx.user.id);
      throw error;
    }
  }

  /** Runs transactions that are kept together when `isKept` says so of the result, and otherwise undone together. */
  transactGroup<T>(work: () => T, isKept: (result: T) => boolean): T {
    const { store } = this.data;
    const start = store.savepoint;
    const jobs: { readonly job: AsyncJob; readonly userId: string }[] = [];
    this.group = jobs;
    let kept = false;
    try {
      const result = work();
      kept = isKept(result);
      return result;
    } finally {
      this.group = undefined;
      if (kept) for (const { job, userId } of jobs) this.jobs.add([job], userId);
      if (kept) store.commit();
      else store.rollback(start);
    }
  }

  /** Makes a transaction's changes final and lets its jobs start, or leaves both to the group it is part of. */
  private keep(jobs: readonly AsyncJob[], userId: string): void {
    if (this.group) {
      this.group.push(...jobs.map((job) => ({ job, userId })));
      return;
    }
    this.data.store.commit();
    this.jobs.add(jobs, userId);
  }

  /** A transaction that the caller ends: for test runs, which roll everything back. */
  begin(options: TransactOptions): OrgTransaction {
    const { userId = this.seed.userId, isTest = false } = options;
    return new OrgTransaction({ schema: this.schema, data: this.data, user: { id: userId }, isTest, async: options.async ?? false, clock: this.clock });
  }

  /** The job with its id and its AsyncApexJob row. */
  private recorded(job: AsyncJob, tx: OrgTransaction): AsyncJob {
    const id = job.id ?? this.data.newId(tx, 'AsyncApexJob');
    const known = withId(job, id);
    if (job.kind !== 'PlatformEvent') insertJobRow(this.data, tx, known);
    return known;
  }

  /** One job in a transaction of its own; a failure is noted in its AsyncApexJob row. */
  private runJob(job: AsyncJob, userId: string): void {
    const { id = '' } = job;
    updateJobRow(this.data, id, { Status: 'Processing' });
    this.data.store.commit();
    const failure = this.attempt(job, userId, (tx) => job.run(tx));
    endJobRow(this.data, id, failure === null ? null : describeFailure(failure), this.clock());
    this.data.store.commit();
    if (job.finish) this.attempt(job, userId, (tx) => job.finish!(tx, failure));
  }

  /** Runs part of a job; gives what it threw, or null. */
  private attempt(job: AsyncJob, userId: string, work: (tx: OrgTransaction) => void): unknown {
    try {
      this.transact({ label: `${job.kind} ${job.apexClass}`, kind: 'async', userId, async: true }, work);
      return null;
    } catch (error) {
      return error ?? new Error('unknown');
    }
  }
}

function keyOf({ type, fullName }: Pick<Component, 'type' | 'fullName'>): string {
  return `${type} ${fullName}`.toLowerCase();
}

/** Takes components with problems out; false when there are none of them left to take. */
function dropFailed(components: Map<string, Component>, problems: readonly ComponentProblem[]): boolean {
  const before = components.size;
  for (const { componentType, fullName } of problems) components.delete(keyOf({ type: componentType, fullName }));
  return components.size < before;
}

/** What an AsyncApexJob says of an exception: its type and message. */
function describeFailure(error: unknown): string {
  return error instanceof LimitException ? `System.LimitException: ${error.message}` : String(error);
}
