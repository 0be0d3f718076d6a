import type { ApiContext, ApiRequest, ApiResponse, Route } from './api.ts';
import { ApiError, errorResponse, notFound } from './api-error.ts';

/** Finds the route of a request and runs it; every error becomes a response. */
export function dispatch(routes: readonly Route[], request: ApiRequest, context: ApiContext): ApiResponse {
  try {
    const found = routes.map((route) => [route, match(route.path, request.path)] as const).filter(([, params]) => params !== undefined);
    if (found.length === 0) throw notFound();
    const hit = found.find(([route]) => route.method === request.method);
    if (!hit) throw new ApiError(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${request.method}' not allowed. Allowed are ${[...new Set(found.map(([route]) => route.method))].join(',')}`);
    const [route, params] = hit;
    return route.answer(request, params!, context);
  } catch (error) {
    return errorResponse(error);
  }
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [segments(pattern), segments(path)];
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, segment] of wanted.entries()) {
    const value = given[i]!;
    if (segment.startsWith(':')) params[segment.slice(1)] = decode(value);
    else if (segment.toLowerCase() !== value.toLowerCase()) return undefined;
  }
  return params;
}

function segments(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
