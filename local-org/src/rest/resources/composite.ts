import type { ApiContext, ApiRequest, ApiResponse, Route } from '../api.ts';
import { ok } from '../api.ts';
import { ApiError } from '../api-error.ts';
import { resolveReferences, UnresolvedReference } from './references.ts';

const MOST_SUBREQUESTS = 25;
const MOST_COLLECTIONS = 5;

interface Subrequest {
  readonly method: string;
  readonly url: string;
  readonly referenceId: string;
  readonly body?: unknown;
  readonly httpHeaders?: Readonly<Record<string, string>>;
}

interface SubresponseBody {
  readonly body: unknown;
  readonly httpHeaders: Readonly<Record<string, string>>;
  readonly httpStatusCode: number;
  readonly referenceId: string;
}

/** REST API Developer Guide, "Composite" and "Batch". */
export const compositeRoutes: readonly Route[] = [
  { method: 'POST', path: '/composite', answer: composite },
  { method: 'POST', path: '/composite/batch', answer: batch },
];

function composite(request: ApiRequest, _: unknown, context: ApiContext): ApiResponse {
  const { compositeRequest, allOrNone = false } = (request.body ?? {}) as { compositeRequest?: Subrequest[]; allOrNone?: boolean };
  if (!Array.isArray(compositeRequest)) throw new ApiError(400, 'JSON_PARSER_ERROR', 'The request needs a compositeRequest');
  if (compositeRequest.length > MOST_SUBREQUESTS) throw new ApiError(400, 'LIMIT_EXCEEDED', `Limit exceeded: at most ${MOST_SUBREQUESTS} subrequests`);
  if (compositeRequest.filter(isCollectionOrQuery).length > MOST_COLLECTIONS) throw new ApiError(400, 'LIMIT_EXCEEDED', `Limit exceeded: at most ${MOST_COLLECTIONS} sObject Collections or query subrequests`);
  checkReferenceIds(compositeRequest);
  const run = (): SubresponseBody[] => runAll(compositeRequest, request, context, allOrNone);
  if (!allOrNone) return ok({ compositeResponse: run() });
  const responses = context.org.transactGroup(run, (all) => !all.some(hasFailed));
  return ok({ compositeResponse: responses.some(hasFailed) ? rolledBack(responses) : responses });
}

function isCollectionOrQuery({ url }: Subrequest): boolean {
  return /\/(?:composite\/sobjects|query|queryAll)(?:[/?]|$)/i.test(url ?? '');
}

function checkReferenceIds(requests: readonly Subrequest[]): void {
  const seen = new Set<string>();
  for (const { referenceId, method, url } of requests) {
    if (!referenceId || !method || !url) throw new ApiError(400, 'JSON_PARSER_ERROR', 'Every subrequest needs a method, a url and a referenceId');
    if (!/^\w+$/.test(referenceId)) throw new ApiError(400, 'JSON_PARSER_ERROR', `Invalid reference ID: ${referenceId}`);
    if (seen.has(referenceId)) throw new ApiError(400, 'JSON_PARSER_ERROR', `Duplicate reference ID: ${referenceId}`);
    seen.add(referenceId);
  }
}

function runAll(requests: readonly Subrequest[], outer: ApiRequest, context: ApiContext, allOrNone: boolean): SubresponseBody[] {
  const responses: SubresponseBody[] = [];
  for (const subrequest of requests) {
    const halted = allOrNone && responses.some(hasFailed);
    responses.push(halted ? haltedResponse(subrequest.referenceId) : runOne(subrequest, outer, context, allOrNone, responses));
  }
  return responses;
}

function runOne(subrequest: Subrequest, outer: ApiRequest, context: ApiContext, allOrNone: boolean, earlier: readonly SubresponseBody[]): SubresponseBody {
  const { referenceId } = subrequest;
  try {
    const known = new Map(earlier.filter((each) => each.httpStatusCode < 300).map((each) => [each.referenceId, each.body] as const));
    const url = resolveReferences(subrequest.url, known, encodeURIComponent) as string;
    const body = resolveReferences(subrequest.body, known);
    const { status, body: answer = null, headers = {} } = context.dispatch(innerRequest(outer, subrequest, url, body, allOrNone));
    return { body: answer, httpHeaders: headersOf(headers), httpStatusCode: status, referenceId };
  } catch (error) {
    if (!(error instanceof UnresolvedReference)) throw error;
    return { body: [{ errorCode: 'PROCESSING_HALTED', message: error.message }], httpHeaders: {}, httpStatusCode: 400, referenceId };
  }
}

function headersOf(headers: Readonly<Record<string, string>>): Record<string, string> {
  return headers['location'] === undefined ? {} : { Location: headers['location'] };
}

/** A request inside another: `/services/data/v65.0/sobjects/Account`, or without the version in a batch. */
function innerRequest(outer: ApiRequest, { method, httpHeaders = {} }: Pick<Subrequest, 'method' | 'httpHeaders'>, url: string, body: unknown, allOrNone: boolean): ApiRequest {
  const { pathname, searchParams } = new URL(url, 'http://local-org');
  const path = pathname.replace(/^\/services\/data\/v\d+(?:\.\d+)?/, '').replace(/^\/v\d+(?:\.\d+)?\//, '/');
  if (/^\/composite\/?$/.test(path) || path.startsWith('/composite/batch')) throw new ApiError(400, 'INVALID_INPUT', 'Composite requests cannot be nested');
  const headers = Object.fromEntries(Object.entries(httpHeaders).map(([name, value]) => [name.toLowerCase(), value]));
  return { method: method.toUpperCase(), path, query: searchParams, headers, body, version: outer.version, userId: outer.userId, ...(allOrNone ? { forceAllOrNone: true } : {}) };
}

/** An error, or a collection in which a record failed. */
function hasFailed({ httpStatusCode, body }: SubresponseBody): boolean {
  if (httpStatusCode >= 300) return true;
  return Array.isArray(body) && body.some((each) => (each as { success?: unknown } | null)?.success === false);
}

function haltedResponse(referenceId: string): SubresponseBody {
  const message = 'The transaction was rolled back since another operation in the same transaction failed.';
  return { body: [{ errorCode: 'PROCESSING_HALTED', message }], httpHeaders: {}, httpStatusCode: 400, referenceId };
}

function rolledBack(responses: readonly SubresponseBody[]): SubresponseBody[] {
  return responses.map((response) => (hasFailed(response) ? response : haltedResponse(response.referenceId)));
}

function batch(request: ApiRequest, _: unknown, context: ApiContext): ApiResponse {
  const { batchRequests, haltOnError = false } = (request.body ?? {}) as { batchRequests?: { method: string; url: string; richInput?: unknown }[]; haltOnError?: boolean };
  if (!Array.isArray(batchRequests)) throw new ApiError(400, 'JSON_PARSER_ERROR', 'The request needs batchRequests');
  if (batchRequests.length > MOST_SUBREQUESTS) throw new ApiError(400, 'LIMIT_EXCEEDED', `Limit exceeded: at most ${MOST_SUBREQUESTS} subrequests`);
  const results: { statusCode: number; result: unknown }[] = [];
  for (const each of batchRequests) {
    const halted = haltOnError && results.some(({ statusCode }) => statusCode >= 400);
    if (halted) results.push({ statusCode: 412, result: [{ errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted per request' }] });
    else {
      const { status, body = null } = context.dispatch(innerRequest(request, each, each.url.startsWith('/') ? each.url : `/${each.url}`, each.richInput, false));
      results.push({ statusCode: status, result: body });
    }
  }
  return ok({ hasErrors: results.some(({ statusCode }) => statusCode >= 400), results });
}
