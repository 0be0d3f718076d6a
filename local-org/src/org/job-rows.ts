import type { AsyncJob } from '../contract.ts';
import type { Transaction } from '../transaction.ts';
import { DatetimeValue } from '../values/datetime.ts';
import type { Value } from '../values/value.ts';
import { nextFireTime } from './cron.ts';
import type { OrgData } from './data.ts';

/** Records a job that waits: an AsyncApexJob with the status Queued. */
export function insertJobRow(data: OrgData, tx: Transaction, job: AsyncJob & { readonly id: string }): void {
  if (data.store.get('AsyncApexJob', job.id)) return;
  const now = new DatetimeValue(tx.now());
  data.putRow('AsyncApexJob', {
    Id: job.id,
    JobType: job.kind,
    ApexClassId: apexClassId(data, job.apexClass),
    Status: 'Queued',
    JobItemsProcessed: 0,
    TotalJobItems: 0,
    NumberOfErrors: 0,
    CreatedDate: now,
    CreatedById: tx.user.id,
    LastModifiedDate: now,
    LastModifiedById: tx.user.id,
    SystemModstamp: now,
    IsDeleted: false,
  });
}

function apexClassId(data: OrgData, name: string): Value {
  // A job of an inner class is one of its outer class.
  const outer = name.split('.')[0]!;
  return data.store.find('ApexClass', 'Name', outer)[0]?.['Id'] ?? null;
}

/** A CronTrigger that waits, and its CronJobDetail. */
export function insertScheduleRows(data: OrgData, tx: Transaction, { id, name, cron }: { readonly id: string; readonly name: string; readonly cron: string }): void {
  const now = new DatetimeValue(tx.now());
  const system = { CreatedDate: now, CreatedById: tx.user.id, LastModifiedDate: now, LastModifiedById: tx.user.id, SystemModstamp: now, IsDeleted: false };
  const detail = data.newId(tx, 'CronJobDetail');
  const next = nextFireTime(cron, tx.now());
  data.putRow('CronJobDetail', { ...system, Id: detail, Name: name, JobType: '7' });
  data.putRow('CronTrigger', { ...system, Id: id, CronJobDetailId: detail, CronExpression: cron, State: 'WAITING', TimesTriggered: 0, OwnerId: tx.user.id, TimeZoneSidKey: 'GMT', StartTime: now, ...(next === null ? {} : { NextFireTime: new DatetimeValue(next) }) });
}

/** Notes what has become of a job. */
export function updateJobRow(data: OrgData, id: string, values: Readonly<Record<string, Value>>): void {
  const row = data.store.get('AsyncApexJob', id);
  if (row) data.putRow('AsyncApexJob', { ...row, ...values });
}

/** Notes that a job has ended, with the text of its failure if it had one. */
export function endJobRow(data: OrgData, id: string, failure: string | null, nowMs: number): void {
  const completed = { CompletedDate: new DatetimeValue(nowMs) };
  if (failure === null) updateJobRow(data, id, { ...completed, Status: 'Completed' });
  else updateJobRow(data, id, { ...completed, Status: 'Failed', NumberOfErrors: 1, ExtendedStatus: failure.slice(0, 1000) });
}

/** A job under the id of its AsyncApexJob. */
export function withId(job: AsyncJob, id: string): AsyncJob & { readonly id: string } {
  const { kind, apexClass, delayMs } = job;
  const finish = job.finish ? { finish: (tx: Transaction, failure: unknown) => job.finish!(tx, failure) } : {};
  return { kind, apexClass, id, ...(delayMs === undefined ? {} : { delayMs }), ...(job.immediate ? { immediate: true } : {}), run: (tx) => job.run(tx), ...finish };
}
