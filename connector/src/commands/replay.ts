import type { Tenant } from '../tenant.ts';
import type { AdminClient } from './admin-client.ts';
import { counted, UsageError } from './command.ts';
import type { Command } from './command.ts';
import { readOptions, readTime } from './options.ts';
import { batches } from './quote-batches.ts';
import type { QuoteLister } from './quote-batches.ts';
import { TENANT_USAGE, tenantOf, tenantOption } from './tenants.ts';

export interface ReplayParts {
  readonly client: () => AdminClient;
  readonly tenants: () => readonly Tenant[];
  readonly list: QuoteLister;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const AT_ONCE = 100;

/** Syncs quotes again, as if MonetizeNow had sent an event of each. */
export function replayCommand(parts: ReplayParts): Command {
  return {
    summary: 'sync quotes again, as if MonetizeNow had sent their events',
    usage: [
      '--quote ID …  these quotes',
      '--since TIME  those that changed since: 2026-01-31, 2026-01-31T12:00:00Z, 90m, 24h, 7d',
      TENANT_USAGE,
      '--json        one JSON document',
    ],
    async run(args, out) {
      const { quote, since, tenant: id, json } = readOptions(args, {
        quote: { type: 'string', multiple: true },
        since: { type: 'string' },
        tenant: tenantOption,
        json: { type: 'boolean', default: false },
      });
      if ((quote === undefined) === (since === undefined)) throw new UsageError('replay needs either --quote or --since');
      const tenant = tenantOf(parts.tenants(), id);
      const queued = quote === undefined ? await replaySince(parts, tenant, readTime(since ?? '', parts.now)) : await parts.client().replay(tenant.id, quote);
      if (json) out.json({ queued });
      else if (queued === 0) out.line('No quote has changed since then: nothing was done.');
      else out.line(`${counted(queued, 'quote')} ${queued === 1 ? 'is' : 'are'} in line. What becomes of ${queued === 1 ? 'it' : 'them'}: npm run connector -- status`);
      return 0;
    },
  };
}

async function replaySince({ client, list }: ReplayParts, tenant: Tenant, modifiedSince: Date): Promise<number> {
  let queued = 0;
  for await (const ids of batches(list(tenant, { modifiedSince }), AT_ONCE)) queued += await client().replay(tenant.id, ids);
  return queued;
}
