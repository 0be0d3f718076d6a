import { Connection, OAuth2 } from 'jsforce';
import type { SalesforceLogin } from '../tenant.ts';
import { apiErrorOf, loginErrorOf } from './jsforce-errors.ts';
import { SalesforceApiError } from './errors.ts';

/** One request inside a Composite request; `path` is relative to the API version, for example `/sobjects/Account/Id__c/a1`. */
export interface Subrequest {
  readonly method: 'GET' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** What it is about, for error texts. */
  readonly subject: string;
}

export interface SubrequestResult {
  readonly status: number;
  readonly body: unknown;
}

/** What the sync needs of a Salesforce org. Every call is one API request (and one more where a session has expired). */
export interface SalesforceOrg {
  composite(requests: readonly Subrequest[], options: { allOrNone: boolean }): Promise<SubrequestResult[]>;
  /** Sends one request on its own. */
  single(request: Subrequest): Promise<SubrequestResult>;
  /** Reads an address that Salesforce itself gave, such as `nextRecordsUrl`. */
  get(path: string): Promise<unknown>;
}

export interface SalesforceAccess {
  readonly url: string;
  readonly apiVersion: string;
  readonly login: SalesforceLogin;
}

const TIMEOUT_MS = 120_000;
// A new object each time: jsforce writes the content's length into the headers it is given.
const jsonContent = () => ({ 'content-type': 'application/json' });

/** Opens an org; logs in with the first request, and anew when the session has expired. */
export function openOrg(access: SalesforceAccess): SalesforceOrg {
  let session: Promise<Connection> | undefined;

  async function send<T>(request: (connection: Connection) => PromiseLike<unknown>): Promise<T> {
    const current = (session ??= connect(access));
    const forget = () => {
      if (session === current) session = undefined;
    };
    const connection = await current.catch((error: unknown) => {
      forget();
      throw error;
    });
    try {
      return (await request(connection)) as T;
    } catch (thrown) {
      const error = apiErrorOf(thrown);
      if (error.errorCode === 'INVALID_SESSION_ID') forget();
      throw error;
    }
  }

  /** A session lasts hours, not forever: on 401 one new login, and the error only if that does not help either. */
  async function sendWithFreshSession<T>(request: (connection: Connection) => PromiseLike<unknown>): Promise<T> {
    try {
      return await send<T>(request);
    } catch (error) {
      if (error instanceof SalesforceApiError && error.errorCode === 'INVALID_SESSION_ID') return send<T>(request);
      throw error;
    }
  }

  const base = `/services/data/v${access.apiVersion}`;
  return {
    async composite(requests, { allOrNone }) {
      const body = JSON.stringify({
        allOrNone,
        // Collation reorders sub-requests; a quote has to be there before its items.
        collateSubrequests: false,
        compositeRequest: requests.map(({ method, path, body: content }, index) => ({
          method,
          url: base + path,
          referenceId: `r${index}`,
          ...(content === undefined ? {} : { body: content }),
        })),
      });
      const answer = await sendWithFreshSession<CompositeAnswer>((connection) =>
        connection.request(
          { method: 'POST', url: `${base}/composite`, body, headers: jsonContent() },
          { timeout: TIMEOUT_MS },
        ),
      );
      return answer.compositeResponse.map(({ httpStatusCode, body: content }) => ({
        status: httpStatusCode,
        body: content,
      }));
    },
    async single({ method, path, body: content }) {
      const body = content === undefined ? {} : { body: JSON.stringify(content), headers: jsonContent() };
      const answer = await sendWithFreshSession<unknown>((connection) =>
        connection.request({ method, url: base + path, ...body }, { timeout: TIMEOUT_MS }),
      );
      // Whatever is not a success has been thrown.
      return { status: 200, body: answer };
    },
    get: (path) =>
      sendWithFreshSession((connection) => connection.request({ method: 'GET', url: path }, { timeout: TIMEOUT_MS })),
  };
}

interface CompositeAnswer {
  readonly compositeResponse: readonly { readonly httpStatusCode: number; readonly body: unknown }[];
}

async function connect({ url, apiVersion, login }: SalesforceAccess): Promise<Connection> {
  if ('accessToken' in login)
    return new Connection({ instanceUrl: url, accessToken: login.accessToken, version: apiVersion });
  if (!('clientSecret' in login)) throw loginErrorOf(new Error('a login by private key is not supported'));
  try {
    const token = await new OAuth2({
      loginUrl: url,
      clientId: login.clientId,
      clientSecret: login.clientSecret,
    }).requestToken({ grant_type: 'client_credentials' });
    return new Connection({ instanceUrl: token.instance_url, accessToken: token.access_token, version: apiVersion });
  } catch (thrown) {
    throw loginErrorOf(thrown);
  }
}
