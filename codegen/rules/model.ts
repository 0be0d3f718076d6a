/**
 * What the rules see and what they answer. Types only: where a fact comes from and what Salesforce calls it is the
 * business of `../binding`.
 */

/** Id of a Salesforce record, in its 18-character form. */
export type RecordId = string;

/** A day without a time, `2026-01-31`. */
export type DateOnly = string;

export type QuoteType = 'NEW' | 'AMENDMENT' | 'RENEWAL';

export type QuoteStatus =
  | 'DRAFT'
  | 'REVIEW'
  | 'APPROVED'
  | 'DENIED'
  | 'SENT'
  | 'ACCEPTED'
  | 'ACCEPTED_ADMIN_EDITABLE'
  | 'PROCESSED'
  | 'CANCELED'
  | 'EXPIRED'
  | 'ARCHIVED';

export type ProductType =
  | 'ADVANCE'
  | 'ARREARS'
  | 'USAGE'
  | 'ONETIME'
  | 'ONETIME_PREPAID_CREDIT'
  | 'MIN_COMMIT';

export type AmendmentStatus = 'ADDED' | 'NO_CHANGE' | 'REMOVED' | 'UPDATED';

export type SyncOverride = 'ALWAYS' | 'NEVER';

/** One item of a quote, flattened with its quote offering. */
export interface QuoteItem {
  readonly id: string | null;
  readonly quoteId: string | null;
  readonly quoteType: QuoteType | null;
  readonly override: SyncOverride | null;
  readonly amendmentStatus: AmendmentStatus | null;
  readonly productType: ProductType | null;
  readonly quantity: number | null;
  readonly startDate: DateOnly | null;
  readonly productName: string | null;
}

/** Whether an item becomes an Opportunity Product, and why. */
export type Qualification = 'EXCLUDED' | 'FORCED' | 'UNCHANGED' | 'ZERO_QUANTITY' | 'QUALIFIED';

/** What decides whether a quote may feed its Opportunity at all. */
export interface GateFacts {
  readonly syncDisabled: boolean;
  readonly status: QuoteStatus | null;
  readonly allowedStatuses: readonly string[];
  readonly opportunity: RecordId | null;
  readonly isPrimary: boolean;
  readonly opportunityIsClosed: boolean;
  readonly opportunityIsWon: boolean;
  readonly hasCurrencyMismatch: boolean;
}

/** Whether a quote feeds its Opportunity, and which gate kept it out. */
export type GateOutcome =
  | 'SYNC_DISABLED'
  | 'STATUS_NOT_ALLOWED'
  | 'NO_OPPORTUNITY'
  | 'NOT_PRIMARY'
  | 'OPPORTUNITY_LOST'
  | 'CURRENCY_MISMATCH'
  | 'OPEN';

/** How a quote stands among the quotes of its Opportunity. */
export interface QuoteStanding {
  readonly isMarked: boolean;
  readonly status: QuoteStatus | null;
  readonly version: number | null;
}

/** Times of the last change in MonetizeNow, in milliseconds: of what the org holds and of what arrives. */
export interface VersionFacts {
  readonly storedVersion: number | null;
  readonly incomingVersion: number | null;
}

/** Currencies of a quote and its Opportunity. */
export interface CurrencyFacts {
  readonly isMultiCurrency: boolean;
  readonly quoteCurrency: string | null;
  readonly opportunityCurrency: string | null;
  readonly opportunityHasProducts: boolean;
}

/** What to do about the currency of the Opportunity. */
export type CurrencyDecision = 'KEEP' | 'CHANGE' | 'MISMATCH';

/** Users who may own a quote, each with its activity. */
export interface OwnerCandidates {
  readonly quoteType: QuoteType | null;
  readonly opportunityOwner: RecordId | null;
  readonly opportunityOwnerIsActive: boolean;
  readonly originalQuoteOwner: RecordId | null;
  readonly originalQuoteOwnerIsActive: boolean;
  readonly accountOwner: RecordId | null;
  readonly accountOwnerIsActive: boolean;
  readonly runningUser: RecordId;
}

/** Price books that an Opportunity may use, the strongest claim first. */
export interface PriceBookChoice {
  readonly opportunityPriceBook: RecordId | null;
  readonly currencyPriceBook: RecordId | null;
  readonly defaultPriceBook: RecordId | null;
  readonly standardPriceBook: RecordId | null;
}

/** What is known about the price book entry of an item. */
export interface EntryFacts {
  readonly product: RecordId | null;
  readonly entry: RecordId | null;
  readonly entryIsActive: boolean;
  readonly mayCreate: boolean;
}

/** What to do about the price book entry of an item. */
export type EntryDecision = 'NO_PRODUCT' | 'USE' | 'ENTRY_INACTIVE' | 'CREATE' | 'ENTRY_MISSING';

/** What decides the stage of an Opportunity. */
export interface StageFacts {
  readonly isMappingEnabled: boolean;
  readonly mappedStage: string | null;
  readonly currentStage: string | null;
  readonly isClosed: boolean;
  readonly mayReopen: boolean;
}

/** An Opportunity Product as a quote item asks for it. */
export interface OpportunityProduct {
  readonly quoteItemId: string | null;
  readonly quoteId: string | null;
  readonly quantity: number;
  readonly totalPrice: number;
  readonly quoteQuantity: number | null;
  readonly serviceDate: DateOnly | null;
  readonly description: string | null;
  readonly isPlaceholder: boolean;
}
