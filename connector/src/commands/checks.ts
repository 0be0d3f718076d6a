import { salesforceChecks } from './checks-of-salesforce.ts';
import type { OrgReader } from './checks-of-salesforce.ts';
import type { AdminClient } from './admin-client.ts';
import type { Sides } from './connect.ts';
import type { Check, Seen } from './doctor.ts';
import { isFull, mebibytes } from '../queue/disk-space.ts';
import { lacking, listWebhooks, webhookPath, webhooksOf } from '../monetizenow/webhooks.ts';
import type { Webhook } from '../monetizenow/webhooks.ts';
import type { Tenant } from '../tenant.ts';

export interface CheckParts {
  readonly sides: Sides;
  readonly orgOf: (tenant: Tenant) => OrgReader;
  readonly client: () => AdminClient;
  /** Such as `v24.18.1`; the Node that runs this where it is left out. */
  readonly nodeVersion?: string;
}

const MOST_SKEW_MS = 120_000;
const LEAST_NODE = 24;
const MONETIZENOW = 'MonetizeNow';

/** Everything that `doctor` looks at, in the order in which it is mended best. */
export function checks({ sides, orgOf, client, nodeVersion = process.version }: CheckParts): Check[] {
  return [
    {
      what: 'Node',
      mend: `Run the connector with Node ${LEAST_NODE} or newer.`,
      look: async () => [{ isGood: Number(/^v(\d+)/.exec(nodeVersion)?.[1]) >= LEAST_NODE, detail: nodeVersion }],
    },
    {
      what: MONETIZENOW,
      mend: 'Check MONETIZENOW_API_URL and MONETIZENOW_API_KEY (MonetizeNow: Settings, API Keys).',
      look: async (tenant) => [clockSeen(tenant, (await sides.monetizenow(tenant)).clockSkewMs)],
    },
    {
      what: 'Webhook',
      needs: MONETIZENOW,
      mend: 'Install it: npm run connector -- connect --url https://… (the address under which MonetizeNow reaches this connector)',
      look: async (tenant) => webhooksSeen(tenant, await listWebhooks(tenant.monetizenow)),
    },
    ...salesforceChecks(sides, orgOf),
    { what: 'Connector', mend: 'Start it: npm run connector', look: async (tenant) => [await connectorSeen(tenant, client())] },
  ];
}

function clockSeen({ monetizenow }: Tenant, skewMs: number | null): Seen {
  if (skewMs === null) return { isGood: true, detail: `answers at ${monetizenow.url}` };
  if (Math.abs(skewMs) < MOST_SKEW_MS) return { isGood: true, detail: `answers at ${monetizenow.url}, and the clocks agree` };
  return {
    isGood: false,
    detail: `this machine's clock is ${Math.abs(Math.round(skewMs / 1000))} s ${skewMs > 0 ? 'ahead of' : 'behind'} MonetizeNow's`,
    mend: 'Set the clock (chrony, systemd-timesyncd): webhooks that are five minutes off are refused.',
  };
}

function webhooksSeen({ id }: Tenant, all: readonly Webhook[]): Seen[] {
  const ours = webhooksOf(id, all);
  if (ours.length === 0) return [{ isGood: false, detail: `none sends its events to …${webhookPath(id)}` }];
  const doubled: Seen[] =
    ours.length === 1
      ? []
      : [{ isGood: false, detail: `${ours.map((each) => each.id).join(' and ')} send each event more than once`, mend: 'Remove all but one in the settings of MonetizeNow.' }];
  return [...doubled, ...ours.map(webhookSeen)];
}

function webhookSeen(webhook: Webhook): Seen {
  const missing = lacking(webhook);
  if (missing.length === 0) return { isGood: true, detail: `${webhook.id} sends to ${webhook.url}` };
  return { isGood: false, detail: `${webhook.id} does not send ${missing.join(', ')}` };
}

async function connectorSeen({ id }: Tenant, client: AdminClient): Promise<Seen> {
  const { ready, parked, tenants, disk } = await client.status();
  if (isFull(disk)) return { isGood: false, detail: `runs, and its disk has ${mebibytes(disk.freeBytes)} MiB left of ${mebibytes(disk.reserveBytes)} that it wants`, mend: 'Make room on the disk of CONNECTOR_DATA_DIR; it goes on by itself.' };
  if (!ready || parked === null) return { isGood: false, detail: 'runs, and its queue engine does not answer', mend: 'It starts its engine again by itself; its log says why it ended.' };
  if (!tenants.includes(id)) return { isGood: false, detail: `runs, and knows no tenant ${id}, only ${tenants.join(', ')}`, mend: 'Restart it with the configuration that this command has.' };
  const own = parked.filter(({ tenantId }) => tenantId === id).length;
  if (own > 0) return { isGood: false, detail: `runs, and has parked quotes: ${own}`, mend: 'See which, and what to do: npm run connector -- parked list' };
  return { isGood: true, detail: 'runs, and nothing is parked' };
}
