import { adminClient } from './commands/admin-client.ts';
import { backfillCommand } from './commands/backfill.ts';
import { checks } from './commands/checks.ts';
import { outputTo } from './commands/command.ts';
import { connectCommand } from './commands/connect.ts';
import type { Sides } from './commands/connect.ts';
import { doctorCommand } from './commands/doctor.ts';
import { runCommand } from './commands/index.ts';
import { parkedCommand } from './commands/parked.ts';
import { previewCommand } from './commands/preview.ts';
import type { QuoteLister } from './commands/quote-batches.ts';
import { replayCommand } from './commands/replay.ts';
import { serveCommand } from './commands/serve.ts';
import { statusCommand } from './commands/status.ts';
import { readAdminPort, readConfig } from './config.ts';
import { exemptLoopback } from './loopback.ts';
import { openMonetizeNow } from './monetizenow/client.ts';
import { openOrg } from './salesforce/org.ts';
import type { Tenant } from './tenant.ts';

const { env } = process;
exemptLoopback(env);
const tenants = () => readConfig(env).tenants;
const client = () => adminClient(readAdminPort(env));
const list: QuoteLister = ({ monetizenow }, filter) => openMonetizeNow(monetizenow).listQuotes(filter);
const orgOf = ({ salesforce }: Tenant) => openOrg(salesforce);
const sides: Sides = {
  monetizenow: ({ monetizenow }) => openMonetizeNow(monetizenow).check(),
  salesforce: (tenant) => orgOf(tenant).identity(),
};

const commands = {
  serve: serveCommand(env),
  connect: connectCommand(tenants, sides),
  status: statusCommand(client),
  parked: parkedCommand(client),
  preview: previewCommand(tenants, orgOf),
  replay: replayCommand({ client, tenants, list, now: Date.now }),
  backfill: backfillCommand({ client, tenants, list, dataDir: () => readConfig(env).queue.dataDir, now: Date.now }),
  doctor: doctorCommand(tenants, checks({ sides, orgOf, client })),
};

// Whoever reads the output may have seen enough: `… parked list | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
const out = outputTo((text) => void process.stdout.write(text), process.stdout.isTTY);
const err = outputTo((text) => void process.stderr.write(text), process.stderr.isTTY);
process.exit(await runCommand(commands, process.argv.slice(2), out, err));
