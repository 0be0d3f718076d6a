import type { Quote } from '../monetizenow/quote-schema.ts';

/** What reading a quote found. */
export type ReadResult =
  | { readonly kind: 'quote'; readonly quote: Quote; readonly version: number | null }
  /** MonetizeNow does not know the quote (any more). */
  | { readonly kind: 'gone' };

/** An item that Salesforce refused while others landed. */
export interface FailedItem {
  readonly key: string;
  readonly code: string;
  readonly message: string;
}

/** What a write did; goes through the queue's journal as JSON. */
export interface Written {
  /**
   *   synced      Salesforce equals the quote
   *   partial     it does, but for `failedItems`
   *   superseded  Salesforce holds a newer version and has refused this one: it has to be read again
   *   archived    the quote is gone in MonetizeNow, and marked so in Salesforce (or never was there)
   */
  readonly outcome: 'synced' | 'partial' | 'superseded' | 'archived';
  readonly version: number | null;
  readonly items: number;
  readonly itemsRemoved: number;
  readonly failedItems: readonly FailedItem[];
  readonly productsWritten: number;
  /** Offerings with role REFERENCE, which are never synced. */
  readonly referenceOfferings: number;
  readonly salesforceRequests: number;
}

/** The two halves of a job. Both throw ConnectorError or SalesforceApiError; `reactionTo` says what to do then. */
export interface Steps {
  read(tenantId: string, quoteId: string): Promise<ReadResult>;
  write(tenantId: string, quoteId: string, read: ReadResult): Promise<Written>;
}
