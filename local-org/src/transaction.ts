import type { AsyncJob, DataEngine } from './contract.ts';
import type { Limits } from './limits/limits.ts';
import type { Schema } from './schema/sobject-type.ts';

/** Who runs a transaction. */
export interface RunningUser {
  readonly id: string;
}

/** One Apex transaction: its user, its limits, its static variables, the work that it put off. */
export interface Transaction {
  readonly schema: Schema;
  readonly data: DataEngine;
  readonly user: RunningUser;
  readonly limits: Limits;
  /** Static variables by class; gone with the transaction. */
  readonly statics: Map<object, unknown>;
  /** Jobs that start when this transaction commits. */
  readonly jobs: AsyncJob[];
  readonly isTest: boolean;
  /** Milliseconds since the epoch, from the org's clock. */
  now(): number;
}
