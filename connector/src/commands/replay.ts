import type { Tenant } from '../tenant.ts';
import type { AdminClient } from './admin-client.ts';
import { UsageError } from './command.ts';
import type { Command } from './command.ts';
import { readOptions, readTime } from './options.ts';
import type { QuoteLister } from './quote-batches.ts';
import { batches, tenantOf } from './quote-batches.ts';

/** Syncs quotes again, as if MonetizeNow had sent an event of each. */
export function replayCommand(client: () => AdminClient, tenants: () => readonly Tenant[], list: QuoteLister, now: () => number): Command {
  return {
    summary: 'sync quotes again, as if MonetizeNow had sent their events',
    usage: [
      '--quote ID [--quote ID …] [--tenant ID]  these quotes',
      '--since TIME [--tenant ID]               those that changed since: 2026-01-31, 2026-01-31T12:00:00Z, 90m, 24h, 7d',
    ],
    async run(args, out) {
      const { values } = readOptions(args, {
        quote: { type: 'string', multiple: true },
        since: { type: 'string' },
        tenant: { type: 'string', default: 'default' },
      });
      if ((values.quote === undefined) === (values.since === undefined)) throw new UsageError('replay needs either --quote or --since');
      const tenant = tenantOf(tenants(), values.tenant);
      let queued = 0;
      if (values.quote !== undefined) queued = await client().replay(tenant.id, values.quote);
      else {
        const modifiedSince = readTime(values.since ?? '', now);
        for await (const ids of batches(list(tenant, { modifiedSince }))) queued += await client().replay(tenant.id, ids);
      }
      out.line(`${queued} quote${queued === 1 ? ' is' : 's are'} in line. Their progress: npm run connector -- status`);
      return 0;
    },
  };
}
