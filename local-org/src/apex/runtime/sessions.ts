import type { Transaction } from '../../transaction.ts';
import type { JsClass } from './class-table.ts';
import { forgetGrowth } from './heap-growth.ts';
import type { Any } from './objects.ts';
import type { Runtime } from './runtime.ts';
import { currentSession, switchSession, type Session } from './session.ts';

const suspended = new WeakMap<Session, [JsClass, Any][]>();

/** The session of a transaction; made on first use and kept with the transaction's static variables. */
export function sessionOf(runtime: Runtime, tx: Transaction, async: Session['async']): Session {
  const known = tx.statics.get(runtime) as Session | undefined;
  if (known !== undefined) return known;
  const outer = currentSession();
  const test = async !== null && outer !== null && outer.tx.isTest ? outer : null;
  const platform = test === null ? new Map<string, Any>() : new Map([...test.platform].filter(([key]) => key.startsWith('$mock.')));
  const made: Session = { tx, runtime, triggers: [], platform, test, async, savepoints: [], testStarted: false, uncommitted: false };
  tx.statics.set(runtime, made);
  if (test === null) forgetGrowth();
  return made;
}

/** A job that a test runs sees the test's static variables. */
function sharing<T>(runtime: Runtime, session: Session, work: () => T): T {
  const outerLimits = runtime.limits;
  const before = switchSession(session);
  runtime.limits = session.tx.limits;
  try {
    return work();
  } finally {
    switchSession(before);
    runtime.limits = outerLimits;
  }
}

/** Runs `work` in a session: its static variables take the place of those of the session that was running. */
export function withSession<T>(runtime: Runtime, session: Session, work: () => T): T {
  if (currentSession() === session) return work();
  if (session.test !== null && session.test === currentSession()) return sharing(runtime, session, work);
  const outer = runtime.classes.suspend();
  const outerLimits = runtime.limits;
  const before = switchSession(session);
  runtime.classes.restore(suspended.get(session) ?? []);
  runtime.limits = session.tx.limits;
  try {
    return work();
  } finally {
    suspended.set(session, runtime.classes.suspend());
    switchSession(before);
    runtime.classes.restore(outer);
    runtime.limits = outerLimits;
  }
}
