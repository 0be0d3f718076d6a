import { randomBytes } from 'node:crypto';
import { installWebhook } from '../monetizenow/webhooks.ts';
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
  const wanted = { url: `${address}/webhooks/monetizenow/${tenant.id}`, secret: tenant.webhookSecrets[0] ?? '', renew };
  const { webhook, change } = await installWebhook(tenant.monetizenow, wanted);
  return {
    tenant: tenant.id,
    monetizenow: { url },
    salesforce: { url: tenant.salesforce.url, orgId, username, isBound: tenant.salesforce.orgId !== null },
    webhook: { id: webhook.id, url: webhook.url, change },
  };
}

function report({ tenant, monetizenow, salesforce, webhook }: Connected, out: Output): void {
  out.line(`✓ MonetizeNow answers at ${monetizenow.url}, and the API key is good.`);
  out.line(`✓ Salesforce answers at ${salesforce.url}: org ${salesforce.orgId}, user ${salesforce.username}.`);
  const done = {
    installed: `is installed: MonetizeNow sends its events to ${webhook.url}`,
    updated: 'was there before: it has the events and the secret of this configuration now',
    none: 'was installed before: nothing was changed',
  }[webhook.change];
  out.line(`✓ The webhook ${webhook.id} ${done}.`);
  if (!salesforce.isBound) out.line(`→ Bind tenant ${tenant} to this org, so that a clone of it is refused: SALESFORCE_ORG_ID=${salesforce.orgId}`);
  out.line('→ Next: npm run connector, and in another terminal: npm run connector -- doctor');
}

function printSecret(out: Output, isJson: boolean): number {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  if (isJson) out.json({ secret });
  else out.line(`MONETIZENOW_WEBHOOK_SECRET=${secret}`);
  return 0;
}

function addressOf(url: string | undefined): string {
  if (url === undefined) throw new UsageError('connect needs --url, the address under which MonetizeNow reaches this connector');
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new UsageError(`--url ${url} is no http or https address`);
  return url.replace(/\/+$/, '');
}
