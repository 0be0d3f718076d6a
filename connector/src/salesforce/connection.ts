import { Connection } from 'jsforce';
import { ConnectorError } from '../errors.ts';
import { SalesforceApiError } from './errors.ts';
import { apiErrorOf, networkError } from './jsforce-errors.ts';
import { logIn } from './login.ts';
import type { Session } from './login.ts';
import type { OrgOptions, SalesforceAccess, SubrequestResult } from './org.ts';
import { quotaOf } from './quota.ts';
import { keepSession } from './session.ts';
import { OneRequest } from './transport.ts';
import type { AnswerHead } from './transport.ts';

/** Who is logged in, and where. */
export interface OrgIdentity {
  readonly orgId: string;
  readonly userId: string;
  readonly username: string;
}

export interface OrgRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

/** Sends requests within a session that it keeps, and within the org's quota. */
export interface OrgConnection {
  send(request: OrgRequest): Promise<SubrequestResult>;
  identity(): Promise<OrgIdentity>;
  orgId(): Promise<string>;
}

const TIMEOUT_MS = 120_000;

/** Opens a connection; nothing is sent before the first request. */
export function openConnection(access: SalesforceAccess, options: OrgOptions): OrgConnection {
  const { now = Date.now, timeoutMs = TIMEOUT_MS, apiUsage = () => undefined } = options;
  const quota = quotaOf(access.reserve, now, apiUsage);
  const sessions = keepSession(open, now);
  let orgOfToken: string | undefined;

  async function open(): Promise<Session> {
    const session = await logIn(access.url, access.login, now());
    if (access.orgId !== null) requireOrg(access.orgId, await orgOf(session));
    return session;
  }

  /** A session tells its org, or else was opened with the one token that there is, whose org does not change. */
  async function orgOf(session: Session): Promise<string> {
    return session.orgId ?? (orgOfToken ??= (await identityIn(session)).orgId);
  }

  async function identityIn(session: Session): Promise<OrgIdentity> {
    const { body } = await exchange(session, { method: 'GET', path: '/services/oauth2/userinfo' });
    const { organization_id: orgId, user_id: userId, preferred_username: username } = body as Record<string, string>;
    return { orgId: String(orgId), userId: String(userId), username: String(username) };
  }

  async function exchange(session: Session, { method, path, body }: OrgRequest): Promise<SubrequestResult> {
    const connection = new Connection({
      instanceUrl: session.url,
      accessToken: session.accessToken,
      version: access.apiVersion,
    });
    const way = new OneRequest(timeoutMs);
    const content = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    try {
      // The transport is an option of jsforce's HttpApi that its types leave out.
      const answer = await connection.request<unknown>({ method, url: path, ...content }, { transport: way } as object);
      return answered(way.head, answer);
    } catch (thrown) {
      throw thrown instanceof SalesforceApiError ? thrown : apiErrorOf(thrown, way.head);
    } finally {
      quota.seen(way.head?.headers['sforce-limit-info']);
    }
  }

  /** A session lasts hours, not forever: one new login, and the error only if that does not help either. */
  async function withSession<T>(work: (session: Session) => Promise<T>, logins = 2): Promise<T> {
    const session = await sessions.current();
    try {
      return await work(session);
    } catch (error) {
      if (!hasCode(error, 'INVALID_SESSION_ID')) throw error;
      sessions.forget(session);
      if (logins === 1) throw error;
    }
    return withSession(work, logins - 1);
  }

  return {
    async send(request) {
      quota.admit();
      try {
        return await withSession((session) => exchange(session, request));
      } catch (error) {
        // The limit of requests at once is over in a moment, that of the day is not.
        if (hasCode(error, 'REQUEST_LIMIT_EXCEEDED') && !/concurrent/i.test(error.message)) quota.refused();
        throw error;
      }
    },
    identity: () => withSession(identityIn),
    orgId: () => withSession(orgOf),
  };
}

/** What jsforce lets pass although it is no answer: a redirect, and a body that is not JSON. */
function answered(head: AnswerHead | undefined, body: unknown): SubrequestResult {
  const status = head?.status ?? 200;
  if (status >= 300)
    throw new SalesforceApiError({ errorCode: `ERROR_HTTP_${status}`, message: 'not an answer of the API', statusCode: status });
  if (typeof body === 'string') throw networkError(new Error('the body is not JSON'));
  return { status, body };
}

function hasCode(error: unknown, code: string): error is SalesforceApiError {
  return error instanceof SalesforceApiError && error.errorCode === code;
}

/** Ids of orgs have 15 or 18 characters; the last three are a check sum. */
function requireOrg(wanted: string, found: string): void {
  if (found.slice(0, 15) !== wanted.slice(0, 15))
    throw new ConnectorError('ORG_MISMATCH', {
      details: [`The session is of org ${found}, the connection is for ${wanted}.`],
    });
}
