import type { Transaction } from '../transaction.ts';
import { DatetimeValue } from '../values/datetime.ts';
import type { Value } from '../values/value.ts';
import type { ApexTestOutcome } from './apex-side.ts';
import type { OrgData } from './data.ts';

/** Records a finished test run as the Tooling API shows it; gives the id of its AsyncApexJob. */
export function recordTestRun(outcomes: readonly ApexTestOutcome[], data: OrgData, tx: Transaction): string {
  const now = new DatetimeValue(tx.now());
  const write = (object: string, values: Record<string, Value>): string => {
    const id = data.newId(tx, object);
    data.putRow(object, { Id: id, IsDeleted: false, CreatedDate: now, CreatedById: tx.user.id, LastModifiedDate: now, LastModifiedById: tx.user.id, SystemModstamp: now, ...values });
    return id;
  };
  const job = write('AsyncApexJob', { JobType: 'TestRequest', Status: 'Completed', CompletedDate: now, TotalJobItems: 0, JobItemsProcessed: 0, NumberOfErrors: 0 });
  const classes = [...new Set(outcomes.map((outcome) => outcome.class))];
  const run = write('ApexTestRunResult', runValues(job, outcomes, classes.length, now, tx.user.id));
  for (const name of classes) {
    const apexClass = data.store.find('ApexClass', 'Name', name)[0]?.['Id'] ?? null;
    const item = write('ApexTestQueueItem', { ApexClassId: apexClass, Status: 'Completed', ParentJobId: job, TestRunResultId: run });
    for (const outcome of outcomes.filter((each) => each.class === name)) write('ApexTestResult', { ...resultValues(outcome, now), QueueItemId: item, AsyncApexJobId: job, ApexClassId: apexClass, ApexTestRunResultId: run });
  }
  return job;
}

function runValues(job: string, outcomes: readonly ApexTestOutcome[], classes: number, now: DatetimeValue, userId: string): Record<string, Value> {
  return {
    AsyncApexJobId: job,
    UserId: userId,
    IsAllTests: false,
    Status: outcomes.every(({ outcome }) => outcome === 'Pass') ? 'Completed' : 'Failed',
    StartTime: now,
    EndTime: now,
    TestTime: Math.round(outcomes.reduce((sum, { ms }) => sum + ms, 0)),
    TestSetupTime: 0,
    ClassesEnqueued: classes,
    ClassesCompleted: classes,
    MethodsEnqueued: outcomes.length,
    MethodsCompleted: outcomes.length,
    MethodsFailed: outcomes.filter(({ outcome }) => outcome !== 'Pass').length,
  };
}

/** A method that needs what the local org does not support has failed for a client. */
function resultValues({ method, outcome, message, stackTrace, ms }: ApexTestOutcome, now: DatetimeValue): Record<string, Value> {
  return {
    MethodName: method,
    Outcome: outcome === 'Pass' || outcome === 'CompileFail' ? outcome : 'Fail',
    Message: message,
    StackTrace: stackTrace,
    RunTime: Math.round(ms),
    TestTimestamp: now,
    IsTestSetup: false,
  };
}
