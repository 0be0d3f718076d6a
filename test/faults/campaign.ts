import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { waitForJobs } from '../../demo/org/jobs.ts';
import { parkedQuotes, queueStats } from '../../connector/src/queue/introspection.ts';
import type { ParkedQuote } from '../../connector/src/queue/introspection.ts';
import { breakImports } from './breaks.ts';
import type { Break } from './breaks.ts';
import { supervise } from './connector.ts';
import type { Line, SupervisedConnector } from './connector.ts';
import { createDisturber } from './disturber.ts';
import type { Blow } from './disturber.ts';
import { checkEngine } from './engine-check.ts';
import { checkOrg } from './org-check.ts';
import { createRandom } from './random.ts';
import { createSource } from './source.ts';
import type { Source } from './source.ts';
import { watchTraffic } from './traffic.ts';
import { buildWorld } from './world.ts';
import type { World } from './world.ts';

export interface CampaignOptions {
  readonly seed: number;
  readonly events: number;
  readonly quotes: number;
  readonly kills: number;
  readonly eventsPerSecond: number;
  /** Part of the requests to Salesforce and MonetizeNow that meet a fault. */
  readonly faultRate: number;
  /** Part of the reads that are answered by a replica that lags behind. */
  readonly staleRate: number;
  /** Times at which the org has no requests left for a while. */
  readonly limitWindows: number;
  /** What of the connector is broken on purpose. */
  readonly breaks: readonly Break[];
  readonly report: (text: string) => void;
  /** Ends the campaign early, and everything that it has started. */
  readonly signal: AbortSignal;
}

/** What a campaign found; all lists are empty when the connector kept its word. */
export interface Verdict {
  readonly lost: readonly string[];
  readonly outOfOrder: readonly string[];
  readonly doubled: readonly string[];
  /** Quotes whose final state is not MonetizeNow's. */
  readonly unequal: readonly string[];
  /** Ends of the connector that nobody had caused, and jobs that nobody finished. */
  readonly broken: readonly string[];
  readonly figures: Figures;
}

export interface Figures {
  readonly events: number;
  readonly deliveries: number;
  readonly duplicates: number;
  readonly writes: number;
  readonly lives: number;
  readonly blows: ReadonlyMap<Blow, number>;
  readonly faults: ReadonlyMap<string, number>;
  /** Lines of the connector's log, by their text. */
  readonly told: ReadonlyMap<string, number>;
  /** Quotes that had to be reminded, by code. */
  readonly parked: ReadonlyMap<string, number>;
  readonly seconds: number;
}

const DRAINED_WITHIN_MS = 8 * 60_000;
const TENANT = 'default';

