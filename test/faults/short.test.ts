import { describe, expect, it } from 'vitest';
import { runCampaign } from './campaign.ts';
import type { Break } from './breaks.ts';
import type { CampaignOptions } from './options.ts';
import { violations } from './verdict.ts';
import type { Verdict } from './verdict.ts';

const calm = { deletedRate: 0, kills: 0, monetizenowKills: 0, outages: 0, fullDisks: 0, clockJumps: 0, limitWindows: 0, staleRate: 0 };

/** Some seconds of what `npm run test:faults` does for minutes. */
const campaign = (breaks: readonly Break[], more: Partial<CampaignOptions>): Promise<Verdict> =>
  runCampaign({
    ...calm,
    seed: 11,
    quotes: 20,
    events: 100,
    eventsPerSecond: 50,
    faultRate: 0.1,
    breaks: ['haste', ...breaks],
    report: () => undefined,
    signal: new AbortController().signal,
    ...more,
  });

const within = { timeout: 240_000 };

describe('the connector under faults', () => {
  it('loses, reorders and doubles nothing, and ends where MonetizeNow is', within, async () => {
    const verdict = await campaign([], { events: 120, kills: 4, monetizenowKills: 2, outages: 2, fullDisks: 2, clockJumps: 2, deletedRate: 0.05, limitWindows: 1, staleRate: 0.04 });
    expect(violations(verdict)).toEqual([]);
    const { blows, faults, events, duplicates, deleted } = verdict.figures;
    const dealt = (...names: string[]) => [...blows].filter(([name]) => names.some((start) => name.startsWith(start))).reduce((sum, [, times]) => sum + times, 0);
    expect([events, deleted]).toEqual([120, 1]);
    expect([dealt('connector', 'engine', 'keeper', 'org'), dealt('MonetizeNow'), dealt('Salesforce'), dealt('clock')]).toEqual([5, 2, 2, 2]);
    // Where no file system can be mounted, the run says so.
    expect(dealt('disk') + verdict.leftOut.length).toBe(verdict.leftOut.length === 0 ? 2 : 1);
    expect(duplicates, 'some events were sent twice').toBeGreaterThan(0);
    expect([...faults.keys()], 'both sides failed').toEqual(expect.arrayContaining([expect.stringMatching(/^Salesforce/), expect.stringMatching(/^MonetizeNow/)]));
  });
});

/** A check that cannot fail proves nothing: each promise is broken in the connector's own lines while they are loaded. */
describe('the checks', () => {
  it.each<[Break, keyof Verdict, Partial<CampaignOptions>]>([
    ['order', 'outOfOrder', {}],
    ['deduplication', 'doubled', {}],
    ['staleness', 'unequal', { staleRate: 0.4 }],
    ['coalescing', 'unequal', {}],
    ['acknowledgement', 'lost', {}],
    ['archive', 'unequal', { deletedRate: 0.1 }],
    ['tolerance', 'broken', { clockJumps: 6, eventsPerSecond: 6 }],
  ])('notice a broken %s', within, async (broken, kind, more) => {
    const verdict = await campaign([broken], more);
    expect(verdict[kind]).not.toEqual([]);
  });
});
