/** How the connector proves who it is to Salesforce. */
export type SalesforceLogin =
  | { readonly accessToken: string }
  | { readonly clientId: string; readonly clientSecret: string }
  /** JWT bearer flow: the private key (PEM) belongs to the certificate of the connected app. */
  | { readonly clientId: string; readonly username: string; readonly privateKey: string };

/** A tenant of MonetizeNow and the one org that it is connected with. */
export interface Tenant {
  /** Part of the webhook's address and of every key: small letters, digits, hyphens. */
  readonly id: string;
  /** The secret of the webhook, and the one before it while it is rotated. */
  readonly webhookSecrets: readonly string[];
  readonly monetizenow: {
    readonly url: string;
    readonly apiKey: string;
    /** Requests that may be under way at once. */
    readonly parallelRequests: number;
    /** Where webhooks are kept in MonetizeNow's API, which does not publish it. */
    readonly webhooksPath: string;
  };
  readonly salesforce: {
    readonly url: string;
    readonly apiVersion: string;
    readonly login: SalesforceLogin;
    /** The org that this connection is for: a cloned sandbox that still carries it is refused. Null: any org. */
    readonly orgId: string | null;
    /** The namespace of the package, where it was installed as a managed one. */
    readonly namespace: string | null;
    readonly parallelRequests: number;
    /** Part of the daily API quota that is left to others, from 0 to 1. */
    readonly reserve: number;
  };
}

/** The tenant of a connector that has no tenants file, and of the webhook's address without a tenant. */
export const DEFAULT_TENANT = 'default';
