import { SalesforceError } from '../../errors.ts';
import { checkQuery } from '../../soql/check.ts';
import { parseSoql } from '../../soql/parse.ts';
import { located } from '../../soql/tokens.ts';
import type { ApiContext, ApiRequest, ApiResponse, Route } from '../api.ts';
import { ok } from '../api.ts';
import { ApiError } from '../api-error.ts';
import { queriedRecords } from '../json-out.ts';
import { columnMetadata } from './query-columns.ts';

const DEFAULT_BATCH = 2000;
const SMALLEST_BATCH = 200;

/** REST API Developer Guide, "Query" and "QueryAll". */
export const queryRoutes: readonly Route[] = [
  { method: 'GET', path: '/query', answer: (request, _, context) => runQuery(request, context, false) },
  { method: 'GET', path: '/queryAll', answer: (request, _, context) => runQuery(request, context, true) },
  { method: 'GET', path: '/query/:locator', answer: nextPage },
  { method: 'GET', path: '/queryAll/:locator', answer: nextPage },
  { method: 'GET', path: '/tooling/query', answer: (request, _, context) => runQuery(request, context, false) },
  { method: 'GET', path: '/tooling/query/:locator', answer: nextPage },
];

function runQuery(request: ApiRequest, context: ApiContext, all: boolean): ApiResponse {
  const text = request.query.get('q');
  if (text === null) throw new ApiError(400, 'MALFORMED_QUERY', 'SOQL statements must begin with SELECT: the parameter q is missing');
  const { query, bindNames } = parseSoql(text);
  if (bindNames.length) throw new ApiError(400, 'MALFORMED_QUERY', located(text, text.indexOf(':'), 'Bind variables only allowed in Apex code'));
  const { schema } = context.org;
  const [problem] = checkQuery(query, schema);
  if (problem) throw new SalesforceError(problem.statusCode, problem.statusCode === 'INVALID_TYPE' ? `\n${text}\n^\nERROR at Row:1:Column:1\n${problem.message}` : located(text, problem.at, problem.message));
  if (request.query.get('columns') === 'true') return ok(columnMetadata(query, schema));
  const result = context.transact(request, (tx) => tx.data.query(tx, all ? { ...query, allRows: true } : query, []));
  return firstPage(request, context, queriedRecords(result.records, query, schema, request.version), result.size);
}

function firstPage(request: ApiRequest, { cursors }: ApiContext, records: readonly unknown[], size: number): ApiResponse {
  const batch = batchSize(request);
  if (records.length <= batch) return ok({ totalSize: size, done: true, records });
  return ok({ totalSize: size, done: false, nextRecordsUrl: pageUrl(request, cursors.keep(records), batch), records: records.slice(0, batch) });
}

function nextPage(request: ApiRequest, { locator = '' }: Readonly<Record<string, string>>, { cursors }: ApiContext): ApiResponse {
  const [id = '', offset = '0'] = locator.split('-');
  const records = cursors.get(id);
  if (!records) throw new ApiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  const [from, batch] = [Number(offset), batchSize(request)];
  const page = records.slice(from, from + batch);
  const done = from + batch >= records.length;
  return ok({ totalSize: records.length, done, ...(done ? {} : { nextRecordsUrl: pageUrl(request, id, from + batch) }), records: page });
}

function pageUrl(request: ApiRequest, locator: string, offset: number): string {
  const resource = request.path.startsWith('/tooling') ? 'tooling/query' : /^\/queryall/i.test(request.path) ? 'queryAll' : 'query';
  return `/services/data/${request.version}/${resource}/${locator}-${offset}`;
}

/** Header `Sforce-Query-Options: batchSize=200`; from 200 to 2,000. */
function batchSize(request: ApiRequest): number {
  const asked = /batchSize\s*=\s*(\d+)/i.exec(String(request.headers['sforce-query-options'] ?? ''))?.[1];
  return asked === undefined ? DEFAULT_BATCH : Math.min(DEFAULT_BATCH, Math.max(SMALLEST_BATCH, Number(asked)));
}
