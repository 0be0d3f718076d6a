/** A request as it goes to the callout thread. */
export interface WireRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array | null;
  readonly timeoutMs: number;
  /** The largest response that is taken. */
  readonly maxBytes: number;
}

export interface WireResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
}

/** What came of a request: a response, or the platform's text of the failure. */
export type WireResult = { readonly response: WireResponse } | { readonly failure: string };
