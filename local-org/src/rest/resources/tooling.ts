import { UnsupportedError } from '../../errors.ts';
import type { ApiContext, ApiRequest, ApiResponse, Route } from '../api.ts';
import { ok } from '../api.ts';
import { ApiError } from '../api-error.ts';

/** Tooling API, "REST Resources": anonymous Apex and test runs. */
export const toolingRoutes: readonly Route[] = [
  { method: 'GET', path: '/tooling/executeAnonymous', answer: executeAnonymous },
  { method: 'POST', path: '/tooling/runTestsSynchronous', answer: runTests },
];

function executeAnonymous(request: ApiRequest, _: unknown, context: ApiContext): ApiResponse {
  const source = request.query.get('anonymousBody') ?? '';
  const { program } = context.org;
  if (!program?.executeAnonymous) throw new UnsupportedError('anonymous Apex without a compiler');
  const execute = program.executeAnonymous.bind(program);
  return ok(context.transact(request, (tx) => execute(tx, source)));
}

interface TestSelection {
  readonly tests?: readonly { readonly className?: string; readonly testMethods?: readonly string[] }[];
  readonly classNames?: string;
  readonly testLevel?: string;
}

function runTests(request: ApiRequest, _: unknown, { org }: ApiContext): ApiResponse {
  const { program } = org;
  if (!program?.runTests) throw new UnsupportedError('test runs without a compiler');
  const body = (request.body ?? {}) as TestSelection;
  const named = body.tests ?? (body.classNames ?? '').split(',').filter((name) => name !== '').map((className) => ({ className }));
  if (named.length === 0 && body.testLevel === 'RunSpecifiedTests') throw new ApiError(400, 'INVALID_INPUT', 'No tests were specified');
  return ok(program.runTests(org, named.map(({ className = '', ...rest }) => ({ className, ...('testMethods' in rest && rest.testMethods ? { methods: rest.testMethods } : {}) }))));
}
