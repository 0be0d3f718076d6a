import type { DateValue } from '../../values/date.ts';
import { attachFinalizer, enqueue } from '../async/jobs.ts';
import { scheduleJob } from '../async/schedule.ts';
import { equals, hash } from '../runtime/hashing.ts';
import { EnumValue, type Any } from '../runtime/objects.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { session } from '../runtime/session.ts';
import { text } from '../runtime/text.ts';
import { systemAssertions } from './assertions.ts';
import { now, today } from './dates.ts';

const isAsync = (kind: string) => (): boolean => session().async === kind;

/** What System.debug wrote, for whoever runs the code. */
function debug(...args: Any[]): void {
  const message = args.at(-1);
  const level = args.length > 1 && args[0] instanceof EnumValue ? args[0].name : 'DEBUG';
  debugListener?.(level, text(message));
}

let debugListener: ((level: string, message: string) => void) | null = null;

/** Sends the texts of System.debug somewhere, until another listener is set; null drops them. */
export function onDebug(listener: ((level: string, message: string) => void) | null): void {
  debugListener = listener;
}

/** System.System */
export function systemBody(runtime: Runtime): PlatformBody {
  return {
    statics: {
      ...systemAssertions,
      debug,
      now,
      today: (): DateValue => today(),
      currenttimemillis: () => BigInt(session().tx.now()),
      enqueuejob: (job: Any, options?: Any) => enqueue(runtime, job, options),
      attachfinalizer: attachFinalizer,
      schedule: (name: string, cron: string, job: Any) => scheduleJob(runtime, name, cron, job),
      equals,
      hashcode: hash,
      isbatch: isAsync('BatchApex'),
      isfuture: isAsync('Future'),
      isqueueable: isAsync('Queueable'),
      isscheduled: isAsync('ScheduledApex'),
    },
  };
}
