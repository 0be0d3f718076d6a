import { z } from 'zod';
import { ConnectorError } from '../errors.ts';
import { faultLines, jsonFaults } from '../json-faults.ts';

/** What a delivery asks for: read this quote again. */
export interface QuoteEvent {
  readonly eventId: string;
  readonly eventType: string;
  readonly quoteId: string;
}

/** A delivery that is well formed and does not concern a quote. */
export interface OtherEvent {
  readonly eventId: string;
  readonly eventType: string;
  readonly quoteId?: undefined;
}

// The event id becomes an HTTP header of the queue (its idempotency key), the quote id a 100 character field in Salesforce.
const eventId = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'expected 1 to 200 visible ASCII characters');
const quoteId = z.string().min(1, 'expected at least one character').max(100, 'expected at most 100 characters');
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d/, 'expected an ISO 8601 time');

const envelope = z.object({
  eventId,
  userId: z.string().nullish(),
  sentTime: instant,
  eventType: z.string().min(1, 'expected at least one character'),
  data: z.record(z.string(), z.unknown()),
});
const quoteData = envelope.extend({ data: z.object({ id: quoteId }) });
const quoteOfferingData = envelope.extend({ data: z.object({ quoteId }) });

/** Reads a delivery's body; throws BODY_NOT_JSON or BODY_NOT_AN_EVENT with the JSON path of every fault. */
export function readEvent(body: Buffer): QuoteEvent | OtherEvent {
  const json = parseJson(body);
  const { eventId: id, eventType } = check(envelope, json);
  if (eventType.startsWith('quote.offering.'))
    return { eventId: id, eventType, quoteId: check(quoteOfferingData, json).data.quoteId };
  if (eventType.startsWith('quote.')) return { eventId: id, eventType, quoteId: check(quoteData, json).data.id };
  return { eventId: id, eventType };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    throw new ConnectorError('BODY_NOT_JSON', { details: [error instanceof Error ? error.message : String(error)] });
  }
}

function check<T>(schema: z.ZodType<T>, json: unknown): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new ConnectorError('BODY_NOT_AN_EVENT', { details: faultLines(jsonFaults(parsed.error)) });
}
