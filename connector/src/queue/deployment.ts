import { askAdmin } from './admin-api.ts';

interface Deployments {
  readonly deployments: readonly { readonly id: string; readonly services?: readonly { readonly name: string }[] }[];
}

/**
 * Tells the engine where services can be called, all of them at one address.
 * There is one deployment of them, whose address changes when the connector moves; jobs that were under way keep belonging to it. It takes
 * on services that a newer version of the connector has, and what an older one does not serve keeps its state.
 */
export async function registerDeployment(adminUrl: string, serviceUrl: string, names: readonly string[]): Promise<void> {
  const { deployments } = (await askAdmin('GET', `${adminUrl}/deployments`)) as Deployments;
  const existing = deployments.find(({ services = [] }) => services.some(({ name }) => names.includes(name)));
  if (existing === undefined) await askAdmin('POST', `${adminUrl}/deployments`, { uri: serviceUrl });
  else await askAdmin('PATCH', `${adminUrl}/deployments/${existing.id}`, { uri: serviceUrl, overwrite: true });
}
