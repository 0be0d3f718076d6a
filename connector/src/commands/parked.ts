import type { AdminClient } from './admin-client.ts';
import { columns, UsageError } from './command.ts';
import type { Command, Output } from './command.ts';
import { readOptions } from './options.ts';

/** Quotes that wait for a person: listed, shown, resumed, dropped. */
export function parkedCommand(client: () => AdminClient): Command {
  return {
    summary: 'quotes that wait for somebody to change something',
    usage: [
      'list [--json]                     all of them',
      'show QUOTE [--tenant ID] [--json] one of them, with its reason',
      'resume QUOTE|--all [--tenant ID]  try again',
      'drop QUOTE [--tenant ID]          forget it; the next event of the quote syncs it all the same',
    ],
    async run(args, out) {
      const { values, positionals } = readOptions(args, {
        json: { type: 'boolean', default: false },
        all: { type: 'boolean', default: false },
        tenant: { type: 'string', default: 'default' },
      });
      const [action = 'list', quoteId] = positionals;
      if (action === 'list') return list(client(), out, values.json);
      if (action === 'resume' && values.all) return resumeAll(client(), out);
      if (!['show', 'resume', 'drop'].includes(action)) throw new UsageError(`parked knows list, show, resume and drop, not ${action}`);
      if (quoteId === undefined) throw new UsageError(`parked ${action} needs the id of a quote`);
      if (action === 'show') return show(client(), out, values.tenant, quoteId, values.json);
      const done = action === 'resume' ? await client().resume(values.tenant, quoteId) : await client().drop(values.tenant, quoteId);
      out.line(done ? `Quote ${quoteId} of tenant ${values.tenant} ${action === 'resume' ? 'is tried again: see `status`.' : 'is forgotten.'}` : notParked(values.tenant, quoteId));
      return done ? 0 : 1;
    },
  };
}

async function list(client: AdminClient, out: Output, isJson: boolean): Promise<number> {
  const parked = await client.parked();
  if (isJson) out.json(parked);
  else if (parked.length === 0) out.line('Nothing is parked.');
  else columns([['TENANT', 'QUOTE', 'CODE', 'SINCE', 'REASON'], ...parked.map((each) => [each.tenantId, each.quoteId, each.code, each.since, each.reason])]).forEach((line) => out.line(line));
  return 0;
}

async function show(client: AdminClient, out: Output, tenantId: string, quoteId: string, isJson: boolean): Promise<number> {
  const found = (await client.parked()).find((each) => each.tenantId === tenantId && each.quoteId === quoteId);
  if (found === undefined) {
    out.line(notParked(tenantId, quoteId));
    return 1;
  }
  if (isJson) out.json(found);
  else {
    columns([['tenant', found.tenantId], ['quote', found.quoteId], ['code', found.code], ['since', found.since], ['attempts', found.attempts], ['reason', found.reason]]).forEach((line) => out.line(line));
    out.line('Mend its cause, then: npm run connector -- parked resume ' + quoteId);
  }
  return 0;
}

async function resumeAll(client: AdminClient, out: Output): Promise<number> {
  const parked = await client.parked();
  for (const { tenantId, quoteId } of parked) await client.resume(tenantId, quoteId);
  out.line(`${parked.length} quote${parked.length === 1 ? ' is' : 's are'} tried again.`);
  return 0;
}

function notParked(tenantId: string, quoteId: string): string {
  return `Quote ${quoteId} of tenant ${tenantId} is not parked. Parked quotes: npm run connector -- parked list`;
}
