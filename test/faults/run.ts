import { parseArgs } from 'node:util';
import { breaks } from './breaks.ts';
import type { Break } from './breaks.ts';
import { runCampaign } from './campaign.ts';
import { verdictText, violations } from './verdict.ts';

const HELP = `Runs the connector under faults and checks that nothing is lost, out of order or doubled.

  npm run test:faults -- [OPTION …]

  --events 10000          events that MonetizeNow sends
  --quotes 1000           of so many quotes
  --rate 30               events a second
  --deleted 0.03          part of the quotes that is deleted on the way
  --kills 100             kills of connector, engine and keeper; a fifth as many freezes and orderly ends come on top
  --monetizenow-kills 20  kills of MonetizeNow
  --outages 15            times at which Salesforce is not there
  --full-disks 15         times at which the disk of the queue is filled up
  --clock-jumps 30        jumps of the connector's or the sender's clock, up to ten minutes
  --limits 2              times at which the org has no requests left
  --fault-rate 0.08       part of the requests to either side that fails or is slow
  --stale-rate 0.05       part of the reads that a replica answers which lags behind
  --seed 1                the same choices for the same seed
  --break ${Object.keys(breaks).join('|')}
                          breaks a promise of the connector on purpose; the run has to find it
`;

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '10000' },
    quotes: { type: 'string', default: '1000' },
    rate: { type: 'string', default: '30' },
    deleted: { type: 'string', default: '0.03' },
    kills: { type: 'string', default: '100' },
    'monetizenow-kills': { type: 'string', default: '20' },
    outages: { type: 'string', default: '15' },
    'full-disks': { type: 'string', default: '15' },
    'clock-jumps': { type: 'string', default: '30' },
    limits: { type: 'string', default: '2' },
    'fault-rate': { type: 'string', default: '0.08' },
    'stale-rate': { type: 'string', default: '0.05' },
    seed: { type: 'string', default: '1' },
    break: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}

const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interruption.abort());

const verdict = await runCampaign({
  seed: Number(values.seed),
  events: Number(values.events),
  quotes: Number(values.quotes),
  eventsPerSecond: Number(values.rate),
  deletedRate: Number(values.deleted),
  kills: Number(values.kills),
  monetizenowKills: Number(values['monetizenow-kills']),
  outages: Number(values.outages),
  fullDisks: Number(values['full-disks']),
  clockJumps: Number(values['clock-jumps']),
  limitWindows: Number(values.limits),
  faultRate: Number(values['fault-rate']),
  staleRate: Number(values['stale-rate']),
  breaks: values.break as Break[],
  signal: interruption.signal,
  report: (text) => process.stdout.write(`${text}\n`),
}).catch((error: unknown) => {
  if (!interruption.signal.aborted) throw error;
  process.stdout.write('interrupted\n');
  process.exit(130);
});
process.stdout.write(`${verdictText(verdict)}\n`);
process.exit(violations(verdict).length === 0 ? 0 : 1);
