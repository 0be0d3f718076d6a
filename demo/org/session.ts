import { Connection, OAuth2 } from 'jsforce';

export const API_VERSION = '65.0';

/** What the demo needs to log in to an org, as itself and for the connector. */
export interface OrgAccess {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Logs in to an org as an admin's tool would. */
export async function login({ url, clientId, clientSecret }: OrgAccess): Promise<Connection> {
  const token = await new OAuth2({ loginUrl: url, clientId, clientSecret }).requestToken({
    grant_type: 'client_credentials',
  });
  return new Connection({ instanceUrl: token.instance_url, accessToken: token.access_token, version: API_VERSION });
}

export type Row = Readonly<Record<string, unknown>>;

/** All records of a query. */
export async function query(org: Connection, soql: string): Promise<Row[]> {
  const { records } = await org.query<Row>(soql, { autoFetch: true, maxFetch: 10_000 });
  return records;
}

/** Inserts one record and returns its id; a refusal becomes an error that names the object. */
export async function insert(org: Connection, object: string, fields: Row): Promise<string> {
  const result = await org.sobject(object).create(fields as Record<string, never>);
  if (!result.success) throw new Error(`${object}: ${JSON.stringify(result.errors)}`);
  return result.id;
}

/** A SOQL string literal. */
export function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
