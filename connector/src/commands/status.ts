import type { Status } from '../operation/status.ts';
import type { AdminClient } from './admin-client.ts';
import { columns } from './command.ts';
import type { Command, Output } from './command.ts';
import { readOptions } from './options.ts';

/** What the running connector does, and what is parked. */
export function statusCommand(client: () => AdminClient): Command {
  return {
    summary: 'what the running connector does',
    usage: ['--json  one JSON document'],
    async run(args, out) {
      const { json } = readOptions(args, { json: { type: 'boolean', default: false } });
      const status = await client().status();
      if (json) out.json(status);
      else show(status, out);
      return status.ready ? 0 : 1;
    },
  };
}

function show({ ready, startedAt, tenants, queue, totals, parked, failures }: Status, out: Output): void {
  out.line(ready ? 'The connector is ready.' : 'The connector is not ready: its queue engine does not answer. It is started again by itself; the log says why it ended.');
  columns([
    ['running since', startedAt],
    ['tenants', tenants.join(', ')],
    ['waiting or running', queue === null ? 'unknown' : `${queue.backlog}, the oldest ${(queue.oldestMs / 1000).toFixed(1)} s`],
    ['since the start', `${totals.received} events, ${totals.duplicate} duplicates, ${totals.coalesced} coalesced, ${totals.done} syncs, ${totals.retried} retries, ${totals.refused} requests refused`],
    ['parked', parked?.length ?? 'unknown'],
  ]).forEach((line) => out.line(line));
  const [last] = failures;
  if (last !== undefined) out.line(`The last failure, at ${last.at}, quote ${last.quoteId} of tenant ${last.tenantId}: ${last.reason}`);
  if (parked !== null && parked.length > 0) out.line('See: npm run connector -- parked list');
}
