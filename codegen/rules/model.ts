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
  readonly product: RecordId | null;
}

/** What an item lacks to become an Opportunity Product. */
export type ItemFault = 'NO_PRODUCT' | 'NO_QUANTITY' | 'VALID';

/** Whether an item becomes an Opportunity Product, and why. */
export type Qualification = 'EXCLUDED' | 'FORCED' | 'UNCHANGED' | 'ZERO_QUANTITY' | 'QUALIFIED';

/** What decides whether a quote may feed its Opportunity at all. */
export interface GateFacts {
  readonly syncDisabled: boolean;
  readonly isValid: boolean;
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
  | 'INVALID_QUOTE'
  | 'STATUS_NOT_ALLOWED'
  | 'NO_OPPORTUNITY'
  | 'NOT_PRIMARY'
  | 'OPPORTUNITY_LOST'
  | 'CURRENCY_MISMATCH'
  | 'OPEN';

/** What of a quote may be at fault. Status and type are texts: MonetizeNow may send one that nobody knows. */
export interface ValidationFacts {
  readonly accountKey: string | null;
  readonly account: RecordId | null;
  readonly status: string | null;
  readonly quoteType: string | null;
  readonly currencyCode: string | null;
  readonly currencyIsActive: boolean;
  readonly originalQuote: RecordId | null;
}

/** What is wrong with a quote. */
export type QuoteFault =
  | 'ACCOUNT_NOT_FOUND'
  | 'STATUS_UNKNOWN'
  | 'TYPE_UNKNOWN'
  | 'CURRENCY_NOT_ACTIVE'
  | 'ORIGINAL_QUOTE_NOT_FOUND'
  | 'VALID';

/** What becomes of the Opportunity Products of a quote that a gate keeps out. */
export type BlockedLines = 'KEEP' | 'REMOVE';

/** A change of the primary quote of an Opportunity by hand. */
export interface PrimaryChangeFacts {
  readonly current: RecordId | null;
  readonly requested: RecordId | null;
  readonly currentStatus: QuoteStatus | null;
}

/** Whether the primary quote may be changed, and why not. */
export type PrimaryChange = 'ALLOWED' | 'PRIMARY_QUOTE_SIGNED';

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
  readonly entry: RecordId | null;
  readonly entryIsActive: boolean;
  readonly mayCreate: boolean;
}

/** What to do about the price book entry of an item. */
export type EntryDecision = 'USE' | 'ENTRY_INACTIVE' | 'CREATE' | 'ENTRY_MISSING';

/** What decides the stage of an Opportunity. */
export interface StageFacts {
  readonly isMappingEnabled: boolean;
  readonly mappedStage: string | null;
  readonly currentStage: string | null;
  readonly isClosed: boolean;
  readonly mayReopen: boolean;
}

/** What is known of the Opportunity of a quote that may need one. */
export interface CreationFacts {
  readonly hasOpportunity: boolean;
  readonly isAtFault: boolean;
  readonly existing: RecordId | null;
}

/** How a quote comes by its Opportunity. */
export type CreationAction = 'KEEP' | 'SKIP' | 'REUSE' | 'CREATE';

/** Days on which an Opportunity made for a quote may close. */
export interface CloseDateFacts {
  readonly contractStartDate: DateOnly | null;
  readonly expirationDate: DateOnly | null;
  readonly inThirtyDays: DateOnly;
}

/** What decides whether a renewal needs placeholders. */
export interface PlaceholderFacts {
  readonly isEnabled: boolean;
  readonly isManualRenewal: boolean;
  readonly feedsOpportunity: boolean;
  readonly hasQualifyingItems: boolean;
}

/** What is known of the Opportunity Product of an item. */
export interface LineFacts {
  readonly isWanted: boolean;
  readonly hasLine: boolean;
  readonly isInPlace: boolean;
  readonly differs: boolean;
  readonly hasFailed: boolean;
}

/** What happens to the Opportunity Product of an item. */
export type LineAction = 'FAIL' | 'CREATE' | 'REPLACE' | 'CHANGE' | 'LEAVE' | 'REMOVE' | 'SKIP';

/** What a field holds, as far as copying its value goes. */
export type FieldKind =
  | 'TEXT'
  | 'NUMBER'
  | 'CHECKBOX'
  | 'DATE'
  | 'DATETIME'
  | 'PICKLIST'
  | 'MULTIPICKLIST'
  | 'REFERENCE'
  | 'OTHER';

/** Two fields of which one is to get the value of the other. */
export interface FitFacts {
  readonly source: FieldKind | null;
  readonly target: FieldKind | null;
  readonly isExplicit: boolean;
  readonly isSameReference: boolean;
}

/** How the value of one field gets into another. */
export type FieldFit = 'COPY' | 'AS_TEXT' | 'INCOMPATIBLE';

/** An answer of MonetizeNow, and at which attempt it came; without a status code there was none. */
export interface FieldSyncFacts {
  readonly statusCode: number | null;
  readonly attempt: number;
}

/** What follows an answer of MonetizeNow. */
export type FieldSyncReaction = 'DONE' | 'RETRY' | 'FAILED';

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
