import { ConnectorError } from '../errors.ts';
import type { Quote, QuoteItem, QuoteOffering } from '../monetizenow/quote-schema.ts';
import { itemRecord, productKey, productRecord, quoteRecord } from './mapping.ts';
import type { FlatItem, FlatProduct, FlatQuote } from './records.ts';

/** Turns a quote document into the records that Salesforce has to hold for it. */
export function flatten(quote: Quote): FlatQuote {
  const offerings = quote.quoteOfferings.filter(({ role }) => role !== 'REFERENCE');
  return {
    quoteId: quote.id,
    version: quote.modifyDate,
    quote: quoteRecord(quote),
    items: offerings
      .flatMap((offering) => offering.items.map((item, index) => flatItem(quote, offering, item, index)))
      .filter(isUnique(quote)),
    products: productsOf(offerings),
    referenceOfferings: quote.quoteOfferings.length - offerings.length,
  };
}

function flatItem(quote: Quote, offering: QuoteOffering, item: QuoteItem, index: number): FlatItem {
  const key = itemKey(offering, item, index);
  return { key, productKey: productKey(offering, item), record: itemRecord(quote, offering, item, key) };
}

/** An item's id is not a required member of MonetizeNow's document; without it the item's place identifies it. */
function itemKey(offering: QuoteOffering, item: QuoteItem, index: number): string {
  return item.id ?? `${offering.id}:${item.productId ?? ''}:${item.position ?? index}`;
}

function isUnique(quote: Quote): (item: FlatItem) => boolean {
  const seen = new Set<string>();
  return ({ key }) => {
    // Two records with one external id would overwrite each other, so one of the two lines would be lost without a word.
    if (seen.has(key))
      throw new ConnectorError('QUOTE_UNREADABLE', {
        details: [`quote ${quote.id} has two items with the key ${key}`],
      });
    seen.add(key);
    return true;
  };
}

function productsOf(offerings: readonly QuoteOffering[]): FlatProduct[] {
  const products = new Map<string, FlatProduct>();
  for (const offering of offerings) {
    for (const item of offering.items) {
      const key = productKey(offering, item);
      if (key !== null && !products.has(key)) products.set(key, { key, record: productRecord(offering, item, key) });
    }
  }
  return [...products.values()];
}
