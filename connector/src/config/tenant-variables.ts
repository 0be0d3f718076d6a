import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { SalesforceLogin, Tenant } from '../tenant.ts';
import { count, present, readVariables, secret, unreadable, url, wholeNumber } from './variables.ts';
import type { Values } from './variables.ts';

/** The variables of one tenant: in the environment where there is one, in the tenants file where there are several. */
export const tenantVariables = z.object({
  MONETIZENOW_API_URL: url.default('https://api.monetizeplatform.com'),
  MONETIZENOW_API_KEY: present,
  MONETIZENOW_WEBHOOK_SECRET: secret,
  MONETIZENOW_WEBHOOK_SECRET_PREVIOUS: secret.optional(),
  MONETIZENOW_PARALLEL_REQUESTS: count(100).default(5),
  MONETIZENOW_WEBHOOKS_PATH: z.string().regex(/^\/\S+$/, 'must be a path that begins with /').default('/api/webhooks'),
  SALESFORCE_URL: url,
  SALESFORCE_API_VERSION: z
    .string()
    .regex(/^\d+\.0$/, 'must look like 65.0')
    // Older versions ignore that a record shall only be updated, and would make quotes that are to be archived.
    .refine((version) => Number(version) >= 61, 'must be 61.0 or later')
    .default('65.0'),
  SALESFORCE_ORG_ID: z
    .string()
    .regex(/^00D[A-Za-z0-9]{12}(?:[A-Za-z0-9]{3})?$/, 'must be the id of an org: 15 or 18 characters that begin with 00D')
    .optional(),
  SALESFORCE_NAMESPACE: z
    .string()
    .regex(/^(?=.{1,15}$)[A-Za-z](?:_?[A-Za-z0-9])*$/, 'must be a namespace: at most 15 letters, digits and single underscores, a letter first and no underscore last')
    .optional(),
  SALESFORCE_ACCESS_TOKEN: present.optional(),
  SALESFORCE_CLIENT_ID: present.optional(),
  SALESFORCE_CLIENT_SECRET: present.optional(),
  SALESFORCE_USERNAME: present.optional(),
  SALESFORCE_PRIVATE_KEY_FILE: present.optional(),
  SALESFORCE_PARALLEL_REQUESTS: count(25).default(5),
  SALESFORCE_API_RESERVE: wholeNumber(0, 90).default(10),
});

type TenantData = z.infer<typeof tenantVariables>;

/** Reads one tenant, or says what is wrong with it. */
export function readTenant(id: string, values: Values): { tenant: Tenant | undefined; faults: string[] } {
  const { data, known, faults } = readVariables(tenantVariables, values);
  const login = loginOf(known);
  faults.push(...login.faults);
  if (data === undefined || login.login === undefined) return { tenant: undefined, faults };
  return { tenant: tenantOf(id, data, login.login), faults };
}

function tenantOf(id: string, data: TenantData, login: SalesforceLogin): Tenant {
  return {
    id,
    webhookSecrets: [data.MONETIZENOW_WEBHOOK_SECRET, data.MONETIZENOW_WEBHOOK_SECRET_PREVIOUS].filter(
      (value) => value !== undefined,
    ),
    monetizenow: {
      url: data.MONETIZENOW_API_URL,
      apiKey: data.MONETIZENOW_API_KEY,
      parallelRequests: data.MONETIZENOW_PARALLEL_REQUESTS,
      webhooksPath: data.MONETIZENOW_WEBHOOKS_PATH,
    },
    salesforce: {
      url: data.SALESFORCE_URL,
      apiVersion: data.SALESFORCE_API_VERSION,
      login,
      orgId: data.SALESFORCE_ORG_ID ?? null,
      namespace: data.SALESFORCE_NAMESPACE ?? null,
      parallelRequests: data.SALESFORCE_PARALLEL_REQUESTS,
      reserve: data.SALESFORCE_API_RESERVE / 100,
    },
  };
}

interface LoginRead {
  readonly login?: SalesforceLogin;
  readonly faults: string[];
}

/** An access token, else a user and a private key (JWT bearer), else a client secret. */
function loginOf(known: Values): LoginRead {
  const { SALESFORCE_ACCESS_TOKEN: accessToken, SALESFORCE_PRIVATE_KEY_FILE: keyFile, SALESFORCE_USERNAME: username } = known;
  if (accessToken !== undefined) return { login: { accessToken }, faults: [] };
  return keyFile === undefined && username === undefined ? clientCredentials(known) : jwtBearer(known);
}

function clientCredentials({ SALESFORCE_CLIENT_ID: clientId, SALESFORCE_CLIENT_SECRET: clientSecret }: Values): LoginRead {
  if (clientId !== undefined && clientSecret !== undefined) return { login: { clientId, clientSecret }, faults: [] };
  const faults = clientId === undefined ? ['SALESFORCE_CLIENT_ID: is not set (nor is SALESFORCE_ACCESS_TOKEN)'] : [];
  if (clientSecret === undefined) faults.push('SALESFORCE_CLIENT_SECRET: is not set (nor are SALESFORCE_USERNAME and SALESFORCE_PRIVATE_KEY_FILE, nor SALESFORCE_ACCESS_TOKEN)');
  return { faults };
}

function jwtBearer(known: Values): LoginRead {
  const { SALESFORCE_CLIENT_ID: clientId, SALESFORCE_USERNAME: username, SALESFORCE_PRIVATE_KEY_FILE: keyFile } = known;
  const faults = ['SALESFORCE_CLIENT_ID', 'SALESFORCE_USERNAME', 'SALESFORCE_PRIVATE_KEY_FILE']
    .filter((name) => known[name] === undefined)
    .map((name) => `${name}: is not set (a login by JWT bearer needs client id, user and key)`);
  // Two ways to log in: which one was meant, nobody can know.
  if (known['SALESFORCE_CLIENT_SECRET'] !== undefined) faults.push('SALESFORCE_CLIENT_SECRET: must not be set beside SALESFORCE_USERNAME and SALESFORCE_PRIVATE_KEY_FILE');
  const { privateKey, fault } = keyFile === undefined ? {} : readKey(keyFile);
  if (fault !== undefined) faults.push(`SALESFORCE_PRIVATE_KEY_FILE: ${fault}`);
  if (faults.length > 0 || clientId === undefined || username === undefined || privateKey === undefined) return { faults };
  return { login: { clientId, username, privateKey }, faults };
}

function readKey(path: string): { privateKey?: string; fault?: string } {
  try {
    const privateKey = readFileSync(path, 'utf8');
    return isRsaKey(privateKey) ? { privateKey } : { fault: 'must be an RSA private key in PEM form, without a passphrase; not the certificate' };
  } catch (error) {
    return { fault: unreadable(error) };
  }
}

function isRsaKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}
