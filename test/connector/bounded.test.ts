import { setImmediate as aTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { bounded } from '../../connector/src/bounded.ts';
import { closedGate } from './support/gate.ts';

/** Works that end when their gate is opened, begun through one bound. */
function works(limit: number, count: number) {
  const oneOfFew = bounded(limit);
  const begun: number[] = [];
  const gates = Array.from({ length: count }, () => closedGate());
  const results = gates.map((gate, index) => oneOfFew(() => (begun.push(index), gate.passed.then(() => index))));
  return { begun, gates, results };
}

describe('a bound', () => {
  it('lets as many begin as it says, and the next when one ends, in the order in which they came', async () => {
    const { begun, gates, results } = works(2, 4);
    await aTurn();
    expect(begun).toEqual([0, 1]);
    gates[1]?.open();
    await aTurn();
    expect(begun).toEqual([0, 1, 2]);
    for (const gate of gates) gate.open();
    expect(await Promise.all(results)).toEqual([0, 1, 2, 3]);
  });

  it('gives the place of a failed work to the next', async () => {
    const oneOfFew = bounded(1);
    const failed = oneOfFew(() => Promise.reject(new Error('failed')));
    const next = oneOfFew(async () => 'done');
    await expect(failed).rejects.toThrow('failed');
    expect(await next).toBe('done');
    expect(await oneOfFew(async () => 'free again')).toBe('free again');
  });
});
