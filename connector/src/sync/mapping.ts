import type { Quote, QuoteItem, QuoteOffering } from '../monetizenow/quote-schema.ts';
import type { SalesforceRecord } from './records.ts';

/** The quote's fields. All of them, always: a value that went away in MonetizeNow must go away in Salesforce. */
export function quoteRecord(quote: Quote): SalesforceRecord {
  return {
    Type__c: label(quote.type),
    NewQuoteType__c: label(quote.newQuoteType),
    Status__c: label(quote.status),
    Description__c: longText(quote.description),
    Currency__c: quote.currency,
    AccountId__c: quote.accountId,
    OpportunityId__c: quote.opportunity?.id ?? null,
    OpportunityCustomId__c: quote.opportunity?.customId ?? null,
    PrimaryQuoteId__c: quote.opportunity?.primaryQuoteId ?? null,
    OriginalQuoteId__c: quote.originalQuoteId,
    PreviousQuoteId__c: quote.previousQuoteId,
    ContractId__c: quote.contractId,
    PreviousContractId__c: quote.previousContractId,
    ContractStartDate__c: quote.contractStartDate,
    ContractEndDate__c: quote.contractEndDate,
    ExpirationDate__c: quote.expirationDate,
    ContractLength__c: quote.contractLength,
    Amount__c: quote.amount,
    ContractAmount__c: quote.contractAmount,
    ARR__c: quote.revenueMetrics?.arr ?? null,
    IncrementalARR__c: quote.revenueMetrics?.incrementalArr ?? null,
    MRR__c: quote.revenueMetrics?.mrr ?? null,
    IncrementalMRR__c: quote.revenueMetrics?.incrementalMrr ?? null,
    SourceVersion__c: quote.modifyDate,
  };
}

/** An item's fields, with those of its offering copied onto it. Its quote is added when it is written. */
export function itemRecord(quote: Quote, offering: QuoteOffering, item: QuoteItem, key: string): SalesforceRecord {
  return {
    Id__c: key,
    SourceVersion__c: quote.modifyDate,
    ...offeringFields(offering, item),
    ...itemFields(item),
    ...metricFields(item),
  };
}

function offeringFields(offering: QuoteOffering, item: QuoteItem): SalesforceRecord {
  return {
    QuoteOfferingId__c: offering.id,
    OfferingId__c: offering.offeringId,
    OfferingName__c: label(offering.offeringName),
    RateId__c: offering.rateId,
    RateName__c: label(offering.rateName),
    BillingFrequency__c: cut(offering.billingFrequency, 40),
    SubscriptionTiming__c: cut(offering.subscriptionTiming, 40),
    ParentQuoteOfferingId__c: offering.parentQuoteOfferingId,
    StartDate__c: offering.startDate,
    EndDate__c: item.endDate ?? offering.endDate,
  };
}

function itemFields(item: QuoteItem): SalesforceRecord {
  return {
    ProductId__c: item.productId,
    ProductName__c: label(item.productName),
    ProductType__c: label(item.productType),
    Description__c: longText(item.description),
    AmendmentStatus__c: label(item.amendmentStatus),
    Position__c: item.position,
    Quantity__c: item.quantity,
    UnitPrice__c: item.unitPrice,
    Amount__c: item.amount,
    AmountWithoutDiscount__c: item.amountWithoutDiscount,
    ContractAmount__c: item.contractAmount,
    DiscountAmount__c: item.discountAmount,
    DiscountPercent__c: item.discountPercent,
  };
}

function metricFields({ revenueMetrics }: QuoteItem): SalesforceRecord {
  return {
    ARR__c: revenueMetrics?.arr ?? null,
    IncrementalARR__c: revenueMetrics?.incrementalArr ?? null,
    EffectiveARR__c: revenueMetrics?.effectiveArr ?? null,
    EffectiveIncrementalARR__c: revenueMetrics?.effectiveIncrementalArr ?? null,
    MRR__c: revenueMetrics?.mrr ?? null,
    IncrementalMRR__c: revenueMetrics?.incrementalMrr ?? null,
    EffectiveMRR__c: revenueMetrics?.effectiveMrr ?? null,
    EffectiveIncrementalMRR__c: revenueMetrics?.effectiveIncrementalMrr ?? null,
  };
}

/** External id of the Salesforce product that stands for a product within an offering; null where the item names none. */
export function productKey(offering: QuoteOffering, item: QuoteItem): string | null {
  return offering.offeringId !== null && item.productId !== null ? `${offering.offeringId}-${item.productId}` : null;
}

/** The fields of a product that Salesforce does not know yet. */
export function productRecord(offering: QuoteOffering, item: QuoteItem, key: string): SalesforceRecord {
  const name = [offering.offeringName ?? offering.offeringId, item.productName ?? item.productId].join(' - ');
  return {
    ExternalId__c: key,
    Name: label(name),
    IsActive: true,
    OfferingId__c: offering.offeringId,
    ProductId__c: item.productId,
    OfferingName__c: label(offering.offeringName),
    ProductType__c: cut(item.productType, 40),
  };
}

/** A name cut to what a text field holds: a long name must not keep the line out. */
function label(text: string | null): string | null {
  return cut(text, 255);
}

/** A text cut to what a long text area of the package holds. */
function longText(text: string | null): string | null {
  return cut(text, 32_768);
}

/** The beginning of a text; half a character at its end would be refused. */
function cut(text: string | null, most: number): string | null {
  if (text === null || text.length <= most) return text;
  return text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
}
