import { setTimeout as pause } from 'node:timers/promises';
import { waitForJobs } from '../../demo/org/jobs.ts';
import { parkedQuotes, queueStats } from '../../connector/src/queue/introspection.ts';
import type { ParkedQuote } from '../../connector/src/queue/introspection.ts';
import type { SupervisedConnector } from './connector.ts';
import { count } from './counts.ts';
import type { CampaignOptions } from './options.ts';
import type { Source } from './source.ts';
import type { World } from './world.ts';

/** What came of the jobs that were left when the faults had stopped. */
export interface Drained {
  /** Quotes that had to be reminded, by code. */
  readonly parked: ReadonlyMap<string, number>;
  /** Jobs that did not end, and quotes that remained parked. */
  readonly unfinished: readonly string[];
  readonly adminUrl: string;
}

const DRAINED_WITHIN_MS = 8 * 60_000;

/** Without faults, what is left has to end well; what was parked is taken up by an event, as it would be in life. */
export async function drain({ report, signal }: CampaignOptions, world: World, connector: SupervisedConnector, source: Source): Promise<Drained> {
  const ready = await connector.restart();
  const { adminUrl } = ready['engine'] as { adminUrl: string };
  const parkedBefore = new Map<string, number>();
  const deadline = performance.now() + DRAINED_WITHIN_MS;
  let stats = await queueStats(adminUrl, Date.now());
  while (performance.now() < deadline && !signal.aborted) {
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
