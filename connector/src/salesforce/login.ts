import { sign } from 'node:crypto';
import { exchange } from '../exchange.ts';
import type { SalesforceLogin } from '../tenant.ts';
import { SalesforceApiError } from './errors.ts';
import { networkError } from './jsforce-errors.ts';

/** A session, and the org that it is a session of (unknown where only a token was given). */
export interface Session {
  readonly url: string;
  readonly accessToken: string;
  readonly orgId: string | null;
}

const TIMEOUT_MS = 30_000;
const JWT_SECONDS = 3 * 60;

/** Opens a session; throws LOGIN_FAILED with Salesforce's reason, or NETWORK. */
export async function logIn(url: string, login: SalesforceLogin, now: number): Promise<Session> {
  if ('accessToken' in login) return { url, accessToken: login.accessToken, orgId: null };
  const answer = await post(`${url}/services/oauth2/token`, formOf(url, login, now));
  const body = parsed(answer.text);
  const { access_token: accessToken, instance_url: instance, id } = body;
  if (answer.status !== 200 || accessToken === undefined) throw refusal(answer.status, body, answer.text);
  // The identity's address ends in /id/{organization}/{user}.
  return { url: instance ?? url, accessToken, orgId: /\/id\/(\w+)\/\w+$/.exec(id ?? '')?.[1] ?? null };
}

function formOf(url: string, login: Exclude<SalesforceLogin, { accessToken: string }>, now: number): URLSearchParams {
  if ('clientSecret' in login)
    return new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: login.clientId,
      client_secret: login.clientSecret,
    });
  return new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: assertionOf(url, login, now),
  });
}

/** A signed statement of who wants to log in; Salesforce Help, "OAuth 2.0 JWT Bearer Flow". */
function assertionOf(
  url: string,
  { clientId, username, privateKey }: { clientId: string; username: string; privateKey: string },
  now: number,
): string {
  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(now / 1000) + JWT_SECONDS;
  const text = `${encoded({ alg: 'RS256' })}.${encoded({ iss: clientId, sub: username, aud: audienceOf(url), exp })}`;
  try {
    return `${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`;
  } catch (cause) {
    throw loginFailed(null, 'the private key cannot sign: it has to be an RSA key in PEM form', cause);
  }
}

/** The login server that an org belongs to: sandboxes and scratch orgs have one of their own. */
export function audienceOf(url: string): string {
  const { hostname, origin } = new URL(url);
  if (!hostname.endsWith('.salesforce.com')) return origin;
  const isTest = hostname === 'test.salesforce.com' || /\.(?:sandbox|scratch)\.my\.salesforce\.com$/.test(hostname);
  return isTest ? 'https://test.salesforce.com' : 'https://login.salesforce.com';
}

async function post(url: string, form: URLSearchParams): Promise<{ status: number; text: string }> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' };
  try {
    return await exchange(url, { method: 'POST', headers, body: form.toString() }, TIMEOUT_MS);
  } catch (cause) {
    throw networkError(cause);
  }
}

function parsed(text: string): Record<string, string | undefined> {
  try {
    return (JSON.parse(text) as Record<string, string | undefined> | null) ?? {};
  } catch {
    return {};
  }
}

/** A refusal concerns every quote and is a person's to mend; a server that could not answer is not a refusal. */
function refusal(status: number, body: Record<string, string | undefined>, text: string): SalesforceApiError {
  if (status === 429 || status >= 500)
    return new SalesforceApiError({
      errorCode: 'SERVER_UNAVAILABLE',
      message: `the login was answered with ${status} ${text.slice(0, 200)}`.trim(),
      statusCode: status,
    });
  return loginFailed(status, [body['error'], body['error_description']].filter(Boolean).join(': ') || `what answers at the address (HTTP ${status}) is no login of Salesforce`);
}

function loginFailed(statusCode: number | null, message: string, cause?: unknown): SalesforceApiError {
  return new SalesforceApiError({ errorCode: 'LOGIN_FAILED', message, statusCode, cause });
}
