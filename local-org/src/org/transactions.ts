import type { AsyncJob, DataEngine } from '../contract.ts';
import { Limits } from '../limits/limits.ts';
import type { Schema } from '../schema/sobject-type.ts';
import type { RunningUser, Transaction } from '../transaction.ts';

/** A transaction as the org hands it out. `user` can be set: System.runAs does. */
export class OrgTransaction implements Transaction {
  readonly schema: Schema;
  readonly data: DataEngine;
  user: RunningUser;
  readonly limits: Limits;
  readonly statics = new Map<object, unknown>();
  readonly jobs: AsyncJob[] = [];
  readonly isTest: boolean;
  private readonly clock: () => number;

  constructor(options: { schema: Schema; data: DataEngine; user: RunningUser; isTest: boolean; async: boolean; clock: () => number }) {
    this.schema = options.schema;
    this.data = options.data;
    this.user = options.user;
    this.limits = new Limits({ async: options.async });
    this.isTest = options.isTest;
    this.clock = options.clock;
  }

  now(): number {
    return this.clock();
  }
}

/**
 * A transaction inside another for a job that a test runs: the same records, user and clock, its own limits and static
 * variables. What it changes can be rolled back with the outer one.
 */
export function asyncTransaction(tx: Transaction): Transaction {
  return new OrgTransaction({ schema: tx.schema, data: tx.data, user: tx.user, isTest: tx.isTest, async: true, clock: () => tx.now() });
}
