import { TriggerFailure } from '../../contract.ts';
import { asyncTransaction } from '../../org/transactions.ts';
import type { Transaction } from '../../transaction.ts';
import type { SObject } from '../../values/sobject.ts';
import { PlatformObject, type Any } from '../runtime/objects.ts';
import type { Runtime } from '../runtime/runtime.ts';

/** Events that were published together, and who wants to hear how that ended. */
interface Publication {
  readonly events: readonly SObject[];
  readonly callback: Any;
}

const waiting = new WeakMap<Transaction, Publication[]>();

/** Keeps published events until subscribers are run: at Test.stopTest, otherwise when the transaction commits. */
export function queueEvents(tx: Transaction, runtime: Runtime, events: readonly SObject[], callback: Any): void {
  if (tx.isTest) {
    waiting.set(tx, [...(waiting.get(tx) ?? []), { events, callback }]);
    return;
  }
  const immediate = isImmediate({ events, callback });
  tx.jobs.push({ kind: 'PlatformEvent', apexClass: 'EventBus', ...(immediate ? { immediate } : {}), run: (own) => fire(runtime, own, { events, callback }) });
}

/** How many publications wait; a rollback drops those that came after its savepoint. */
export function publicationCount(tx: Transaction): number {
  return waiting.get(tx)?.length ?? 0;
}

function isImmediate(publication: Publication): boolean {
  return publication.events.every((event) => event.type.publishBehavior === 'PublishImmediately');
}

/** Drops the publications after the first `count`: most events are published when the transaction commits. */
export function dropPublications(tx: Transaction, count: number): void {
  const all = waiting.get(tx) ?? [];
  waiting.set(tx, all.filter((one, index) => index < count || isImmediate(one)));
}

/** Runs the triggers of the events that a test published. */
export function deliverEvents(runtime: Runtime, tx: Transaction): void {
  const publications = waiting.get(tx) ?? [];
  waiting.delete(tx);
  for (const publication of publications) fire(runtime, asyncTransaction(tx), publication);
}

/** Test.getEventBus().fail(): nothing is delivered, and the publishers hear of it. */
export function failEvents(runtime: Runtime, tx: Transaction): void {
  const publications = waiting.get(tx) ?? [];
  waiting.delete(tx);
  for (const publication of publications) notify(runtime, asyncTransaction(tx), publication, 'Failure');
}

function fire(runtime: Runtime, tx: Transaction, publication: Publication): void {
  const { events } = publication;
  for (const object of new Set(events.map((event) => event.type))) {
    const newRecords = events.filter((event) => event.type === object);
    try {
      runtime.fire?.(tx, { object, timing: 'after', operation: 'insert', newRecords, oldRecords: null });
    } catch (error) {
      // A subscriber that fails is no failure of the publisher.
      if (!(error instanceof TriggerFailure)) throw error;
    }
  }
  notify(runtime, tx, publication, 'Success');
}

function notify(runtime: Runtime, tx: Transaction, { events, callback }: Publication, outcome: 'Success' | 'Failure'): void {
  const method = `on${outcome.toLowerCase()}`;
  if (callback === null || runtime.classes.methodFor(callback.$decl, method, 1) === undefined) return;
  const ids = events.map((event) => event.get('EventUuid')).filter((id) => id !== null);
  const result = new PlatformObject(`eventbus.${outcome}Result`, [['eventUuids', runtime.listOf(runtime.program.universe.string, ids)]]);
  runtime.run(tx, () => runtime.call(callback, method, [result]), 'Future');
}
