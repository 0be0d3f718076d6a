import { UnsupportedError } from '../../errors.ts';
import type { ApiContext, ApiRequest, ApiResponse, Route } from '../api.ts';
import { ok } from '../api.ts';
import { ApiError } from '../api-error.ts';
import type { ApexTestOutcome } from '../../org/apex-side.ts';
import { recordTestRun } from '../../org/test-run-rows.ts';
import { asId } from '../../values/id.ts';

/** Tooling API, "REST Resources": anonymous Apex and test runs. */
export const toolingRoutes: readonly Route[] = [
  { method: 'GET', path: '/tooling/executeAnonymous', answer: executeAnonymous },
  { method: 'POST', path: '/tooling/runTestsSynchronous', answer: runTests },
  { method: 'POST', path: '/tooling/runTestsAsynchronous', answer: startTests },
];

function executeAnonymous(request: ApiRequest, _: unknown, context: ApiContext): ApiResponse {
  const source = request.query.get('anonymousBody') ?? '';
  const { program } = context.org;
  if (!program?.executeAnonymous) throw new UnsupportedError('anonymous Apex without a compiler');
  const execute = program.executeAnonymous.bind(program);
  return ok(context.transact(request, (tx) => execute(tx, source)));
}

interface TestSelection {
  readonly tests?: readonly { readonly className?: string; readonly classId?: string; readonly testMethods?: readonly string[] }[];
  readonly classNames?: string;
  readonly classids?: string;
  readonly testLevel?: string;
}

/** Which tests a request asks for; none named means all. */
function wanted(selection: TestSelection, { org }: ApiContext): (className: string, method: string) => boolean {
  const nameOf = (id: string): string => String(org.data.store.get('ApexClass', asId(id) ?? '')?.['Name'] ?? '');
  const named = (selection.classNames ?? '').split(',').filter((name) => name !== '').map((name) => ({ name: name.trim(), methods: undefined as readonly string[] | undefined }));
  const byId = (selection.classids ?? '').split(',').filter((id) => id !== '').map((id) => ({ name: nameOf(id.trim()), methods: undefined as readonly string[] | undefined }));
  const listed = (selection.tests ?? []).map(({ className, classId = '', testMethods }) => ({ name: className ?? nameOf(classId), methods: testMethods }));
  const all = [...named, ...byId, ...listed];
  if (all.length === 0 && selection.testLevel === 'RunSpecifiedTests') throw new ApiError(400, 'INVALID_INPUT', 'No tests were specified');
  if (all.length === 0) return () => true;
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  return (className, method) => all.some(({ name, methods }) => same(name, className) && (methods === undefined || methods.some((each) => same(each, method))));
}

function runTests(request: ApiRequest, _: unknown, context: ApiContext): ApiResponse {
  const outcomes = context.org.runTests(wanted((request.body ?? {}) as TestSelection, context));
  const successes = outcomes.filter(({ outcome }) => outcome === 'Pass').map((each) => ({ ...testOf(each, context), seeAllData: false }));
  const failures = outcomes
    .filter(({ outcome }) => outcome !== 'Pass')
    .map((each) => ({ ...testOf(each, context), message: each.message, stackTrace: each.stackTrace, type: 'Class', packageName: each.class, seeAllData: false }));
  return ok({
    apexLogId: null,
    codeCoverage: [],
    codeCoverageWarnings: [],
    failures,
    flowCoverage: [],
    flowCoverageWarnings: [],
    numFailures: failures.length,
    numTestsRun: outcomes.length,
    successes,
    totalTime: outcomes.reduce((sum, { ms }) => sum + ms, 0),
  });
}

function testOf(outcome: ApexTestOutcome, context: ApiContext): Record<string, unknown> {
  return { id: classIdOf(outcome.class, context), name: outcome.class, methodName: outcome.method, namespace: null, time: outcome.ms };
}

function classIdOf(name: string, { org }: ApiContext): string | null {
  return (org.data.store.find('ApexClass', 'Name', name)[0]?.['Id'] as string | undefined) ?? null;
}

/** Runs the tests at once and leaves the records that a client polls for: run, queue item, results. */
function startTests(request: ApiRequest, _: unknown, context: ApiContext): ApiResponse {
  const outcomes = context.org.runTests(wanted((request.body ?? {}) as TestSelection, context));
  return ok(context.transact(request, (tx) => recordTestRun(outcomes, context.org.data, tx)));
}
