import { quoteSchema } from '../../../connector/src/monetizenow/quote-schema.ts';
import type { Quote } from '../../../connector/src/monetizenow/quote-schema.ts';

type Json = Record<string, unknown>;

/** A quote document with the members that MonetizeNow marks as required, and what a test adds. */
export function aQuoteDocument(members: Json = {}): Json {
  return { id: 'quote_1', description: 'A quote', ...members };
}

/** An offering document with two required amounts. */
export function anOffering(members: Json = {}): Json {
  return { id: 'quoff_1', offeringId: 'offer_1', amount: 0, amountWithoutDiscount: 0, items: [], ...members };
}

/** An item document with its required members. */
export function anItem(members: Json = {}): Json {
  return {
    id: 'qtitm_1',
    productId: 'prod_1',
    quantity: 1,
    amount: 0,
    amountWithoutDiscount: 0,
    contractAmount: 0,
    unitPrice: 0,
    ...members,
  };
}

/** The document as the connector reads it. */
export function aQuote(members: Json = {}): Quote {
  return quoteSchema.parse(aQuoteDocument(members));
}
