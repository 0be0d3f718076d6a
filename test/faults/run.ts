import { parseArgs } from 'node:util';
import { breaks } from './breaks.ts';
import type { Break } from './breaks.ts';
import { runCampaign } from './campaign.ts';
import { verdictText, violations } from './verdict.ts';

const HELP = `Runs the connector under faults and checks that nothing is lost, out of order or doubled.

  npm run test:faults -- [--events 10000] [--quotes 1000] [--kills 100] [--seed 1] [--rate 30] [--fault-rate 0.08]
                         [--stale-rate 0.05] [--limits 2] [--break ${Object.keys(breaks).join('|')}]

  --break breaks a promise of the connector on purpose; the run has to find it.
`;

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '10000' },
    quotes: { type: 'string', default: '1000' },
    kills: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    rate: { type: 'string', default: '30' },
    'fault-rate': { type: 'string', default: '0.08' },
    'stale-rate': { type: 'string', default: '0.05' },
    limits: { type: 'string', default: '2' },
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
  kills: Number(values.kills),
  eventsPerSecond: Number(values.rate),
  faultRate: Number(values['fault-rate']),
  staleRate: Number(values['stale-rate']),
  limitWindows: Number(values.limits),
  breaks: values.break as Break[],
  signal: interruption.signal,
  report: (text) => process.stdout.write(`${text}\n`),
});
process.stdout.write(`${verdictText(verdict)}\n`);
process.exit(violations(verdict).length === 0 ? 0 : 1);
