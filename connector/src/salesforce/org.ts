import { bounded } from '../bounded.ts';
import type { ApiUsage } from '../observer.ts';
import type { Tenant } from '../tenant.ts';
import { openConnection } from './connection.ts';
import type { OrgConnection, OrgIdentity } from './connection.ts';
import { SalesforceApiError } from './errors.ts';
import { withoutNamespace } from './namespace.ts';

/** One request inside a Composite request; `path` is relative to the API version, for example `/sobjects/Account/Id__c/a1`. */
export interface Subrequest {
  readonly method: 'GET' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** Name by which later requests of the same Composite request refer to its result, as in `@{name.id}`. */
  readonly name?: string;
  /** What it is about, for error texts. */
  readonly subject: string;
}

export interface SubrequestResult {
  readonly status: number;
  readonly body: unknown;
}

/** What the connector needs of a Salesforce org. Every call is one API request (and one more where a session has expired). */
export interface SalesforceOrg {
  /** Without `allOrNone` a request fails alone, and with it those that refer to it. */
  composite(requests: readonly Subrequest[], options: { allOrNone: boolean }): Promise<SubrequestResult[]>;
  /** Sends one request on its own; a refusal is a result, as it is within a Composite request. */
  single(request: Subrequest): Promise<SubrequestResult>;
  /** Reads an address that Salesforce itself gave, such as `nextRecordsUrl`. */
  get(path: string): Promise<unknown>;
  /** Who is logged in, and where; throws ORG_MISMATCH when the session is not of the org that the tenant is bound to. */
  identity(): Promise<OrgIdentity>;
  /** The org of the session, which costs no request but where only a token was given, and then the first time. */
  orgId(): Promise<string>;
}

export interface OrgOptions {
  /** Told with each answer. */
  readonly apiUsage?: (usage: ApiUsage) => void;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  readonly timeoutMs?: number;
}

export type SalesforceAccess = Tenant['salesforce'];

/** Opens an org; logs in with the first request, and anew when the session has expired. */
export function openOrg(access: SalesforceAccess, options: OrgOptions = {}): SalesforceOrg {
  const connection = openConnection(access, options);
  const oneOfFew = bounded(access.parallelRequests);
  const base = `/services/data/v${access.apiVersion}`;
  const org: SalesforceOrg = {
    async composite(requests, { allOrNone }) {
      const body = { allOrNone, collateSubrequests: false, compositeRequest: compositeRequest(base, requests) };
      const answer = await oneOfFew(() => connection.send({ method: 'POST', path: `${base}/composite`, body }));
      return responsesOf(answer.body).map(({ httpStatusCode, body: content }) => ({
        status: httpStatusCode,
        body: content,
      }));
    },
    single: (request) => oneOfFew(() => sendAlone(connection, base, request)),
    get: async (path) => (await oneOfFew(() => connection.send({ method: 'GET', path }))).body,
    identity: () => oneOfFew(() => connection.identity()),
    orgId: () => connection.orgId(),
  };
  return access.namespace === null ? org : withoutNamespace(org, access.namespace);
}

/** The order counts, a quote has to be there before its items; that is why the request is sent without collation. */
function compositeRequest(base: string, requests: readonly Subrequest[]): unknown[] {
  return requests.map(({ method, path, body, name }, index) => ({
    method,
    url: base + path,
    referenceId: name ?? `r${index}`,
    ...(body === undefined ? {} : { body }),
  }));
}

interface CompositeAnswer {
  readonly compositeResponse: readonly { readonly httpStatusCode: number; readonly body: unknown }[];
}

function responsesOf(body: unknown): CompositeAnswer['compositeResponse'] {
  const responses = (body as Partial<CompositeAnswer> | null | undefined)?.compositeResponse;
  if (Array.isArray(responses)) return responses;
  throw new SalesforceApiError({
    errorCode: 'UNKNOWN_EXCEPTION',
    message: 'the answer to a Composite request has no results',
    statusCode: 500,
  });
}

async function sendAlone(connection: OrgConnection, base: string, { method, path, body }: Subrequest): Promise<SubrequestResult> {
  try {
    return await connection.send({ method, path: base + path, ...(body === undefined ? {} : { body }) });
  } catch (error) {
    if (!(error instanceof SalesforceApiError) || error.reaction !== 'park') throw error;
    const { errorCode, fields, statusCode } = error;
    return { status: statusCode ?? 500, body: [{ errorCode, message: error.text, fields }] };
  }
}
