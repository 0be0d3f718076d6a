import type { Transaction } from '../../transaction.ts';
import { ApexList } from '../runtime/collections.ts';
import { nullPointer, PlatformObject, raise, type Any } from '../runtime/objects.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { descendsFrom } from '../types/assign.ts';
import { putOff } from './jobs.ts';

const DEFAULT_SIZE = 200;

/** Database.executeBatch: start, execute for each scope, finish. */
export function executeBatch(runtime: Runtime, job: Any, size: number | null = DEFAULT_SIZE): string {
  if (job === null) return nullPointer();
  const batchable = runtime.program.universe.platform('database.batchable')!;
  if (!descendsFrom(job.$type, batchable)) raise('System.AsyncException', `${job.$decl.name} does not implement Database.Batchable`);
  if (size === null || size < 1 || size > 2000) raise('System.AsyncException', 'Batch size must be between 1 and 2000');
  return putOff('BatchApex', job.$decl.name, null, (tx, id) => runBatch(runtime, tx, job, id, size));
}

function runBatch(runtime: Runtime, tx: Transaction, job: Any, id: string, size: number): void {
  const context = new PlatformObject('Database.BatchableContext', [['jobId', id], ['childJobId', id]]);
  runtime.run(tx, () => {
    const stateful = descendsFrom(job.$type, runtime.program.universe.platform('database.stateful')!);
    const source = runtime.call(job, 'start', [context]);
    const rows = source instanceof PlatformObject ? (source.fields.get('rows') as ApexList) : source;
    const all = [...runtime.each(rows)];
    const type = rows instanceof ApexList ? rows.type : runtime.program.universe.list(runtime.program.universe.object);
    for (let from = 0; from < all.length; from += size) {
      tx.limits.open();
      const runner = stateful ? job : copyOf(job);
      runtime.call(runner, 'execute', [context, new ApexList(type, all.slice(from, from + size))]);
      tx.limits.close();
    }
    runtime.call(job, 'finish', [context]);
  }, 'BatchApex');
}

/** Without Database.Stateful each scope sees the job as it was when it was started. */
function copyOf(job: Any): Any {
  const copy = Object.create(Object.getPrototypeOf(job) as object) as Any;
  return Object.assign(copy, job);
}
