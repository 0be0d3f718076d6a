import { adviceFor } from '../operation/advice.ts';
import type { ParkedQuote } from '../queue/queue.ts';
import type { AdminClient } from './admin-client.ts';
import { columns, counted, shellWord, UsageError } from './command.ts';
import type { Command, Output } from './command.ts';
import { readArguments } from './options.ts';
import { tenantOption } from './tenants.ts';

interface Wish {
  readonly quotes: readonly string[];
  readonly tenant: string | undefined;
  readonly all: boolean;
  readonly json: boolean;
}

type Action = (client: AdminClient, wish: Wish, out: Output) => Promise<number>;

const actions: Readonly<Record<string, Action>> = {
  list,
  show,
  resume: (client, wish, out) => act(client, wish, out, { does: (each) => client.resume(each.tenantId, each.quoteId), did: 'tried again' }),
  drop: (client, wish, out) => act(client, wish, out, { does: (each) => client.drop(each.tenantId, each.quoteId), did: 'forgotten' }),
};

/** Quotes that wait for a person: listed, shown, resumed, dropped. */
export function parkedCommand(client: () => AdminClient): Command {
  return {
    summary: 'quotes that wait for somebody to change something',
    usage: [
      'list                all of them',
      'show QUOTE …        with reason and what to do',
      'resume QUOTE …      try again; --all for all of them',
      'drop QUOTE …        forget them; the next event of a quote syncs it all the same',
      '--tenant ID         of this tenant alone; needed where a quote of that id is parked for several',
      '--json              one JSON document',
    ],
    async run(args, out) {
      const { values, positionals } = readArguments(args, {
        json: { type: 'boolean', default: false },
        all: { type: 'boolean', default: false },
        tenant: tenantOption,
      });
      const [name = 'list', ...quotes] = positionals;
      const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
      if (action === undefined) throw new UsageError(`parked knows ${Object.keys(actions).join(', ')}, not ${name}`);
      if (name === 'list' && quotes.length > 0) throw new UsageError(`parked list takes no quote; meant was perhaps: parked show ${quotes[0]}`);
      if (values.all && name !== 'resume') throw new UsageError('--all belongs to parked resume');
      if (name !== 'list' && values.all === (quotes.length > 0)) throw new UsageError(`parked ${name} needs the id of a quote${name === 'resume' ? ', or --all' : ''}`);
      return action(client(), { quotes, tenant: values.tenant, all: values.all, json: values.json }, out);
    },
  };
}

async function list(client: AdminClient, { tenant, json }: Wish, out: Output): Promise<number> {
  const parked = await parkedOf(client, tenant);
  if (json) out.json(parked);
  else if (parked.length === 0) out.line(tenant === undefined ? 'Nothing is parked.' : `Nothing is parked of a tenant ${tenant}.`);
  else {
    columns([['TENANT', 'QUOTE', 'CODE', 'SINCE', 'REASON'], ...parked.map((each) => [each.tenantId, each.quoteId, each.code, each.since, each.reason])]).forEach((line) => out.line(line));
    out.line('What to do about one: npm run connector -- parked show QUOTE');
  }
  return 0;
}

async function show(client: AdminClient, wish: Wish, out: Output): Promise<number> {
  const { found, missing } = await find(client, wish);
  if (wish.json) out.json(found.map((each) => ({ ...each, advice: adviceFor(each.code) })));
  else found.forEach((each) => showOne(each, out));
  sayMissing(missing, wish, out);
  return missing.length === 0 ? 0 : 1;
}

function showOne({ tenantId, quoteId, code, reason, since, attempts }: ParkedQuote, out: Output): void {
  const rows = [['tenant', tenantId], ['quote', quoteId], ['code', code], ['since', since], ['attempts', attempts], ['reason', reason], ['what to do', adviceFor(code)]] as const;
  columns(rows).forEach((line) => out.line(line));
  out.line(`Then: npm run connector -- parked resume ${shellWord(quoteId)}`);
}

async function act(client: AdminClient, wish: Wish, out: Output, { does, did }: { does: (each: ParkedQuote) => Promise<boolean>; did: string }): Promise<number> {
  const { found, missing } = wish.all ? { found: await parkedOf(client, wish.tenant), missing: [] } : await find(client, wish);
  const done: ParkedQuote[] = [];
  // A quote may have been synced, or its reason forgotten, since it was listed.
  for (const each of found) if (await does(each)) done.push(each);
  if (wish.json) out.json({ done: done.map(({ tenantId, quoteId }) => ({ tenantId, quoteId })), notParked: missing });
  else out.line(`${counted(done.length, 'quote')} ${done.length === 1 ? 'is' : 'are'} ${did}.${did === 'tried again' && done.length > 0 ? ' What becomes of it: npm run connector -- status' : ''}`);
  sayMissing(missing, wish, out);
  return missing.length === 0 ? 0 : 1;
}

/** The parked quotes of a tenant, or of all. */
async function parkedOf(client: AdminClient, tenant: string | undefined): Promise<ParkedQuote[]> {
  return (await client.parked()).filter(({ tenantId }) => tenant === undefined || tenantId === tenant);
}

/** The parked quotes of these ids; an id that is parked for several tenants needs to be told apart. */
async function find(client: AdminClient, { quotes, tenant }: Wish): Promise<{ found: ParkedQuote[]; missing: string[] }> {
  const parked = await parkedOf(client, tenant);
  const found = quotes.map((quoteId) => parked.filter((each) => each.quoteId === quoteId));
  const ambiguous = found.find((each) => each.length > 1);
  if (ambiguous !== undefined) throw new UsageError(`Quote ${ambiguous[0]?.quoteId} is parked for ${ambiguous.map(({ tenantId }) => tenantId).join(' and ')}: give --tenant`);
  return { found: found.flat(), missing: quotes.filter((_, index) => found[index]?.length === 0) };
}

function sayMissing(missing: readonly string[], { tenant, json }: Wish, out: Output): void {
  if (json) return;
  const ofTenant = tenant === undefined ? '' : ` of tenant ${tenant}`;
  for (const quoteId of missing) out.line(`Quote ${quoteId}${ofTenant} is not parked. Those that are: npm run connector -- parked list`);
}
