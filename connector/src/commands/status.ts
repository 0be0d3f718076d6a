import { isFull, mebibytes } from '../queue/disk-space.ts';
import { adviceForRefused } from '../operation/advice.ts';
import type { Status } from '../operation/status.ts';
import type { AdminClient } from './admin-client.ts';
import { columns, counted } from './command.ts';
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

function show(status: Status, out: Output): void {
  const { startedAt, tenants, queue, totals, refusals, parked, failures } = status;
  out.line(readiness(status));
  columns([
    ['running since', startedAt],
    ['tenants', tenants.join(', ')],
    ['waiting or running', queue === null ? 'unknown' : `${queue.backlog}, the oldest ${(queue.oldestMs / 1000).toFixed(1)} s`],
    ['since the start', [counted(totals.received, 'event'), counted(totals.duplicate, 'duplicate'), `${totals.coalesced} coalesced`, counted(totals.done, 'sync'), counted(totals.retried, 'retry', 'retries'), `${counted(totals.refused, 'request')} refused`].join(', ')],
    ['parked', parked?.length ?? 'unknown'],
  ]).forEach((line) => out.line(line));
  for (const { code, count } of refusals) out.line(`${counted(count, 'request')} refused, ${code}: ${adviceForRefused(code)}`);
  const [last] = failures;
  if (last !== undefined) out.line(`The last failure, at ${last.at}, quote ${last.quoteId} of tenant ${last.tenantId}: ${last.reason}`);
  if (parked !== null && parked.length > 0) out.line('See: npm run connector -- parked list');
}

function readiness({ ready, disk }: Status): string {
  if (ready) return 'The connector is ready.';
  if (isFull(disk)) return `The connector is not ready: its disk has ${mebibytes(disk.freeBytes)} MiB left of ${mebibytes(disk.reserveBytes)} that it wants. It goes on by itself when there is room.`;
  return 'The connector is not ready: its queue engine does not answer. It is started again by itself; the log says why it ended.';
}
