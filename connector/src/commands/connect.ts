import { randomBytes } from 'node:crypto';
import { installWebhook } from '../monetizenow/webhooks.ts';
import type { Tenant } from '../tenant.ts';
import { UsageError } from './command.ts';
import type { Command, Output } from './command.ts';
import { readOptions } from './options.ts';
import { tenantOf } from './quote-batches.ts';

/** What `connect` asks of the two sides. */
export interface Sides {
  monetizenow(tenant: Tenant): Promise<{ readonly clockSkewMs: number | null }>;
  salesforce(tenant: Tenant): Promise<{ readonly orgId: string; readonly username: string }>;
}

/** Checks both sides and installs the webhook; run twice it changes nothing. */
export function connectCommand(tenants: () => readonly Tenant[], sides: Sides): Command {
  return {
    summary: 'check both sides and install the webhook in MonetizeNow',
    usage: [
      '--url URL     address under which MonetizeNow reaches this connector: https://sync.example.com',
      '--tenant ID   (default)',
      '--secret      print a new secret for the webhook, and do nothing else',
    ],
    async run(args, out) {
      const { values } = readOptions(args, {
        url: { type: 'string' },
        tenant: { type: 'string', default: 'default' },
        secret: { type: 'boolean', default: false },
      });
      if (values.secret) {
        out.line(`MONETIZENOW_WEBHOOK_SECRET=whsec_${randomBytes(32).toString('base64')}`);
        return 0;
      }
      const address = addressOf(values.url);
      const tenant = tenantOf(tenants(), values.tenant);
      await sides.monetizenow(tenant);
      out.line(`MonetizeNow answers at ${tenant.monetizenow.url}, and the API key is good.`);
      if (!(await checkOrg(tenant, sides, out))) return 1;
      const { webhook, installed } = await installWebhook(tenant.monetizenow, {
        url: `${address}/webhooks/monetizenow/${tenant.id}`,
        secret: tenant.webhookSecrets[0] ?? '',
      });
      out.line(installed ? `The webhook ${webhook.id} is installed: MonetizeNow sends its events to ${webhook.url}.` : `The webhook ${webhook.id} was installed before: nothing was changed.`);
      out.line('Next: npm run connector -- serve, and in another terminal: npm run connector -- doctor');
      return 0;
    },
  };
}

function addressOf(url: string | undefined): string {
  if (url === undefined) throw new UsageError('connect needs --url, the address under which MonetizeNow reaches this connector');
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new UsageError(`--url ${url} is no http or https address`);
  return url.replace(/\/+$/, '');
}

/** A connection belongs to one org, so that a sandbox that was cloned with it cannot write in its name. */
async function checkOrg(tenant: Tenant, sides: Sides, out: Output): Promise<boolean> {
  const { orgId, username } = await sides.salesforce(tenant);
  out.line(`Salesforce answers at ${tenant.salesforce.url}: org ${orgId}, user ${username}.`);
  const bound = tenant.salesforce.orgId;
  if (bound === null) {
    out.line(`Bind the connection to this org, so that a clone of it is refused: SALESFORCE_ORG_ID=${orgId}`);
    return true;
  }
  if (bound.slice(0, 15) === orgId.slice(0, 15)) return true;
  out.line(`This is not the org that the connection is bound to (SALESFORCE_ORG_ID=${bound}). If it is a clone, give it a connection of its own.`);
  return false;
}
