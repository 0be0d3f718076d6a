import { ConnectorError } from '../errors.ts';

interface Deployments {
  readonly deployments: readonly { readonly id: string }[];
}

/**
 * Tells the engine where this process's jobs can be called.
 * There is one deployment, whose address changes with every start; jobs that were under way keep belonging to it.
 */
export async function registerDeployment(adminUrl: string, serviceUrl: string): Promise<void> {
  const { deployments } = (await request('GET', `${adminUrl}/deployments`)) as Deployments;
  const existing = deployments[0];
  if (existing === undefined) await request('POST', `${adminUrl}/deployments`, { uri: serviceUrl });
  else await request('PATCH', `${adminUrl}/deployments/${existing.id}`, { uri: serviceUrl, overwrite: true });
}

async function request(method: string, url: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    signal: AbortSignal.timeout(30_000),
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  if (!answer.ok)
    throw new ConnectorError('ENGINE_FAILED', {
      details: [`${method} ${new URL(url).pathname}: ${answer.status} ${await answer.text()}`],
    });
  return answer.json();
}
