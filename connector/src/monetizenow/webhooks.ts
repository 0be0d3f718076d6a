import { z } from 'zod';
import { ConnectorError, messageOf } from '../errors.ts';
import type { Tenant } from '../tenant.ts';

/** A webhook as MonetizeNow keeps it. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
}

/** Events that mean that a quote changed. */
export const QUOTE_EVENTS = [
  'quote.created',
  'quote.updated',
  'quote.accepted',
  'quote.processed',
  'quote.cancelled',
  'quote.offering.created',
  'quote.offering.updated',
  'quote.offering.deleted',
] as const;

const WITHIN_MS = 30_000;
const webhook = z.object({ id: z.string(), url: z.string(), events: z.array(z.string()) });
const page = z.object({ content: z.array(webhook) });

/**
 * Installs the webhook that tells the connector of quotes, locked against changes by hand, and changes nothing where it is
 * there already. MonetizeNow documents webhooks and not the API behind its page for them: path and shape are our reading,
 * the path is a setting.
 */
export async function installWebhook(
  monetizenow: Tenant['monetizenow'],
  wanted: { readonly url: string; readonly secret: string },
): Promise<{ webhook: Webhook; installed: boolean }> {
  const { content } = page.parse(await request(monetizenow, 'GET'));
  const existing = content.find(({ url, events }) => url === wanted.url && QUOTE_EVENTS.every((event) => events.includes(event)));
  if (existing !== undefined) return { webhook: existing, installed: false };
  const body = { name: 'MonetizeNow Salesforce Sync', url: wanted.url, secret: wanted.secret, events: QUOTE_EVENTS, locked: true };
  return { webhook: webhook.parse(await request(monetizenow, 'POST', body)), installed: true };
}

/** The webhooks that send events of quotes to an address. */
export async function findWebhooks(monetizenow: Tenant['monetizenow'], url: string): Promise<Webhook[]> {
  return page.parse(await request(monetizenow, 'GET')).content.filter((each) => each.url === url);
}

async function request({ url, apiKey, webhooksPath }: Tenant['monetizenow'], method: 'GET' | 'POST', body?: unknown): Promise<unknown> {
  let answer: Response;
  try {
    answer = await fetch(url + webhooksPath, {
      method,
      signal: AbortSignal.timeout(WITHIN_MS),
      headers: { 'x-api-key': apiKey, accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    throw new ConnectorError('MONETIZENOW_UNAVAILABLE', { details: [messageOf(error)], cause: error });
  }
  if (answer.ok) return answer.json();
  const hint = answer.status === 404 ? 'MonetizeNow keeps its webhooks elsewhere: set MONETIZENOW_WEBHOOKS_PATH, or make the webhook by hand in its settings.' : `status ${answer.status}`;
  throw new ConnectorError('MONETIZENOW_REFUSED', { details: [`${method} ${webhooksPath}: ${hint}`] });
}
