import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from './random.ts';

/** Something that is done to a process, a connection, a disk or a clock, for a moment or for good. */
export interface Blow {
  readonly name: string;
  /** False when it could not be dealt now. */
  deal(): Promise<boolean>;
}

/** Blows of one sort. They come one after the other, and in the middle of those of other sorts. */
export interface Lane {
  readonly blows: readonly Blow[];
  /** What is waited for before a blow, but for now and then. */
  readonly ready?: () => Promise<unknown>;
}

export interface DisturberParts {
  readonly random: Random;
  readonly events: number;
  readonly stored: () => number;
  readonly lanes: readonly Lane[];
}

/** Deals blows, spread over the run. */
export interface Disturber {
  readonly blows: ReadonlyMap<string, number>;
  /** Ends when all blows are dealt, or when it is told to and those that are being dealt are over. */
  run(): Promise<void>;
  end(): void;
}

const LOOK_MS = 20;
const LATER_MS = 400;

/** Plans each blow at an event chosen by `random`, a moment later. */
export function createDisturber({ random, events, stored, lanes }: DisturberParts): Disturber {
  const dealt = new Map<string, number>();
  const over = new AbortController();

  async function run({ blows, ready }: Lane, own: Random): Promise<void> {
    const planned = blows.map((blow) => ({ blow, at: own.below(Math.floor(events * 0.97)) })).toSorted((left, right) => left.at - right.at);
    for (const { blow, at } of planned) {
      while (!over.signal.aborted && stored() < at) await pause(LOOK_MS);
      // Now and then in the middle of a start.
      if (!own.chance(0.2)) await ready?.();
      await pause(own.below(LATER_MS));
      // A process that is not there cannot be killed: then a moment later.
      while (!over.signal.aborted && !(await blow.deal())) await pause(LOOK_MS);
      if (over.signal.aborted) return;
      dealt.set(blow.name, (dealt.get(blow.name) ?? 0) + 1);
    }
  }

  return {
    blows: dealt,
    end: () => over.abort(),
    run: async () => void (await Promise.all(lanes.map((lane, index) => run(lane, random.fork(`lane ${index}`))))),
  };
}
