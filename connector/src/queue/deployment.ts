import { askAdmin } from './admin-api.ts';

interface Deployments {
  readonly deployments: readonly { readonly id: string; readonly services?: readonly { readonly name: string }[] }[];
}

/**
 * Tells the engine where jobs of a service can be called.
 * There is one deployment of it, whose address changes when the connector moves; jobs that were under way keep belonging to it.
 */
export async function registerDeployment(adminUrl: string, serviceUrl: string, service: string): Promise<void> {
  const { deployments } = (await askAdmin('GET', `${adminUrl}/deployments`)) as Deployments;
  const existing = deployments.find(({ services = [] }) => services.some(({ name }) => name === service));
  if (existing === undefined) await askAdmin('POST', `${adminUrl}/deployments`, { uri: serviceUrl });
  else await askAdmin('PATCH', `${adminUrl}/deployments/${existing.id}`, { uri: serviceUrl, overwrite: true });
}
