import { z } from 'zod';
import { ConnectorError } from '../errors.ts';
import { faultLines, jsonFaults } from '../json-faults.ts';

/** What a delivery asks for: read this quote again. */
export interface QuoteEvent {
  readonly tenantId: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly quoteId: string;
  /**
   * The version of the quote (its modifyDate, milliseconds since the epoch) that the event shows, where it shows one. Only a
   * hint that a read may lag behind: MonetizeNow does not publish what the events of quotes carry.
   */
  readonly version?: number | null;
  /** W3C trace context of the request, for the spans of the job. */
  readonly traceparent?: string;
}

/** A delivery that is well formed and does not concern a quote. */
export interface OtherEvent {
  readonly eventId: string;
  readonly eventType: string;
  readonly quoteId?: undefined;
}

const CONTROL = /\p{Cc}/u;
// The event id becomes an HTTP header of the queue (its idempotency key), the quote id a key of the queue and a 100 character field in Salesforce.
const eventId = z.string().regex(/^[\x21-\x7e]{1,200}$/, 'expected 1 to 200 visible ASCII characters');
export const quoteId = z
  .string()
  .min(1, 'expected at least one character')
  .max(100, 'expected at most 100 characters')
  .refine((text) => text.isWellFormed() && !CONTROL.test(text), 'expected text without control characters')
  // Salesforce cuts blanks off an external id, and dots alone lead to another address: either would be about another record.
  .refine((text) => text.trim() === text && text !== '.' && text !== '..', 'expected text without blanks at its ends, and not dots alone');
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d/, 'expected an ISO 8601 time');

const envelope = z.object({
  eventId,
  userId: z.string().nullish(),
  sentTime: instant,
  eventType: z.string().min(1, 'expected at least one character').max(200, 'expected at most 200 characters'),
  data: z.record(z.string(), z.unknown()),
});
const quoteData = envelope.extend({ data: z.object({ id: quoteId, modifyDate: z.unknown().optional() }) });
const quoteOfferingData = envelope.extend({ data: z.object({ quoteId }) });

/** Reads a delivery's body; throws BODY_NOT_JSON or BODY_NOT_AN_EVENT with the JSON path of every fault. */
export function readEvent(tenantId: string, body: Buffer): QuoteEvent | OtherEvent {
  const json = parseJson(body);
  const { eventId: id, eventType } = check(envelope, json);
  if (eventType.startsWith('quote.offering.'))
    return { tenantId, eventId: id, eventType, quoteId: check(quoteOfferingData, json).data.quoteId };
  if (!eventType.startsWith('quote.')) return { eventId: id, eventType };
  const { data } = check(quoteData, json);
  return { tenantId, eventId: id, eventType, quoteId: data.id, version: versionOf(data.modifyDate) };
}

/** `2023-07-28T06:01:22.684+0000`, whose offset has no colon; whatever else it may be, it is no reason to refuse the event. */
function versionOf(modifyDate: unknown): number | null {
  if (typeof modifyDate !== 'string') return null;
  const ms = Date.parse(modifyDate.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isFinite(ms) ? ms : null;
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
