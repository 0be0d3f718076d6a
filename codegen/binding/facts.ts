import type * as model from '../rules/model.ts';
import { checkbox, date, id, number, picklist, text, textList } from './kinds.ts';
import type { ClassBinding, FieldBinding, RecordBinding } from './kinds.ts';

type Fields<T> = Readonly<Record<keyof T, FieldBinding>>;

const record = <T>(object: string, fields: Fields<T>): RecordBinding => ({ kind: 'record', object, fields });
const apexClass = <T>(fields: Fields<T>): ClassBinding => ({ kind: 'class', fields });

/** What Salesforce calls each fact of each model interface; a fact without a binding is a type error. */
export const facts = {
  QuoteItem: record<model.QuoteItem>('QuoteItem__c', {
    id: text('Id__c'),
    quoteId: text('Quote__r.Id__c'),
    quoteType: picklist('Quote__r.Type__c'),
    override: picklist('OverrideOpportunitySync__c'),
    amendmentStatus: picklist('AmendmentStatus__c'),
    productType: picklist('ProductType__c'),
    quantity: number('Quantity__c'),
    startDate: date('StartDate__c'),
    productName: text('ProductName__c'),
    product: id('Product2__c'),
  }),
  OpportunityProduct: record<model.OpportunityProduct>('OpportunityLineItem', {
    quoteItemId: text('QuoteItemId__c'),
    quoteId: text('QuoteId__c'),
    quantity: number('Quantity'),
    totalPrice: number('TotalPrice'),
    quoteQuantity: number('QuoteQuantity__c'),
    serviceDate: date('ServiceDate'),
    description: text('Description'),
    isPlaceholder: checkbox('IsPlaceholder__c'),
  }),
  GateFacts: apexClass<model.GateFacts>({
    syncDisabled: checkbox('syncDisabled'),
    isValid: checkbox('isValid'),
    status: text('status'),
    allowedStatuses: textList('allowedStatuses'),
    opportunity: id('opportunity'),
    isPrimary: checkbox('isPrimary'),
    opportunityIsClosed: checkbox('opportunityIsClosed'),
    opportunityIsWon: checkbox('opportunityIsWon'),
    hasCurrencyMismatch: checkbox('hasCurrencyMismatch'),
  }),
  QuoteStanding: apexClass<model.QuoteStanding>({
    isMarked: checkbox('isMarked'),
    status: text('status'),
    version: number('version'),
  }),
  VersionFacts: apexClass<model.VersionFacts>({
    storedVersion: number('storedVersion'),
    incomingVersion: number('incomingVersion'),
  }),
  CurrencyFacts: apexClass<model.CurrencyFacts>({
    isMultiCurrency: checkbox('isMultiCurrency'),
    quoteCurrency: text('quoteCurrency'),
    opportunityCurrency: text('opportunityCurrency'),
    opportunityHasProducts: checkbox('opportunityHasProducts'),
  }),
  OwnerCandidates: apexClass<model.OwnerCandidates>({
    quoteType: text('quoteType'),
    opportunityOwner: id('opportunityOwner'),
    opportunityOwnerIsActive: checkbox('opportunityOwnerIsActive'),
    originalQuoteOwner: id('originalQuoteOwner'),
    originalQuoteOwnerIsActive: checkbox('originalQuoteOwnerIsActive'),
    accountOwner: id('accountOwner'),
    accountOwnerIsActive: checkbox('accountOwnerIsActive'),
    runningUser: id('runningUser'),
  }),
  PriceBookChoice: apexClass<model.PriceBookChoice>({
    opportunityPriceBook: id('opportunityPriceBook'),
    currencyPriceBook: id('currencyPriceBook'),
    defaultPriceBook: id('defaultPriceBook'),
    standardPriceBook: id('standardPriceBook'),
  }),
  EntryFacts: apexClass<model.EntryFacts>({
    entry: id('entry'),
    entryIsActive: checkbox('entryIsActive'),
    mayCreate: checkbox('mayCreate'),
  }),
  StageFacts: apexClass<model.StageFacts>({
    isMappingEnabled: checkbox('isMappingEnabled'),
    mappedStage: text('mappedStage'),
    currentStage: text('currentStage'),
    isClosed: checkbox('isClosed'),
    mayReopen: checkbox('mayReopen'),
  }),
  ValidationFacts: apexClass<model.ValidationFacts>({
    accountKey: text('accountKey'),
    account: id('account'),
    status: text('status'),
    quoteType: text('quoteType'),
    currencyCode: text('currencyCode'),
    currencyIsActive: checkbox('currencyIsActive'),
    originalQuote: id('originalQuote'),
  }),
  PrimaryChangeFacts: apexClass<model.PrimaryChangeFacts>({
    current: id('current'),
    requested: id('requested'),
    currentStatus: text('currentStatus'),
  }),
  CreationFacts: apexClass<model.CreationFacts>({
    hasOpportunity: checkbox('hasOpportunity'),
    isAtFault: checkbox('isAtFault'),
    existing: id('existing'),
  }),
  CloseDateFacts: apexClass<model.CloseDateFacts>({
    contractStartDate: date('contractStartDate'),
    expirationDate: date('expirationDate'),
    inThirtyDays: date('inThirtyDays'),
  }),
  PlaceholderFacts: apexClass<model.PlaceholderFacts>({
    isEnabled: checkbox('isEnabled'),
    isManualRenewal: checkbox('isManualRenewal'),
    feedsOpportunity: checkbox('feedsOpportunity'),
    hasQualifyingItems: checkbox('hasQualifyingItems'),
  }),
  LineFacts: apexClass<model.LineFacts>({
    isWanted: checkbox('isWanted'),
    hasLine: checkbox('hasLine'),
    isInPlace: checkbox('isInPlace'),
    differs: checkbox('differs'),
    hasFailed: checkbox('hasFailed'),
  }),
  FitFacts: apexClass<model.FitFacts>({
    source: text('source'),
    target: text('target'),
    isExplicit: checkbox('isExplicit'),
    isSameReference: checkbox('isSameReference'),
  }),
  FieldSyncFacts: apexClass<model.FieldSyncFacts>({
    statusCode: number('statusCode'),
    attempt: number('attempt'),
  }),
} as const;
