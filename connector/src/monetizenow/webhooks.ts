import { z } from 'zod';
import { ConnectorError, messageOf } from '../errors.ts';
import { faultLines, jsonFaults } from '../json-faults.ts';
import type { Tenant } from '../tenant.ts';
import { errorMessage } from './error-message.ts';

type Access = Tenant['monetizenow'];

/** A webhook as MonetizeNow keeps it. */
export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
}

export interface WantedWebhook {
  readonly url: string;
  readonly secret: string;
  /** Write it anew even where it is as wanted: MonetizeNow does not show the secret that it has. */
  readonly renew: boolean;
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
const PAGE_SIZE = 100;
const webhookSchema = z.object({ id: z.string(), url: z.string(), events: z.array(z.string()) });
const pageSchema = z.object({ content: z.array(webhookSchema), totalPages: z.number().int() });

/**
 * Installs the webhook that tells the connector of quotes, locked against changes by hand, and changes nothing where it is
 * there already. MonetizeNow documents webhooks and not the API behind its page for them: path and shape are our reading,
 * the path is a setting.
 */
export async function installWebhook(access: Access, wanted: WantedWebhook): Promise<{ webhook: Webhook; change: 'installed' | 'updated' | 'none' }> {
  const existing = (await listWebhooks(access)).find(({ url }) => url === wanted.url);
  if (existing !== undefined && !wanted.renew && lacking(existing).length === 0) return { webhook: existing, change: 'none' };
  const body = { name: 'MonetizeNow Salesforce Sync', url: wanted.url, secret: wanted.secret, events: QUOTE_EVENTS, locked: true };
  if (existing === undefined) return { webhook: read(webhookSchema, await request(access, 'POST', '', body)), change: 'installed' };
  // A second webhook of the same address would send every event twice.
  return { webhook: read(webhookSchema, await request(access, 'PUT', `/${encodeURIComponent(existing.id)}`, body)), change: 'updated' };
}

/** All webhooks that MonetizeNow keeps. */
export async function listWebhooks(access: Access): Promise<Webhook[]> {
  const found: Webhook[] = [];
  for (let page = 0, pages = 1; page < pages; page += 1) {
    const { content, totalPages } = read(pageSchema, await request(access, 'GET', `?currentPage=${page}&pageSize=${PAGE_SIZE}`));
    found.push(...content);
    pages = totalPages;
  }
  return found;
}

/** The events of quotes that a webhook does not send. */
export function lacking({ events }: Webhook): string[] {
  return QUOTE_EVENTS.filter((event) => !events.includes(event));
}

async function request({ url, apiKey, webhooksPath }: Access, method: 'GET' | 'POST' | 'PUT', below: string, body?: unknown): Promise<unknown> {
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  try {
    const answer = await fetch(url + webhooksPath + below, {
      method,
      signal: AbortSignal.timeout(WITHIN_MS),
      headers: { 'x-api-key': apiKey, accept: 'application/json', 'content-type': 'application/json' },
      ...content,
    });
    if (!answer.ok) throw refusal(answer.status, `${method} ${webhooksPath}`, await answer.text());
    return await answer.json();
  } catch (error) {
    if (error instanceof ConnectorError) throw error;
    throw new ConnectorError('MONETIZENOW_UNAVAILABLE', { details: [messageOf(error)], cause: error });
  }
}

function refusal(status: number, what: string, body: string): ConnectorError {
  if (status === 401 || status === 403) return new ConnectorError('MONETIZENOW_KEY_REFUSED', { details: [`${what}: ${status}`] });
  const hint = 'MonetizeNow keeps its webhooks elsewhere: set MONETIZENOW_WEBHOOKS_PATH, or make the webhook by hand in its settings (docs/connector.md).';
  return new ConnectorError('MONETIZENOW_REFUSED', { details: [`${what}: ${status} ${status === 404 ? hint : errorMessage(body)}`] });
}

function read<T>(schema: z.ZodType<T>, json: unknown): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new ConnectorError('MONETIZENOW_REFUSED', { details: ['its webhooks are not as expected:', ...faultLines(jsonFaults(parsed.error))] });
}
