import { DatetimeValue } from '../../values/datetime.ts';
import type { SObject } from '../../values/sobject.ts';
import type { ApiContext, ApiRequest, ApiResponse } from '../api.ts';

/** A platform event that a client publishes: its triggers run afterwards, in a transaction of their own. */
export function publishEvent(request: ApiRequest, event: SObject, context: ApiContext): ApiResponse {
  const id = context.transact(request, (tx) => {
    const { type } = event;
    const given = context.org.data.newId(tx, type.name);
    event.set('EventUuid', given);
    event.set('CreatedDate', new DatetimeValue(tx.now()));
    event.set('CreatedById', tx.user.id);
    event.readOnly = true;
    const { triggers } = context.org.data.state;
    tx.jobs.push({
      kind: 'PlatformEvent',
      apexClass: type.name,
      immediate: type.publishBehavior === 'PublishImmediately',
      run: (inner) => triggers.fire(inner, { object: type, timing: 'after', operation: 'insert', newRecords: [event], oldRecords: null }),
    });
    return given;
  });
  return { status: 201, body: { id, success: true, errors: [{ statusCode: 'OPERATION_ENQUEUED', message: id, fields: [] }] } };
}
