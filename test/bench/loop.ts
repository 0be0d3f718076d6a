/** A loop of arithmetic and collection work in Apex against the same loop written by hand in JavaScript. */
import { call, orgWith } from './bench-org.ts';
import { medians, report } from './measure.ts';

const ROUNDS = 200_000;

const org = orgWith({
  Work: `public class Work {
    public static Integer run(Integer rounds) {
      Map<Integer, Integer> counts = new Map<Integer, Integer>();
      List<Integer> kept = new List<Integer>();
      Integer sum = 0;
      for (Integer i = 0; i < rounds; i++) {
        Integer key = Math.mod(i * 31 + 7, 1000);
        Integer known = counts.get(key);
        counts.put(key, known == null ? 1 : known + 1);
        if (Math.mod(i, 10) == 0) { kept.add(sum); }
        sum = sum + key * 3 - i / 7;
      }
      return sum + kept.size() + counts.size();
    }
  }`,
});

function byHand(rounds: number): number {
  const counts = new Map<number, number>();
  const kept: number[] = [];
  let sum = 0;
  for (let i = 0; i < rounds; i += 1) {
    const key = ((Math.imul(i, 31) + 7) | 0) % 1000;
    const known = counts.get(key);
    counts.set(key, known === undefined ? 1 : (known + 1) | 0);
    if (i % 10 === 0) kept.push(sum);
    sum = (sum + Math.imul(key, 3) - ((i / 7) | 0)) | 0;
  }
  return (sum + kept.length + counts.size) | 0;
}

const apex = call(org, 'Work', 'run', [ROUNDS]);
if (apex !== byHand(ROUNDS)) throw new Error(`Apex says ${String(apex)}, JavaScript ${byHand(ROUNDS)}`);

const times = medians(
  [
    { name: 'Apex in the local org', run: () => call(org, 'Work', 'run', [ROUNDS]) },
    { name: 'JavaScript by hand', run: () => byHand(ROUNDS) },
  ],
  15,
);
report('loop of arithmetic and collections', times, (times.get('Apex in the local org') ?? 0) / (times.get('JavaScript by hand') ?? 1), 3);
