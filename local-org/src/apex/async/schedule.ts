import { nullPointer, PlatformObject, raise, type Any } from '../runtime/objects.ts';
import { session } from '../runtime/session.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { putOff } from './jobs.ts';

/** System.schedule: the job runs once, when the transaction's other work does; in tests that is Test.stopTest. */
export function scheduleJob(runtime: Runtime, name: string, cron: string | null, job: Any): string {
  const fields = (cron ?? nullPointer()).trim().split(/\s+/);
  if (fields.length < 6 || fields.length > 7) raise('System.StringException', `Illegal cron expression format (${cron})`);
  const { tx: outer } = session();
  const isTaken = outer.data.rows(outer, 'CronJobDetail').some((detail) => detail.get('Name') === name);
  if (isTaken) raise('System.AsyncException', `The Apex job named "${name}" is already scheduled for execution.`);
  const triggerId = outer.data.newId(outer, 'CronTrigger');
  outer.data.schedule?.(outer, { id: triggerId, name, cron: cron!, apexClass: job.$decl.name });
  putOff('ScheduledApex', job.$decl.name, null, (tx) => {
    const context = new PlatformObject('System.SchedulableContext', [['triggerId', triggerId]]);
    runtime.run(tx, () => runtime.call(job, 'execute', [context]), 'ScheduledApex');
  });
  return triggerId;
}
