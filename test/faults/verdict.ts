/** What a campaign found; all lists but the last are empty when the connector kept its word. */
export interface Verdict {
  readonly lost: readonly string[];
  readonly outOfOrder: readonly string[];
  readonly doubled: readonly string[];
  /** Quotes whose final state is not MonetizeNow's. */
  readonly unequal: readonly string[];
  /** Ends of the connector that nobody had caused, jobs that nobody finished, requests that should have been refused. */
  readonly broken: readonly string[];
  /** Faults that could not be tried here, and why. */
  readonly leftOut: readonly string[];
  readonly figures: Figures;
}

export interface Figures {
  readonly events: number;
  readonly deliveries: number;
  readonly duplicates: number;
  /** Deliveries that were refused while two clocks were too far apart. */
  readonly refused: number;
  /** Quotes that were deleted in MonetizeNow. */
  readonly deleted: number;
  readonly writes: number;
  /** Those of them that came with an older version than the one before. */
  readonly older: number;
  readonly lives: number;
  readonly blows: ReadonlyMap<string, number>;
  readonly faults: ReadonlyMap<string, number>;
  /** Lines of the connector's log, by their text. */
  readonly told: ReadonlyMap<string, number>;
  /** Quotes that had to be reminded, by code. */
  readonly parked: ReadonlyMap<string, number>;
  readonly seconds: number;
}

const SHOWN = 8;

/** Everything that should not have been, each with its kind. */
export function violations({ lost, outOfOrder, doubled, unequal, broken }: Verdict): string[] {
  const kinds = { lost, 'out of order': outOfOrder, doubled, unequal, broken };
  return Object.entries(kinds).flatMap(([kind, found]) => found.map((text) => `${kind}: ${text}`));
}

/** The verdict for a person: what was done, and what was found. */
export function verdictText(verdict: Verdict): string {
  const { lost, outOfOrder, doubled, unequal, broken, leftOut, figures } = verdict;
  const found = violations(verdict);
  return [
    `${figures.events} events in ${figures.deliveries} deliveries (${figures.duplicates} known already, ${figures.refused} refused for their time), ${figures.writes} writes of quotes (${figures.older} of them older than the one before), ${figures.deleted} quotes deleted, ${figures.lives} lives of the connector, ${figures.seconds} s`,
    `blows: ${listed(figures.blows)}`,
    `faults: ${listed(figures.faults)}`,
    ...leftOut.map((text) => `left out: ${text}`),
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
