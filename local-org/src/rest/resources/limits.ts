import type { ApiRequest, Route } from '../api.ts';
import { ok } from '../api.ts';

const RESOURCES = ['sobjects', 'query', 'queryAll', 'limits', 'composite', 'tooling', 'metadata'];

/** REST API Developer Guide, "Limits" and "Resources by Version". */
export const limitRoutes: readonly Route[] = [
  { method: 'GET', path: '/', answer: (request: ApiRequest) => ok(Object.fromEntries(RESOURCES.map((name) => [name, `/services/data/${request.version}/${name}`]))) },
  {
    method: 'GET',
    path: '/limits',
    answer: (_request, _params, { usage }) =>
      ok({ DailyApiRequests: { Max: usage.max, Remaining: usage.max - usage.used }, DataStorageMB: { Max: 1024, Remaining: 1024 }, DailyAsyncApexExecutions: { Max: 250_000, Remaining: 250_000 } }),
  },
];
