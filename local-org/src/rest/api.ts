import type { Org } from '../org.ts';
import type { OrgTransaction } from '../org/transactions.ts';
import type { ApiUsage } from './api-usage.ts';
import type { QueryCursors } from './query-cursors.ts';
import type { Deployments } from './deployments.ts';

/** A request to the API, below `/services/data/vNN.N`. */
export interface ApiRequest {
  readonly method: string;
  /** `/sobjects/Account`, without the version in front and the question mark behind. Not decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
  /** `v65.0` */
  readonly version: string;
  readonly userId: string;
  /** Set inside a Composite request with allOrNone, which also holds for every collection in it. */
  readonly forceAllOrNone?: boolean;
}

export interface ApiResponse {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What resources work with. */
export interface ApiContext {
  readonly org: Org;
  readonly cursors: QueryCursors;
  readonly deployments: Deployments;
  readonly usage: ApiUsage;
  /** Answers a sub-request; Composite and batch use it. */
  dispatch(request: ApiRequest): ApiResponse;
  /** One transaction for this request. */
  transact<T>(request: ApiRequest, work: (tx: OrgTransaction) => T): T;
}

/** One method of one resource; `path` has `:name` for a segment. */
export interface Route {
  readonly method: string;
  readonly path: string;
  answer(request: ApiRequest, params: Readonly<Record<string, string>>, context: ApiContext): ApiResponse;
}

export function ok(body: unknown): ApiResponse {
  return { status: 200, body };
}

export const NO_CONTENT: ApiResponse = { status: 204 };
