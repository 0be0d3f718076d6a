import type { ApiRequest, Route } from '../api.ts';
import { ok } from '../api.ts';

/** API requests a day that the local org pretends to allow; it counts and refuses none. */
export const DAILY_API_REQUESTS = 100_000;

const RESOURCES = ['sobjects', 'query', 'queryAll', 'limits', 'composite', 'tooling', 'metadata'];

/** REST API Developer Guide, "Limits" and "Resources by Version". */
export const limitRoutes: readonly Route[] = [
  { method: 'GET', path: '/', answer: (request: ApiRequest) => ok(Object.fromEntries(RESOURCES.map((name) => [name, `/services/data/${request.version}/${name}`]))) },
  {
    method: 'GET',
    path: '/limits',
    answer: () => ok({ DailyApiRequests: { Max: DAILY_API_REQUESTS, Remaining: DAILY_API_REQUESTS }, DataStorageMB: { Max: 1024, Remaining: 1024 }, DailyAsyncApexExecutions: { Max: 250_000, Remaining: 250_000 } }),
  },
];
