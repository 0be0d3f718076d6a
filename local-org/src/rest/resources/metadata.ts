import { readZip } from '../../metadata/read-zip.ts';
import type { ComponentProblem } from '../../metadata/source-file.ts';
import { matters } from '../../metadata/component.ts';
import type { DeployResult, Org } from '../../org.ts';
import type { ApiContext, ApiRequest, ApiResponse, Route } from '../api.ts';
import { ok } from '../api.ts';
import { ApiError, notFound } from '../api-error.ts';

/** The two parts of a deployment request. */
export interface DeployUpload {
  readonly zip: Uint8Array;
  readonly options: { readonly checkOnly?: boolean; readonly testLevel?: string; readonly runTests?: readonly string[] };
}

/** Metadata API Developer Guide, "Deploying with the REST API": a zip is deployed at once and its result kept. */
export const metadataRoutes: readonly Route[] = [
  { method: 'POST', path: '/metadata/deployRequest', answer: deploy },
  { method: 'GET', path: '/metadata/deployRequest/:id', answer: status },
];

function deploy(request: ApiRequest, _: unknown, context: ApiContext): ApiResponse {
  const { zip, options } = (request.body ?? {}) as Partial<DeployUpload>;
  if (!zip) throw new ApiError(400, 'INVALID_INPUT', 'The request needs a multipart body with the parts entity_content and file');
  const result = deployZip(zip, options?.checkOnly === true, context.org);
  const id = context.deployments.add((given) => deployResult(given, result, options?.checkOnly === true, context.org));
  return { status: 201, body: { id, validatedDeployRequestId: null, deployOptions: options ?? {}, deployResult: { id, done: false, status: 'Pending', success: false } } };
}

/** Deploys the components of a zip; one that cannot be read is the caller's fault. */
export function deployZip(zip: Uint8Array, checkOnly: boolean, org: Org): DeployResult {
  try {
    return org.deploy(readZip(zip), { checkOnly });
  } catch (error) {
    if (error instanceof Error && /zip/i.test(error.message)) throw new ApiError(400, 'INVALID_INPUT', `The file is no zip: ${error.message}`);
    throw error;
  }
}

function status(_: ApiRequest, { id = '' }: Readonly<Record<string, string>>, { deployments }: ApiContext): ApiResponse {
  const result = deployments.get(id);
  if (!result) throw notFound();
  return ok({ id, deployResult: result });
}

/** A finished deployment as the Metadata API describes it. */
export function deployResult(id: string, { success, components, problems }: DeployResult, checkOnly: boolean, org: Org): Record<string, unknown> {
  const now = new Date(org.now()).toISOString();
  const successes = success ? components.map((component) => message({ type: component.type, fullName: component.fullName, file: component.file, createdDate: now, inert: !matters(component.type) })) : [];
  return {
    id,
    done: true,
    success,
    status: success ? 'Succeeded' : 'Failed',
    checkOnly,
    ignoreWarnings: false,
    rollbackOnError: true,
    runTestsEnabled: false,
    createdBy: org.seed.userId,
    createdByName: 'User User',
    createdDate: now,
    startDate: now,
    lastModifiedDate: now,
    completedDate: now,
    numberComponentErrors: problems.length,
    numberComponentsDeployed: successes.length,
    numberComponentsTotal: components.length,
    numberTestErrors: 0,
    numberTestsCompleted: 0,
    numberTestsTotal: 0,
    details: { componentFailures: problems.map((problem) => failure(problem, now)), componentSuccesses: successes, runTestResult: { numFailures: 0, numTestsRun: 0, totalTime: 0, failures: [], successes: [] } },
  };
}

function message({ type, fullName, file, createdDate, inert }: { type: string; fullName: string; file: string; createdDate: string; inert: boolean }): Record<string, unknown> {
  const warning = inert ? { warning: true, problem: `The local org keeps ${type} but does nothing with it.`, problemType: 'Warning' } : { warning: false, problem: null, problemType: null };
  return { componentType: type, fullName, fileName: file, changed: true, created: true, deleted: false, success: true, createdDate, id: null, ...warning };
}

function failure({ componentType, fullName, fileName, lineNumber, columnNumber, problem }: ComponentProblem, createdDate: string): Record<string, unknown> {
  return { componentType, fullName, fileName, lineNumber, columnNumber, problem, problemType: 'Error', success: false, changed: false, created: false, deleted: false, warning: false, createdDate };
}
