import type { Org } from '../org.ts';
import type { Row } from '../store/store.ts';
import type { ApiResponse } from './api.ts';
import { assertionFault, claimsOf } from './jwt.ts';
import type { Sessions } from './sessions.ts';

/** The connected app that may log in, and the password that every user has. */
export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Certificate or public key (PEM) of the connected app; where there is none, the signature of a JWT is not checked. */
  readonly certificate?: string;
}

const LOGIN_SERVERS = ['https://login.salesforce.com', 'https://test.salesforce.com'];

/** POST /services/oauth2/token: client credentials, password, JWT bearer and refresh token; RFC 6749 errors. */
export function answerToken(form: URLSearchParams, url: string, credentials: Credentials, org: Org, sessions: Sessions): ApiResponse {
  const grant = form.get('grant_type');
  if (grant === 'urn:ietf:params:oauth:grant-type:jwt-bearer') return jwtBearer(form, url, credentials, org, sessions);
  if (form.get('client_id') !== credentials.clientId) return refusal('invalid_client_id', 'client identifier invalid');
  if (grant !== 'refresh_token' && form.get('client_secret') !== credentials.clientSecret) return refusal('invalid_client', 'invalid client credentials');
  switch (grant) {
    case 'client_credentials':
      return tokenAnswer(org.seed.userId, url, org, sessions);
    case 'password': {
      const user = userNamed(form.get('username') ?? '', org);
      return user ? tokenAnswer(user['Id'] as string, url, org, sessions) : refusal('invalid_grant', 'authentication failure');
    }
    case 'refresh_token': {
      const userId = sessions.userOf(form.get('refresh_token') ?? '');
      return userId === undefined ? refusal('invalid_grant', 'expired access/refresh token') : tokenAnswer(userId, url, org, sessions);
    }
    default:
      return refusal('unsupported_grant_type', 'grant type not supported');
  }
}

/** A user logs in by an assertion that the connected app has signed; audiences are the login servers and the org itself. */
function jwtBearer(form: URLSearchParams, url: string, credentials: Credentials, org: Org, sessions: Sessions): ApiResponse {
  const assertion = form.get('assertion') ?? '';
  const claims = claimsOf(assertion);
  if (claims?.iss !== credentials.clientId) return refusal('invalid_client_id', 'client identifier invalid');
  const fault = assertionFault(assertion, claims, { key: credentials.certificate, audiences: [...LOGIN_SERVERS, url], now: org.now() });
  if (fault !== undefined) return refusal('invalid_grant', fault);
  const user = userNamed(String(claims.sub ?? ''), org);
  return user ? tokenAnswer(user['Id'] as string, url, org, sessions) : refusal('invalid_grant', "user hasn't approved this consumer");
}

function userNamed(username: string, org: Org): Row | undefined {
  return org.data.store.find('User', 'Username', username).find((row) => row['IsActive'] === true);
}

function tokenAnswer(userId: string, url: string, org: Org, sessions: Sessions): ApiResponse {
  const id = `${url}/id/${org.seed.organizationId}/${userId}`;
  const body = { access_token: sessions.open(userId), refresh_token: sessions.open(userId), instance_url: url, id, token_type: 'Bearer', issued_at: String(org.now()), scope: 'api refresh_token', signature: '' };
  return { status: 200, body };
}

function refusal(error: string, description: string): ApiResponse {
  return { status: 400, body: { error, error_description: description } };
}

/** GET /services/oauth2/userinfo and the identity URL. */
export function answerUserInfo(userId: string, url: string, org: Org): ApiResponse {
  const user = org.data.store.get('User', userId);
  const name = String(user?.['Name'] ?? '');
  const username = String(user?.['Username'] ?? '');
  const rest = `${url}/services/data/v{version}/`;
  return {
    status: 200,
    body: {
      sub: `${url}/id/${org.seed.organizationId}/${userId}`,
      user_id: userId,
      organization_id: org.seed.organizationId,
      preferred_username: username,
      username,
      nickname: user?.['CommunityNickname'] ?? null,
      name,
      display_name: name,
      email: user?.['Email'] ?? null,
      email_verified: true,
      active: true,
      user_type: 'STANDARD',
      language: 'en_US',
      locale: 'en_US',
      urls: { rest, sobjects: `${rest}sobjects/`, query: `${rest}query/`, metadata: `${url}/services/Soap/m/{version}/${org.seed.organizationId}` },
    },
  };
}
