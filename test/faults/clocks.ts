/** The wall clocks of the sender and of the connector, which jump. */
export interface Clocks {
  /** Milliseconds since the epoch by the sender's clock. */
  readonly senderNow: () => number;
  connectorOffsetMs(): number;
  /** Sets a clock off by so much from the right time. */
  set(whose: 'sender' | 'connector', offsetMs: number): void;
  /** What the time of a request may have looked like to the connector: all differences of the clocks since, and a little before. */
  differencesSince(moment: number): readonly number[];
}

/** So long may a connector that stands still, or is just being started, take to notice. */
const NOTICED_WITHIN_MS = 3_000;

/** Two clocks that are right; `tell` brings the connector's to the connector. */
export function createClocks(tell: (offsetMs: number) => void): Clocks {
  const offsets = { sender: 0, connector: 0 };
  const differences = [{ from: -Infinity, ms: 0 }];
  return {
    senderNow: () => Date.now() + offsets.sender,
    connectorOffsetMs: () => offsets.connector,
    set(whose, offsetMs) {
      offsets[whose] = offsetMs;
      differences.push({ from: performance.now(), ms: offsets.sender - offsets.connector });
      if (whose === 'connector') tell(offsetMs);
    },
    differencesSince(moment) {
      const first = differences.findLastIndex(({ from }) => from <= moment - NOTICED_WITHIN_MS);
      return differences.slice(first).map(({ ms }) => ms);
    },
  };
}
