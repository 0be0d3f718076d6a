import { setTimeout as pause } from 'node:timers/promises';
import sdr from '@salesforce/source-deploy-retrieve';
import type { Connection } from 'jsforce';
import { API_VERSION } from './session.ts';

interface DeployAnswer {
  readonly id: string;
  readonly deployResult: {
    readonly done: boolean;
    readonly success?: boolean;
    readonly status?: string;
    readonly errorMessage?: string;
    readonly numberComponentsTotal?: number;
    readonly details?: {
      readonly componentFailures?: readonly {
        readonly fileName: string;
        readonly lineNumber?: number;
        readonly problem: string;
      }[];
    };
  };
}

const POLL_MS = 200;
const DEPLOYED_WITHIN_MS = 120_000;

/**
 * Deploys an sfdx source folder as `sf project deploy start` does over REST: converted to the metadata format,
 * zipped, posted to the Metadata API, and asked about until it is done. Returns the number of components.
 */
export async function deploy(org: Connection, sourceFolder: string): Promise<number> {
  const components = sdr.ComponentSet.fromSource([sourceFolder]);
  components.sourceApiVersion = API_VERSION;
  const { zipBuffer } = await new sdr.MetadataConverter().convert(components, 'metadata', { type: 'zip' });
  if (zipBuffer === undefined) throw new Error(`${sourceFolder} could not be packed`);
  const { deployResult } = await finished(org, await post(org, zipBuffer));
  if (deployResult.success !== true)
    throw new Error(`The package could not be deployed (${deployResult.status}):\n${problems(deployResult)}`);
  return deployResult.numberComponentsTotal ?? components.size;
}

async function post(org: Connection, zip: Buffer): Promise<DeployAnswer> {
  const form = new FormData();
  form.append(
    'entity_content',
    new Blob(
      [JSON.stringify({ deployOptions: { rollbackOnError: true, singlePackage: true, testLevel: 'NoTestRun' } })],
      { type: 'application/json' },
    ),
  );
  form.append('file', new Blob([new Uint8Array(zip)], { type: 'application/zip' }), 'package.zip');
  const multipart = new Response(form);
  const body = Buffer.from(await multipart.arrayBuffer()) as unknown as string;
  return org.request<DeployAnswer>({
    method: 'POST',
    url: '/metadata/deployRequest',
    body,
    headers: { 'content-type': multipart.headers.get('content-type') ?? '' },
  });
}

async function finished(org: Connection, { id }: DeployAnswer): Promise<DeployAnswer> {
  const deadline = Date.now() + DEPLOYED_WITHIN_MS;
  for (;;) {
    const answer = await org.request<DeployAnswer>(`/metadata/deployRequest/${id}?includeDetails=true`);
    if (answer.deployResult.done) return answer;
    if (Date.now() > deadline) throw new Error(`The deployment ${id} did not end`);
    await pause(POLL_MS);
  }
}

function problems({ details, errorMessage }: DeployAnswer['deployResult']): string {
  const failures = details?.componentFailures ?? [];
  return [
    errorMessage,
    ...failures.map(
      ({ fileName, lineNumber, problem }) =>
        `  ${fileName}${lineNumber === undefined ? '' : `:${lineNumber}`} ${problem}`,
    ),
  ]
    .filter(Boolean)
    .join('\n');
}
