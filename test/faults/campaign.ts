import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { lanesOf } from './blows.ts';
import { breakImports } from './breaks.ts';
import { createClocks } from './clocks.ts';
import type { Clocks } from './clocks.ts';
import { supervise } from './connector.ts';
import type { Line, SupervisedConnector } from './connector.ts';
import { count, sum } from './counts.ts';
import { openDatabase } from './database.ts';
import { createDisturber } from './disturber.ts';
import { drain } from './drain.ts';
import { checkEngine } from './engine-check.ts';
import type { CampaignOptions } from './options.ts';
import { checkOrg } from './org-check.ts';
import { createRandom } from './random.ts';
import { createSource } from './source.ts';
import type { Source } from './source.ts';
import { watchTraffic } from './traffic.ts';
import type { Verdict } from './verdict.ts';
import { buildWorld } from './world.ts';
import type { World } from './world.ts';

const TENANT = 'default';

/** Runs the whole product under faults and says what became of it. */
export async function runCampaign(options: CampaignOptions): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'monetizenow-faults-'));
  try {
    return await runIn(folder, options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runIn(folder: string, options: CampaignOptions): Promise<Verdict> {
  const start = performance.now();
  const random = createRandom(options.seed);
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const [traffic, told] = [watchTraffic(), new Map<string, number>()];
  let connector: SupervisedConnector | undefined;
  const clocks = createClocks((offsetMs) => connector?.setClock(offsetMs));
  const database = join(folder, 'monetizenow');
  const source = createSource({
    ...options,
    random: random.fork('source'),
    secret,
    clocks,
    database: openDatabase(database),
    receiver: () => (connector?.url() === undefined ? undefined : `${connector.url()}/webhooks/monetizenow`),
  });
  const life = () => connector?.sender() ?? 0;
  const history = (id: string) => (source.isDeleted(id) ? [] : source.history(id));
  const world = await buildWorld({ random, quotes: options.quotes, folder, database, hasSmallDisk: options.fullDisks > 0, history, traffic, life }, secret);
  try {
    for (const text of world.leftOut) options.report(`left out: ${text}`);
    connector = supervise({
      dataDir: join(world.disk?.path ?? folder, 'connector'),
      seenAt: join(world.disk?.outside ?? folder, 'connector'),
      enter: (command) => world.disk?.enter(command) ?? command,
      env: world.env,
      clockOffsetMs: clocks.connectorOffsetMs,
      imports: breakImports(options.breaks),
      onLine(line) {
        count(told, labelOf(line));
        if (line['msg'] === 'quote synced' && typeof line['version'] === 'number') traffic.applied(String(line['quoteId']), line['version']);
      },
    });
    await connector.ready();
    options.report(`the org, MonetizeNow and the connector run (${seconds(start)} s)`);
    const blows = await disturb(options, { world, connector, source, clocks });
    options.report(`all events are stored, all blows dealt (${seconds(start)} s)`);
    const { parked, unfinished, adminUrl } = await drain(options, world, connector, source);
    options.report(`the queue is empty (${seconds(start)} s)`);
    const sent = [...source.sent.values()];
    const [ofEngine, ofOrg] = [await checkEngine(adminUrl, TENANT, sent), await checkOrg(world.org, source)];
    return {
      lost: ofEngine.lost,
      outOfOrder: [...ofOrg.outOfOrder, ...traffic.backwards, ...traffic.overlapping],
      doubled: [...ofEngine.doubled, ...ofOrg.doubled],
      unequal: ofOrg.unequal,
      broken: [...connector.collapses, ...unfinished, ...source.wronglyTaken],
      leftOut: world.leftOut,
      figures: {
        events: sent.length,
        deliveries: sum(sent.map(({ attempts }) => attempts)),
        duplicates: sum(sent.map(({ duplicates }) => duplicates)),
        refused: sum(sent.map(({ refused }) => refused)),
        deleted: source.deleted().length,
        writes: traffic.writes.length,
        older: traffic.older(),
        lives: connector.life(),
        blows,
        faults: new Map([...prefixed('Salesforce', world.salesforce.injected), ...prefixed('MonetizeNow', world.monetizenow.injected)]),
        told,
        parked,
        seconds: seconds(start),
      },
    };
  } finally {
    await connector?.stop();
    await world.close();
  }
}

interface Stage {
  readonly world: World;
  readonly connector: SupervisedConnector;
  readonly source: Source;
  readonly clocks: Clocks;
}

/** So long may blows take that are being dealt when the rest is over. */
const BLOWS_OVER_WITHIN_MS = 15_000;

/** The part with the faults: until every event is stored and every blow dealt. */
async function disturb(options: CampaignOptions, { world, connector, source, clocks }: Stage): Promise<ReadonlyMap<string, number>> {
  const random = createRandom(options.seed).fork('disturber');
  const lanes = lanesOf({ random, counts: options, connector, world, clocks });
  const disturber = createDisturber({ random, events: options.events, stored: source.stored, lanes });
  const isOver = new AbortController();
  Object.assign(world, { faultRate: options.faultRate, staleRate: options.staleRate });
  const limits = limitWindows(options, world, source, isOver.signal);
  const telling = progress(options, source, connector, disturber.blows);
  const blows = disturber.run();
  const work = Promise.all([source.run(), blows]);
  // Interrupted, it is left where it is: the process ends.
  work.catch(() => undefined);
  try {
    await Promise.race([work, untilAborted(options.signal)]);
  } finally {
    clearInterval(telling);
    disturber.end();
    isOver.abort();
    await Promise.race([blows.catch(() => undefined), pause(BLOWS_OVER_WITHIN_MS, undefined, { ref: false })]);
    await limits;
    Object.assign(world, { faultRate: 0, staleRate: 0, isLimitReached: false });
  }
  return disturber.blows;
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('interrupted'))));
}

/** Says every now and then how far it is. */
function progress({ report, events }: CampaignOptions, source: Source, connector: SupervisedConnector, blows: ReadonlyMap<string, number>): NodeJS.Timeout {
  const tell = () => report(`  ${source.stored()} of ${events} events stored, ${sum([...blows.values()])} blows, life ${connector.life()}`);
  return setInterval(tell, PROGRESS_MS);
}

const PROGRESS_MS = 15_000;
const LIMIT_MS = 1_500;

async function limitWindows({ limitWindows: windows, events }: CampaignOptions, world: World, source: Source, isOver: AbortSignal): Promise<void> {
  for (let window = 1; window <= windows && !isOver.aborted; window += 1) {
    while (!isOver.aborted && source.stored() < (events * window) / (windows + 1)) await pause(50);
    world.isLimitReached = true;
    await pause(LIMIT_MS, undefined, { signal: isOver }).catch(() => undefined);
    world.isLimitReached = false;
  }
}

/** The beginning of a log line, with its code where it carries one, without addresses and figures. */
function labelOf(line: Line): string {
  const detail = line['code'] ?? line['outcome'];
  const text = String(line['msg']).split('\n')[0]?.replace(/http:\S+/, '…').replaceAll(/\d+ MiB/g, '… MiB').replace(/It wrote: .*/, 'It wrote: …') ?? '';
  return `${text}${detail === undefined ? '' : ` (${String(detail)})`}`;
}

function prefixed(prefix: string, counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].map(([name, times]) => [`${prefix}: ${name}`, times]);
}

const seconds = (start: number) => Math.round((performance.now() - start) / 1000);
