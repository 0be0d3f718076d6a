/** A record as Salesforce's API takes it: field API name to value. */
export type SalesforceRecord = Readonly<Record<string, string | number | boolean | null>>;

/** A quote as it has to stand in Salesforce: one quote, one record per item, and the products that the items name. */
export interface FlatQuote {
  readonly quoteId: string;
  readonly version: number | null;
  readonly quote: SalesforceRecord;
  readonly items: readonly FlatItem[];
  readonly products: readonly FlatProduct[];
  /** Offerings with role REFERENCE: a read-only picture of the contract before the amendment, never synced. */
  readonly referenceOfferings: number;
}

export interface FlatItem {
  /** External id of the item in Salesforce. */
  readonly key: string;
  /** External id of its product, where it names one. */
  readonly productKey: string | null;
  readonly record: SalesforceRecord;
}

export interface FlatProduct {
  /** External id of the product in Salesforce. */
  readonly key: string;
  readonly record: SalesforceRecord;
}
