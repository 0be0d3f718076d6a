import type { Connection } from 'jsforce';
import { query, quoted } from './session.ts';
import type { Row } from './session.ts';

/** A quote as a sales person finds it in Salesforce. */
export interface SeenQuote {
  readonly quoteId: string;
  readonly name: string;
  readonly owner: string;
  readonly outcome: string;
  readonly error: string | null;
  readonly currency: string;
  readonly opportunity: SeenOpportunity | null;
  readonly lines: readonly SeenLine[];
  readonly leftOut: readonly { readonly item: string; readonly reason: string }[];
}

export interface SeenOpportunity {
  readonly name: string;
  readonly stage: string;
  readonly amount: number | null;
  readonly priceBook: string | null;
}

export interface SeenLine {
  readonly product: string;
  readonly quantity: number;
  readonly amount: number;
  readonly currency: string;
  readonly quoteQuantity: number | null;
  readonly madeByHand: boolean;
}

/** Reads what became of a quote; undefined where Salesforce has no such quote. */
export async function seenQuote(org: Connection, quoteId: string): Promise<SeenQuote | undefined> {
  const [quote] = await query(
    org,
    `SELECT Id__c, Name, Owner.Name, SyncOutcome__c, SyncError__c, CurrencyIsoCode, Opportunity__c, Opportunity__r.Name, Opportunity__r.StageName, Opportunity__r.Amount, Opportunity__r.Pricebook2.Name FROM Quote__c WHERE Id__c = ${quoted(quoteId)}`,
  );
  if (quote === undefined) return undefined;
  const lines = quote['Opportunity__c'] === null ? [] : await linesOf(org, String(quote['Opportunity__c']));
  const items = await query(
    org,
    `SELECT Id__c, OfferingName__c, ProductName__c, Qualification__c, SyncError__c FROM QuoteItem__c WHERE Quote__r.Id__c = ${quoted(quoteId)} ORDER BY Id__c`,
  );
  const onOpportunity = new Set(lines.map((line) => line['QuoteItemId__c']));
  const outcome = textOr(quote['SyncOutcome__c'], 'NOT SYNCED YET');
  return {
    quoteId,
    name: String(quote['Name']),
    owner: String((quote['Owner'] as Row | null)?.['Name']),
    outcome,
    error: quote['SyncError__c'] as string | null,
    currency: String(quote['CurrencyIsoCode']),
    opportunity: opportunityOf(quote),
    lines: lines.map(lineOf).toSorted(byProduct),
    leftOut: items
      .filter((item) => !onOpportunity.has(item['Id__c']))
      .map((item) => ({ item: itemName(item), reason: reasonOf(item, outcome) }))
      .toSorted((a, b) => compare(a.item, b.item)),
  };
}

function linesOf(org: Connection, opportunityId: string): Promise<Row[]> {
  return query(
    org,
    `SELECT Product2.Name, Quantity, TotalPrice, CurrencyIsoCode, QuoteItemId__c, QuoteQuantity__c FROM OpportunityLineItem WHERE OpportunityId = ${quoted(opportunityId)}`,
  );
}

function opportunityOf(quote: Row): SeenOpportunity | null {
  const opportunity = quote['Opportunity__r'] as Row | null;
  if (opportunity === null) return null;
  return {
    name: String(opportunity['Name']),
    stage: String(opportunity['StageName']),
    amount: opportunity['Amount'] as number | null,
    priceBook: ((opportunity['Pricebook2'] as Row | null)?.['Name'] ?? null) as string | null,
  };
}

function lineOf(line: Row): SeenLine {
  return {
    product: String((line['Product2'] as Row | null)?.['Name']),
    quantity: Number(line['Quantity']),
    amount: Number(line['TotalPrice']),
    currency: String(line['CurrencyIsoCode']),
    quoteQuantity: line['QuoteQuantity__c'] as number | null,
    madeByHand: line['QuoteItemId__c'] === null,
  };
}

/** A gate on the whole quote keeps every item out; else the item's own qualification does, or the failure of its line. */
function reasonOf(item: Row, outcome: string): string {
  if (outcome !== 'SYNCED') return outcome;
  const qualification = textOr(item['Qualification__c'], 'UNKNOWN');
  const qualifies = qualification === 'QUALIFIED' || qualification === 'FORCED';
  return qualifies ? textOr(item['SyncError__c'], 'NO REASON GIVEN') : qualification;
}

function itemName(item: Row): string {
  return `${textOr(item['OfferingName__c'], '?')} - ${textOr(item['ProductName__c'], '?')}`;
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

function byProduct(a: SeenLine, b: SeenLine): number {
  return compare(a.product, b.product) || a.quantity - b.quantity;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
