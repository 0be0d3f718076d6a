import { quoteSchema } from '../monetizenow/quote-schema.ts';
import { flatten } from './flatten.ts';

/** Fields by object that the connector writes, found by mapping a quote with one item: the list cannot lag behind the mapping. */
export function writtenFields(): Readonly<Record<'Quote__c' | 'QuoteItem__c' | 'Product2', readonly string[]>> {
  const item = { id: 'item', productId: 'product' };
  const quote = quoteSchema.parse({ id: 'quote', description: '', quoteOfferings: [{ id: 'offering', offeringId: 'offering', items: [item] }] });
  const flat = flatten(quote);
  const fields = (records: readonly { readonly record: object }[]) => Object.keys(records[0]?.record ?? {});
  return { Quote__c: ['Id__c', ...Object.keys(flat.quote)], QuoteItem__c: ['Quote__c', ...fields(flat.items)], Product2: fields(flat.products) };
}
