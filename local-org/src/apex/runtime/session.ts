import type { TriggerEvent } from '../../contract.ts';
import type { Transaction } from '../../transaction.ts';
import type { ApexList, ApexMap } from './collections.ts';
import type { Any } from './objects.ts';
import type { Runtime } from './runtime.ts';

/** What Trigger.* shows while a trigger runs. */
export interface TriggerContext {
  readonly event: TriggerEvent;
  readonly newList: ApexList | null;
  readonly oldList: ApexList | null;
  readonly newMap: ApexMap | null;
  readonly oldMap: ApexMap | null;
}

/** State of Apex in one transaction that is not in the program's static variables. */
export interface Session {
  readonly tx: Transaction;
  readonly runtime: Runtime;
  /** Innermost last. */
  readonly triggers: TriggerContext[];
  /** Static fields and mocks of platform classes, by `class.field`. */
  readonly platform: Map<string, Any>;
  /** The test that this job runs for: the two share their static variables and mocks. */
  readonly test: Session | null;
  /** What kind of asynchronous work this is, if any. */
  readonly async: 'Queueable' | 'Future' | 'BatchApex' | 'ScheduledApex' | null;
  /** Savepoints that are still valid, oldest first. */
  readonly savepoints: { token: object; at: number; events: number }[];
  /** Between Test.startTest and Test.stopTest. */
  testStarted: boolean;
  /** Records have been written: a callout is refused. */
  uncommitted: boolean;
}

let current: Session | null = null;

/** The session that is running; there is always one while Apex runs. */
export function session(): Session {
  if (current === null) throw new Error('No Apex transaction is running');
  return current;
}

/** The running session, or null. */
export function currentSession(): Session | null {
  return current;
}

/** Makes another session the running one and gives the one before. */
export function switchSession(next: Session | null): Session | null {
  const before = current;
  current = next;
  return before;
}
