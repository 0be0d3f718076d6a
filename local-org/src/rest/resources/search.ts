import { parseSosl } from '../../soql/sosl.ts';
import type { ApiContext, ApiRequest, ApiResponse, Route } from '../api.ts';
import { ok } from '../api.ts';
import { ApiError } from '../api-error.ts';
import { queriedRecords } from '../json-out.ts';

/** REST API Developer Guide, "Search" and "Parameterized Search". */
export const searchRoutes: readonly Route[] = [
  { method: 'GET', path: '/search', answer: (request, _, context) => runSearch(request, context, request.query.get('q') ?? '') },
  { method: 'GET', path: '/parameterizedSearch', answer: (request, _, context) => runSearch(request, context, fromParameters(request.query)) },
  { method: 'POST', path: '/parameterizedSearch', answer: (request, _, context) => runSearch(request, context, fromBody(request.body)) },
];

function runSearch(request: ApiRequest, context: ApiContext, text: string): ApiResponse {
  const { query } = parseSosl(text);
  const { org } = context;
  const results = context.transact(request, (tx) => org.data.search(tx, query, []));
  return ok({ searchRecords: results.flatMap((records, i) => queriedRecords(records, query.returning[i]!, org.schema, request.version)) });
}

function termOf(term: string | null | undefined): string {
  if (!term) throw new ApiError(400, 'MALFORMED_SEARCH', 'The search needs a term in the parameter q');
  return `FIND {${term.replace(/[\\{}]/g, '\\$&')}}`;
}

function fromParameters(query: URLSearchParams): string {
  const objects = query.getAll('sobject');
  if (objects.length === 0) throw new ApiError(400, 'MALFORMED_SEARCH', 'The search needs an object in the parameter sobject');
  const returning = objects.map((name) => `${name}(${query.get(`${name}.fields`) ?? query.get('fields') ?? 'Id'})`);
  return `${termOf(query.get('q'))} IN ${query.get('in') ?? 'ALL'} FIELDS RETURNING ${returning.join(', ')}`;
}

function fromBody(body: unknown): string {
  const { q, fields = ['Id'], sobjects = [], in: scope = 'ALL', overallLimit } = (body ?? {}) as { q?: string; fields?: string[]; sobjects?: { name: string; fields?: string[]; where?: string; limit?: number }[]; in?: string; overallLimit?: number };
  if (sobjects.length === 0) throw new ApiError(400, 'MALFORMED_SEARCH', 'The search needs sobjects');
  const returning = sobjects.map((each) => `${each.name}(${(each.fields ?? fields).join(', ')}${each.where ? ` WHERE ${each.where}` : ''}${each.limit ? ` LIMIT ${each.limit}` : ''})`);
  return `${termOf(q)} IN ${scope} FIELDS RETURNING ${returning.join(', ')}${overallLimit ? ` LIMIT ${overallLimit}` : ''}`;
}
