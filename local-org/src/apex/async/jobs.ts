import type { AsyncJob } from '../../contract.ts';
import { UnsupportedError } from '../../errors.ts';
import type { LimitKind } from '../../limits/limits.ts';
import type { Transaction } from '../../transaction.ts';
import { asException } from '../runtime/errors.ts';
import { ApexException, nullPointer, PlatformObject, raise, type Any } from '../runtime/objects.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { session, type Session } from '../runtime/session.ts';
import { exceptionText } from '../runtime/text.ts';
import { descendsFrom } from '../types/assign.ts';

/** Apex Reference, System.enqueueJob(queueable, delay): the longest delay. */
const LONGEST_DELAY_MINUTES = 10;

type Finish = (tx: Transaction, id: string, failure: unknown) => void;

/** Puts a job off until the transaction commits and gives the id of its AsyncApexJob. */
export function putOff(kind: AsyncJob['kind'], apexClass: string, limit: LimitKind | null, run: (tx: Transaction, id: string) => void, finish?: Finish, delayMs = 0): string {
  const { tx } = session();
  if (limit !== null) tx.limits.consume(limit);
  const id = tx.data.newId(tx, 'AsyncApexJob');
  return tx.data.enqueue(tx, { kind, apexClass, id, ...(delayMs > 0 ? { delayMs } : {}), run: (own) => run(own, id), ...(finish ? { finish: (own, failure) => finish(own, id, failure) } : {}) });
}

/** System.enqueueJob */
export function enqueue(runtime: Runtime, job: Any, options?: Any): string {
  if (job === null) return nullPointer();
  if (session().async === 'Queueable' && session().tx.isTest) raise('System.AsyncException', 'Maximum stack depth has been reached.');
  const queueable = runtime.program.universe.platform('system.queueable')!;
  if (!descendsFrom(job.$type, queueable)) raise('System.AsyncException', `${job.$decl.name} does not implement Queueable`);
  let finalizer: Any = null;
  const context = (id: string): PlatformObject => new PlatformObject('System.QueueableContext', [['jobId', id]]);
  const run = (tx: Transaction, id: string): void => {
    runtime.run(
      tx,
      () => {
        try {
          runtime.call(job, 'execute', [context(id)]);
        } finally {
          finalizer = session().platform.get('$finalizer') ?? null;
        }
      },
      'Queueable',
    );
  };
  const finish: Finish = (tx, id, failure) => {
    if (finalizer !== null) runtime.run(tx, () => runFinalizer(runtime, finalizer, id, failure), 'Queueable');
  };
  return putOff('Queueable', job.$decl.name, 'queueables', run, finish, delayOf(options));
}

/** The delay that Apex asks for, in minutes or as part of AsyncOptions; a test runs the job without it. */
function delayOf(options: Any): number {
  const minutes = options instanceof PlatformObject ? ((options.get('minimumqueueabledelayinminutes') as number | null | undefined) ?? 0) : ((options as number | null | undefined) ?? 0);
  if (minutes < 0 || minutes > LONGEST_DELAY_MINUTES) throw new UnsupportedError(`System.enqueueJob with a delay of ${minutes} minutes: 0 to ${LONGEST_DELAY_MINUTES} are possible, and the platform's error for others`);
  return minutes * 60_000;
}

function runFinalizer(runtime: Runtime, finalizer: Any, id: string, failure: unknown): void {
  const exception = failure === null ? null : (asException(failure) ?? new ApexException('System.UnexpectedException', String((failure as Error).message)));
  const result = runtime.enumNamed('System.ParentJobResult', exception === null ? 'SUCCESS' : 'UNHANDLED_EXCEPTION');
  const context = new PlatformObject('System.FinalizerContext', [['jobId', id], ['exception', exception], ['result', result]]);
  runtime.call(finalizer, 'execute', [context]);
}

/** System.attachFinalizer */
export function attachFinalizer(finalizer: Any): void {
  const running: Session = session();
  if (running.async !== 'Queueable') raise('System.HandledException', 'Finalizers can only be attached to a Queueable job');
  if (running.platform.has('$finalizer')) raise('System.HandledException', 'More than one Finalizer cannot be attached to same Async Apex Job');
  running.platform.set('$finalizer', finalizer ?? nullPointer());
}

/** Error text of a job for AsyncApexJob.ExtendedStatus. */
export function failureText(error: unknown): string {
  const exception = asException(error);
  return exception === undefined ? String((error as Error).message) : exceptionText(exception);
}
