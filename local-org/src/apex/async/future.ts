import type { JsClass } from '../runtime/class-table.ts';
import { raise, type Any } from '../runtime/objects.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { session } from '../runtime/session.ts';
import { putOff } from './jobs.ts';

/** A call of a @Future method: it runs after the transaction, in one of its own. */
export function callFuture(runtime: Runtime, type: JsClass, method: string, args: Any[]): void {
  const running = session();
  if (running.async === 'Future' || running.async === 'BatchApex') {
    raise('System.AsyncException', `Future method cannot be called from a future or batch method: ${type.$decl.name}`);
  }
  putOff('Future', type.$decl.name, 'futures', (tx) => runtime.run(tx, () => type[method](...args), 'Future'));
}
