import type { PlatformBody } from '../runtime/platform-body.ts';
import type { Any } from '../runtime/objects.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { session, type TriggerContext } from '../runtime/session.ts';

/** System.Trigger: outside a trigger everything is null or false. */
export function triggerBody(runtime: Runtime): PlatformBody {
  const context = (): TriggerContext | undefined => session().triggers.at(-1);
  const timing = (wanted: string) => (): boolean => context()?.event.timing === wanted;
  const operation = (wanted: string) => (): boolean => context()?.event.operation === wanted;
  const value = (read: (one: TriggerContext) => Any) => (): Any => {
    const running = context();
    return running === undefined ? null : read(running);
  };
  return {
    staticFields: {
      isbefore: timing('before'),
      isafter: timing('after'),
      isinsert: operation('insert'),
      isupdate: operation('update'),
      isdelete: operation('delete'),
      isundelete: operation('undelete'),
      isexecuting: () => context() !== undefined,
      new: value((one) => one.newList),
      old: value((one) => one.oldList),
      newmap: value((one) => one.newMap),
      oldmap: value((one) => one.oldMap),
      size: value((one) => (one.newList ?? one.oldList)!.items.length),
      operationtype: value((one) => runtime.enumNamed('System.TriggerOperation', `${one.event.timing}_${one.event.operation}`.toUpperCase())),
    },
  };
}
