import type { AdminClient } from './admin-client.ts';
import { columns } from './command.ts';
import type { Command } from './command.ts';
import { readOptions } from './options.ts';

/** What the running connector does, and what is parked. */
export function statusCommand(client: () => AdminClient): Command {
  return {
    summary: 'what the running connector does',
    usage: ['--json  one JSON document'],
    async run(args, out) {
      const { values } = readOptions(args, { json: { type: 'boolean', default: false } });
      const status = await client().status();
      if (values.json) {
        out.json(status);
        return status.ready ? 0 : 1;
      }
      const { queue, totals } = status;
      out.line(status.ready ? 'The connector is ready.' : 'The connector is not ready: its queue engine does not answer. It starts it again by itself; see its log.');
      columns([
        ['running since', status.startedAt],
        ['tenants', status.tenants.join(', ')],
        ['waiting or running', `${queue.backlog}, the oldest ${(queue.oldestMs / 1000).toFixed(1)} s`],
        ['since the start', `${totals.received} events, ${totals.duplicate} duplicates, ${totals.coalesced} coalesced, ${totals.done} syncs, ${totals.retried} retries`],
        ['parked', status.parked.length],
      ]).forEach((line) => out.line(line));
      if (status.parked.length > 0) out.line('See `npm run connector -- parked list`.');
      return status.ready ? 0 : 1;
    },
  };
}
