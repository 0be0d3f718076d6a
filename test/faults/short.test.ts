import { describe, expect, it } from 'vitest';
import { runCampaign } from './campaign.ts';
import type { Break } from './breaks.ts';
import type { Verdict } from './campaign.ts';
import { violations } from './verdict.ts';

/** Some seconds of what `npm run test:faults` does for minutes. */
const campaign = (breaks: readonly Break[], more: { events: number; kills: number; staleRate: number }): Promise<Verdict> =>
  runCampaign({
    seed: 11,
    quotes: 20,
    eventsPerSecond: 50,
    faultRate: 0.1,
    limitWindows: 1,
    breaks: ['haste', ...breaks],
    report: () => undefined,
    signal: new AbortController().signal,
    ...more,
  });

const within = { timeout: 180_000 };

describe('the connector under faults', () => {
  it('loses, reorders and doubles nothing, and ends where MonetizeNow is', within, async () => {
    const verdict = await campaign([], { events: 120, kills: 5, staleRate: 0.04 });
    expect(violations(verdict)).toEqual([]);
    const { blows, faults, events, duplicates } = verdict.figures;
    expect([events, [...blows.values()].reduce((sum, times) => sum + times, 0)]).toEqual([120, 6]);
    expect(duplicates, 'some events were sent twice').toBeGreaterThan(0);
    expect([...faults.keys()], 'both sides failed').toEqual(expect.arrayContaining([expect.stringMatching(/^Salesforce/), expect.stringMatching(/^MonetizeNow/)]));
  });
});

/** A check that cannot fail proves nothing: each promise is broken in the connector's own lines while they are loaded. */
describe('the checks', () => {
  it.each<[Break, keyof Verdict]>([
    ['order', 'outOfOrder'],
    ['deduplication', 'doubled'],
    ['staleness', 'unequal'],
    ['coalescing', 'unequal'],
    ['acknowledgement', 'lost'],
  ])('notice a broken %s', within, async (broken, kind) => {
    const verdict = await campaign([broken], { events: 100, kills: 0, staleRate: broken === 'staleness' ? 0.4 : 0 });
    expect(verdict[kind]).not.toEqual([]);
  });
});
