import { z } from 'zod';
import { instant } from './instant.ts';

/**
 * The parts of MonetizeNow's documents that the sync uses (QuoteDetailDto, QuoteOfferingDetailDto, QuoteItemDetailDto of its OpenAPI description).
 * Unknown members are ignored; a member that is used must have its documented type. Everything not marked required there may be null or missing.
 */
const text = z
  .string()
  .nullish()
  // Half a surrogate pair, as a text cut in its middle has at its end, is refused by Salesforce.
  .transform((value) => value?.toWellFormed() ?? null);
const number = z
  .number()
  .nullish()
  .transform((value) => value ?? null);
// Dates are documented as YYYY-MM-DD; a time after it is tolerated, since only the day is used.
const date = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d/, 'expected a date YYYY-MM-DD')
  .transform((value) => value.slice(0, 10))
  .nullish()
  .transform((value) => value ?? null);
// An id becomes an external id in Salesforce, which cuts blanks off its ends and holds no half of a surrogate pair.
const key = (most: number) =>
  z
    .string()
    .min(1, 'expected at least one character')
    .max(most, `expected at most ${most} characters`)
    .refine((value) => value.trim() === value && value.isWellFormed(), 'expected text without blanks at its ends');
const id = key(100);
const idOrNull = id.nullish().transform((value) => value ?? null);

const item = z.object({
  id: key(255)
    .nullish()
    .transform((value) => value ?? null),
  productId: idOrNull,
  productName: text,
  productType: text,
  endDate: date,
  description: text,
  quantity: number,
  unitPrice: number,
  amount: number,
  amountWithoutDiscount: number,
  contractAmount: number,
  discountAmount: number,
  discountPercent: number,
  amendmentStatus: text,
  position: number,
  revenueMetrics: z
    .object({
      arr: number,
      incrementalArr: number,
      effectiveArr: number,
      effectiveIncrementalArr: number,
      mrr: number,
      incrementalMrr: number,
      effectiveMrr: number,
      effectiveIncrementalMrr: number,
    })
    .nullish()
    .transform((value) => value ?? null),
});

const offering = z.object({
  id,
  offeringId: idOrNull,
  rateId: idOrNull,
  offeringName: text,
  rateName: text,
  billingFrequency: text,
  subscriptionTiming: text,
  startDate: date,
  endDate: date,
  parentQuoteOfferingId: idOrNull,
  role: text,
  items: z
    .array(item)
    .nullish()
    .transform((value) => value ?? []),
});

const quote = z.object({
  id,
  type: text,
  newQuoteType: text,
  status: text,
  description: text,
  currency: text,
  accountId: idOrNull,
  opportunity: z
    .object({ id: idOrNull, customId: idOrNull, primaryQuoteId: idOrNull })
    .nullish()
    .transform((value) => value ?? null),
  originalQuoteId: idOrNull,
  previousQuoteId: idOrNull,
  contractId: idOrNull,
  previousContractId: idOrNull,
  contractStartDate: date,
  contractEndDate: date,
  expirationDate: date,
  contractLength: number,
  amount: number,
  contractAmount: number,
  revenueMetrics: z
    .object({ arr: number, incrementalArr: number, mrr: number, incrementalMrr: number })
    .nullish()
    .transform((value) => value ?? null),
  modifyDate: instant,
  quoteOfferings: z
    .array(offering)
    .nullish()
    .transform((value) => value ?? []),
});

export type Quote = z.infer<typeof quote>;
export type QuoteOffering = z.infer<typeof offering>;
export type QuoteItem = z.infer<typeof item>;

/** The schema of a quote as MonetizeNow's GET /api/quotes/{id} answers it. */
export const quoteSchema: z.ZodType<Quote> = quote;
