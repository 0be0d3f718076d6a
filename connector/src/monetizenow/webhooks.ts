import { z } from 'zod';
import { ConnectorError, messageOf } from '../errors.ts';
import { exchange } from '../exchange.ts';
import type { HttpAnswer } from '../exchange.ts';
import { faultLines, jsonFaults } from '../json-faults.ts';
import { DEFAULT_TENANT } from '../tenant.ts';
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

/** What became of a wish for a webhook, and all webhooks that there were before. */
export interface Installed {
  readonly webhook: Webhook;
  readonly change: 'installed' | 'updated' | 'none';
  readonly all: readonly Webhook[];
}

/**
 * Installs the webhook that tells the connector of quotes, locked against changes by hand, and changes nothing where it is
 * there already. MonetizeNow documents webhooks and not the API behind its page for them: path and shape are our reading,
 * the path is a setting.
 */
export async function installWebhook(access: Access, wanted: WantedWebhook): Promise<Installed> {
  const all = await listWebhooks(access);
  const existing = all.find(({ url }) => url === wanted.url);
  if (existing !== undefined && !wanted.renew && lacking(existing).length === 0) return { webhook: existing, change: 'none', all };
  const body = { name: 'MonetizeNow Salesforce Sync', url: wanted.url, secret: wanted.secret, events: QUOTE_EVENTS, locked: true };
  if (existing === undefined) return { webhook: read(webhookSchema, await request(access, 'POST', '', body)), change: 'installed', all };
  // A second webhook of the same address would send every event twice.
  return { webhook: read(webhookSchema, await request(access, 'PUT', `/${encodeURIComponent(existing.id)}`, body)), change: 'updated', all };
}

/** All webhooks that MonetizeNow keeps. */
export async function listWebhooks(access: Access): Promise<Webhook[]> {
  const found: Webhook[] = [];
  for (let currentPage = 0; ; currentPage += 1) {
    const { content, totalPages } = read(pageSchema, await request(access, 'GET', `?currentPage=${currentPage}&pageSize=${PAGE_SIZE}`));
    found.push(...content);
    if (content.length === 0 || currentPage + 1 >= totalPages) return found;
  }
}

/** Those whose address ends as that of a tenant does; under which host a connector is reached, only its operator knows. */
export function webhooksOf(tenantId: string, all: readonly Webhook[]): Webhook[] {
  const paths = [webhookPath(tenantId), ...(tenantId === DEFAULT_TENANT ? ['/webhooks/monetizenow'] : [])];
  return all.filter(({ url }) => paths.some((path) => url.endsWith(path)));
}

/** The address of a tenant's webhook at the connector. */
export function webhookPath(tenantId: string): string {
  return `/webhooks/monetizenow/${tenantId}`;
}

/** The events of quotes that a webhook does not send. */
export function lacking({ events }: Webhook): string[] {
  return QUOTE_EVENTS.filter((event) => !events.includes(event));
}

async function request({ url, apiKey, webhooksPath }: Access, method: 'GET' | 'POST' | 'PUT', below: string, body?: unknown): Promise<unknown> {
  const headers = { 'x-api-key': apiKey, accept: 'application/json', 'content-type': 'application/json' };
  const content = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await exchange(url + webhooksPath + below, { method, headers, ...content }, WITHIN_MS).catch((cause: unknown) => {
    throw unavailable(`${url}: ${messageOf(cause)}`, cause);
  });
  const what = `${method} ${webhooksPath}: ${answer.status}`;
  if (answer.status < 200 || answer.status >= 300) throw refusal(answer, what);
  try {
    return JSON.parse(answer.text);
  } catch (cause) {
    throw unavailable(`${what}, and the body is not JSON`, cause);
  }
}

function unavailable(detail: string, cause?: unknown): ConnectorError {
  return new ConnectorError('MONETIZENOW_UNAVAILABLE', { details: [detail], cause });
}

function refusal({ status, text }: HttpAnswer, what: string): ConnectorError {
  if (status === 401 || status === 403) return new ConnectorError('MONETIZENOW_KEY_REFUSED', { details: [what] });
  if (status === 429 || status >= 500) return unavailable(`${what} ${errorMessage(text)}`);
  const hint = 'MonetizeNow keeps its webhooks elsewhere: set MONETIZENOW_WEBHOOKS_PATH, or make the webhook by hand in its settings (docs/connector.md).';
  return new ConnectorError('MONETIZENOW_REFUSED', { details: [`${what} ${status === 404 ? hint : errorMessage(text)}`] });
}

function read<T>(schema: z.ZodType<T>, json: unknown): T {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new ConnectorError('MONETIZENOW_REFUSED', { details: ['its webhooks are not as expected:', ...faultLines(jsonFaults(parsed.error))] });
}