/** Runs the whole product under faults and says what became of it. */
export async function runCampaign(options: CampaignOptions): Promise<Verdict> {
  const start = performance.now();
  const random = createRandom(options.seed);
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const traffic = watchTraffic();
  const told = new Map<string, number>();
  let connector: SupervisedConnector | undefined;
  const source = createSource({
    random: random.fork('source'),
    quotes: options.quotes,
    events: options.events,
    eventsPerSecond: options.eventsPerSecond,
    secret,
    receiver: () => (connector?.url() === undefined ? undefined : `${connector.url()}/webhooks/monetizenow`),
  });
  const world = await buildWorld(
    { random, quotes: options.quotes, store: source.store, history: source.history, traffic, life: () => connector?.sender() ?? 0 },
    secret,
  );
  try {
    const onLine = (line: Line) => count(told, labelOf(line));
    connector = supervise({ dataDir: join(world.folder, 'connector'), env: world.env, imports: breakImports(options.breaks), onLine });
    await connector.ready();
    options.report(`the org, MonetizeNow and the connector run (${seconds(start)} s)`);
    const blows = await disturb(options, world, connector, source);
    options.report(`all events are stored, all blows dealt (${seconds(start)} s)`);
    const { parked, unfinished, adminUrl } = await drain(options, world, connector, source);
    options.report(`the queue is empty (${seconds(start)} s)`);
    const sent = [...source.sent.values()];
    const [ofEngine, ofOrg] = [await checkEngine(adminUrl, TENANT, sent), await checkOrg(world.org, source.store.all())];
    return {
      lost: ofEngine.lost,
      outOfOrder: [...ofOrg.outOfOrder, ...traffic.backwards, ...traffic.overlapping],
      doubled: [...ofEngine.doubled, ...ofOrg.doubled],
      unequal: ofOrg.unequal,
      broken: [...connector.collapses, ...unfinished],
      figures: {
        events: sent.length,
        deliveries: sum(sent.map(({ attempts }) => attempts)),
        duplicates: sum(sent.map(({ duplicates }) => duplicates)),
        writes: traffic.writes.length,
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

/** The part with the faults: until every event is stored and every blow dealt. */
async function disturb(options: CampaignOptions, world: World, connector: SupervisedConnector, source: Source): Promise<ReadonlyMap<Blow, number>> {
  const random = createRandom(options.seed).fork('disturber');
  const { kills, events } = options;
  const disturber = createDisturber({ random, kills, events, stored: source.stored, connector, orgPid: world.orgPid });
  const isOver = new AbortController();
  Object.assign(world, { faultRate: options.faultRate, staleRate: options.staleRate });
  const limits = limitWindows(options, world, source, isOver.signal);
  const telling = progress(options, source, connector, disturber.blows);
  const work = Promise.all([source.run(), disturber.run()]);
  // Interrupted, it is left where it is: the process ends.
  work.catch(() => undefined);
  try {
    await Promise.race([work, untilAborted(options.signal)]);
  } finally {
    clearInterval(telling);
    disturber.end();
    isOver.abort();
    await limits;
    Object.assign(world, { faultRate: 0, staleRate: 0, isLimitReached: false });
  }
  return disturber.blows;
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('interrupted'))));
}

/** Says every now and then how far it is. */
function progress({ report, events }: CampaignOptions, source: Source, connector: SupervisedConnector, blows: ReadonlyMap<Blow, number>): NodeJS.Timeout {
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

/** Without faults, what is left has to end well; what was parked is taken up by an event, as it would be in life. */
async function drain({ report, signal }: CampaignOptions, world: World, connector: SupervisedConnector, source: Source) {
  const ready = await connector.restart();
  const { adminUrl } = ready['engine'] as { adminUrl: string };
  const parkedBefore = new Map<string, number>();
  const deadline = Date.now() + DRAINED_WITHIN_MS;
  let stats = await queueStats(adminUrl, Date.now());
  while (Date.now() < deadline && !signal.aborted) {
    stats = await queueStats(adminUrl, Date.now());
    if (stats.backlog === 0) {
      const parked = await parkedQuotes(adminUrl);
      if (parked.length === 0) break;
      report(`${parked.length} quotes are parked: ${parked.slice(0, 3).map(described).join('; ')}`);
      for (const { quoteId, code } of parked) {
        count(parkedBefore, code);
        await source.remind(quoteId);
      }
    }
    await pause(250);
  }
  await waitForJobs(world.org);
  const unfinished = stats.backlog > 0 ? [`${stats.backlog} jobs did not end within ${DRAINED_WITHIN_MS / 60_000} minutes`] : [];
  const remaining = (await parkedQuotes(adminUrl)).map((quote) => `remains parked: ${described(quote)}`);
  return { parked: parkedBefore, unfinished: [...unfinished, ...remaining], adminUrl };
}

function described({ quoteId, code, reason }: ParkedQuote): string {
  return `${quoteId}: ${code} ${reason}`;
}

/** The beginning of a log line, with its code where it carries one, without addresses. */
function labelOf(line: Line): string {
  const detail = line['code'] ?? line['outcome'];
  const text = String(line['msg']).split('\n')[0]?.replace(/http:\S+/, '…') ?? '';
  return `${text}${detail === undefined ? '' : ` (${String(detail)})`}`;
}

function count<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function prefixed(prefix: string, counts: ReadonlyMap<string, number>): [string, number][] {
  return [...counts].map(([name, times]) => [`${prefix}: ${name}`, times]);
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const seconds = (start: number) => Math.round((performance.now() - start) / 1000);
