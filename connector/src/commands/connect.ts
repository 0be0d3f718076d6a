import { randomBytes } from 'node:crypto';
import { installWebhook, webhookPath, webhooksOf } from '../monetizenow/webhooks.ts';
import type { Tenant } from '../tenant.ts';
import { UsageError } from './command.ts';
import type { Command, Output } from './command.ts';
import { readOptions } from './options.ts';
import { TENANT_USAGE, tenantOf, tenantOption } from './tenants.ts';

/** What `connect` asks of the two sides; both throw where an address or a login is wrong. */
export interface Sides {
  monetizenow(tenant: Tenant): Promise<{ readonly clockSkewMs: number | null }>;
  /** Throws ORG_MISMATCH where the org is not the one that the tenant is bound to. */
  salesforce(tenant: Tenant): Promise<{ readonly orgId: string; readonly username: string }>;
}

/** Checks both sides and installs the webhook; run twice it changes nothing. */
export function connectCommand(tenants: () => readonly Tenant[], sides: Sides): Command {
  return {
    summary: 'check both sides and install the webhook in MonetizeNow',
    usage: [
      '--url URL     address under which MonetizeNow reaches this connector: https://sync.example.com',
      TENANT_USAGE,
      '--renew       write the webhook anew, with the secret of the configuration: after a rotation',
      '--secret      print a new secret for the webhook, and do nothing else',
      '--json        one JSON document',
    ],
    async run(args, out) {
      const options = readOptions(args, {
        url: { type: 'string' },
        tenant: tenantOption,
        renew: { type: 'boolean', default: false },
        secret: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      });
      if (options.secret) return printSecret(out, options.json);
      const address = addressOf(options.url);
      const connected = await connect(tenantOf(tenants(), options.tenant), sides, { address, renew: options.renew });
      if (options.json) out.json(connected);
      else report(connected, out);
      return 0;
    },
  };
}

type Connected = Awaited<ReturnType<typeof connect>>;

/** MonetizeNow comes last, so that it sends nothing before Salesforce is known to be the right org. */
async function connect(tenant: Tenant, sides: Sides, { address, renew }: { address: string; renew: boolean }) {
  const { url } = tenant.monetizenow;
  await sides.monetizenow(tenant);
  const { orgId, username } = await sides.salesforce(tenant);
  const wanted = { url: address + webhookPath(tenant.id), secret: tenant.webhookSecrets[0] ?? '', renew };
  const { webhook, change, all } = await installWebhook(tenant.monetizenow, wanted);
  const others = webhooksOf(tenant.id, all).filter(({ id }) => id !== webhook.id);
  return {
    tenant: tenant.id,
    monetizenow: { url },
    salesforce: { url: tenant.salesforce.url, orgId, username, isBound: tenant.salesforce.orgId !== null },
    webhook: { id: webhook.id, url: webhook.url, change },
    otherWebhooks: others.map((each) => ({ id: each.id, url: each.url })),
  };
}

function report({ tenant, monetizenow, salesforce, webhook, otherWebhooks }: Connected, out: Output): void {
  out.line(`✓ MonetizeNow answers at ${monetizenow.url}, and the API key is good.`);
  out.line(`✓ Salesforce answers at ${salesforce.url}: org ${salesforce.orgId}, user ${salesforce.username}.`);
  const done = {
    installed: `is installed: MonetizeNow sends its events to ${webhook.url}`,
    updated: 'was there before: it has the events and the secret of this configuration now',
    none: 'was installed before: nothing was changed',
  }[webhook.change];
  out.line(`✓ The webhook ${webhook.id} ${done}.`);
  for (const { id, url } of otherWebhooks)
    out.line(`→ The webhook ${id} sends the same events to ${url}: where that is this connector, too, remove it in the settings of MonetizeNow.`);
  if (!salesforce.isBound) out.line(`→ Bind tenant ${tenant} to this org, so that a clone of it is refused: SALESFORCE_ORG_ID=${salesforce.orgId}`);
  out.line('→ Next: npm run connector, and in another terminal: npm run connector -- doctor');
}

function printSecret(out: Output, isJson: boolean): number {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  if (isJson) out.json({ secret });
  else out.line(`MONETIZENOW_WEBHOOK_SECRET=${secret}`);
  return 0;
}

/** The address without what `connect` adds; refused where events could be read on their way, or would miss the webhook. */
function addressOf(text: string | undefined): string {
  if (text === undefined || text === '') throw new UsageError('connect needs --url, the address under which MonetizeNow reaches this connector');
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw new UsageError(`--url ${text} is no http or https address`);
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '')
    throw new UsageError('--url takes an address alone, without a query, a fragment or a password');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) throw new UsageError('--url has to be an https address: an event has the whole quote in it, for everybody on the way to read');
  return (url.origin + url.pathname).replace(/\/+$/, '').replace(/\/webhooks\/monetizenow(?:\/[a-z0-9-]+)?$/, '');
}

function isLoopback(hostname: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
