import { TriggerFailure } from '../../contract.ts';
import { asyncTransaction } from '../../org/transactions.ts';
import type { Transaction } from '../../transaction.ts';
import type { SObject } from '../../values/sobject.ts';
import type { Runtime } from '../runtime/runtime.ts';

const waiting = new WeakMap<Transaction, SObject[]>();

/** Keeps published events until subscribers are run: at Test.stopTest, otherwise when the transaction commits. */
export function queueEvents(tx: Transaction, runtime: Runtime, events: readonly SObject[]): void {
  if (tx.isTest) {
    waiting.set(tx, [...(waiting.get(tx) ?? []), ...events]);
    return;
  }
  tx.jobs.push({ kind: 'PlatformEvent', apexClass: 'EventBus', run: (own) => fire(runtime, own, events) });
}

/** Runs the triggers of the events that a test published. */
export function deliverEvents(runtime: Runtime, tx: Transaction): void {
  const events = waiting.get(tx) ?? [];
  waiting.delete(tx);
  fire(runtime, asyncTransaction(tx), events);
}

function fire(runtime: Runtime, tx: Transaction, events: readonly SObject[]): void {
  for (const object of new Set(events.map((event) => event.type))) {
    const newRecords = events.filter((event) => event.type === object);
    try {
      runtime.fire?.(tx, { object, timing: 'after', operation: 'insert', newRecords, oldRecords: null });
    } catch (error) {
      // A subscriber that fails is no failure of the publisher.
      if (!(error instanceof TriggerFailure)) throw error;
    }
  }
}
