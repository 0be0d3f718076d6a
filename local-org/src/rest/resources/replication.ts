import { DatetimeValue } from '../../values/datetime.ts';
import type { Row } from '../../store/store.ts';
import type { ApiContext, ApiRequest, ApiResponse, Route } from '../api.ts';
import { ok } from '../api.ts';
import { ApiError } from '../api-error.ts';
import { objectOf } from './objects.ts';

type Params = Readonly<Record<string, string>>;

/** REST API Developer Guide, "sObject Get Updated" and "sObject Get Deleted". */
export const replicationRoutes: readonly Route[] = [
  { method: 'GET', path: '/sobjects/:object/updated', answer: updated },
  { method: 'GET', path: '/sobjects/:object/deleted', answer: deleted },
];

function updated(request: ApiRequest, { object = '' }: Params, context: ApiContext): ApiResponse {
  const rows = changed(request, object, context).filter((row) => row['IsDeleted'] !== true);
  return ok({ ids: rows.map((row) => row['Id']), latestDateCovered: new DatetimeValue(context.org.now()).toRest() });
}

function deleted(request: ApiRequest, { object = '' }: Params, context: ApiContext): ApiResponse {
  const rows = changed(request, object, context).filter((row) => row['IsDeleted'] === true);
  const now = new DatetimeValue(context.org.now()).toRest();
  return ok({ deletedRecords: rows.map((row) => ({ id: row['Id'], deletedDate: (row['SystemModstamp'] as DatetimeValue).toRest() })), earliestDateAvailable: '2000-01-01T00:00:00.000+0000', latestDateCovered: now });
}

/** Rows that changed in the time that the request names. */
function changed(request: ApiRequest, object: string, context: ApiContext): Row[] {
  const type = objectOf(object, context);
  const [start, end] = ['start', 'end'].map((name) => timeOf(request, name)) as [number, number];
  return [...context.org.data.store.rows(type.name)].filter((row) => {
    const at = row['SystemModstamp'];
    return at instanceof DatetimeValue && at.ms >= start && at.ms <= end;
  });
}

function timeOf(request: ApiRequest, name: string): number {
  const time = DatetimeValue.tryParse((request.query.get(name) ?? '').replace(' ', '+'));
  if (!time) throw new ApiError(400, 'INVALID_REPLICATION_DATE', `${name} must be a date and time`);
  return Math.floor(time.ms / 1000) * 1000;
}
