import type { Verdict } from './campaign.ts';

const SHOWN = 8;

/** Everything that should not have been, each with its kind. */
export function violations({ lost, outOfOrder, doubled, unequal, broken }: Verdict): string[] {
  const kinds = { lost, 'out of order': outOfOrder, doubled, unequal, broken };
  return Object.entries(kinds).flatMap(([kind, found]) => found.map((text) => `${kind}: ${text}`));
}

/** The verdict for a person: what was done, and what was found. */
export function verdictText(verdict: Verdict): string {
  const { lost, outOfOrder, doubled, unequal, broken, figures } = verdict;
  const found = violations(verdict);
  return [
    `${figures.events} events in ${figures.deliveries} deliveries (${figures.duplicates} known already), ${figures.writes} writes of quotes, ${figures.lives} lives of the connector, ${figures.seconds} s`,
    `blows: ${listed(figures.blows)}`,
    `faults: ${listed(figures.faults)}`,
    `told by the connector: ${listed(figures.told)}`,
    ...(figures.parked.size > 0 ? [`parked and taken up again: ${listed(figures.parked)}`] : []),
    `${lost.length} lost, ${outOfOrder.length} out of order, ${doubled.length} doubled, ${unequal.length} differences to MonetizeNow, ${broken.length} broken`,
    ...found.slice(0, SHOWN).map((text) => `  ${text}`),
    ...(found.length > SHOWN ? [`  and ${found.length - SHOWN} more`] : []),
    found.length === 0 ? 'Nothing was lost, out of order or doubled, and every quote is as in MonetizeNow.' : 'The connector did not keep its word.',
  ].join('\n');
}

function listed(counts: ReadonlyMap<string, number>): string {
  return [...counts].toSorted(([, left], [, right]) => right - left).map(([name, times]) => `${times} ${name}`).join(', ') || 'none';
}
