/** MonetizeNow's documents in the documented shapes, as far as the samples fill them. A user's own document may hold more. */
export interface QuoteDocument {
  readonly id: string;
  readonly description: string;
  readonly type?: string | null;
  readonly newQuoteType?: string | null;
  readonly status?: string | null;
  readonly currency?: string | null;
  readonly accountId?: string | null;
  readonly accountName?: string | null;
  readonly opportunity?: OpportunityReference | null;
  readonly quoteOfferings?: readonly QuoteOfferingDocument[] | null;
  readonly createDate?: string | null;
  readonly modifyDate?: string | null;
  readonly [member: string]: unknown;
}

export interface OpportunityReference {
  readonly id?: string | null;
  readonly customId?: string | null;
  readonly name?: string | null;
  readonly primaryQuoteId?: string | null;
}

export interface QuoteOfferingDocument {
  readonly id: string;
  readonly items?: readonly QuoteItemDocument[] | null;
  readonly [member: string]: unknown;
}

export interface QuoteItemDocument {
  readonly id?: string | null;
  readonly [member: string]: unknown;
}

/** A time as MonetizeNow writes it: `2023-07-28T06:01:22.684+0000`. */
export function apiTime(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+0000');
}
