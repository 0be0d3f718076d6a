/** One thing to time; `run` is called again and again and must do the same each time. */
export interface Subject {
  readonly name: string;
  run(): void;
}

/** Middle time of each subject in milliseconds; the subjects take turns, so that a drift of the machine hits all alike. */
export function medians(subjects: readonly Subject[], rounds: number): Map<string, number> {
  const times = new Map(subjects.map(({ name }) => [name, [] as number[]]));
  for (const subject of subjects) subject.run();
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, run } of subjects) {
      const start = performance.now();
      run();
      times.get(name)?.push(performance.now() - start);
    }
  }
  return new Map([...times].map(([name, all]) => [name, middle(all)]));
}

function middle(all: readonly number[]): number {
  return all.toSorted((left, right) => left - right)[Math.floor(all.length / 2)] ?? Number.NaN;
}

/** Prints the times and one ratio with the bound that it should keep. */
export function report(title: string, times: ReadonlyMap<string, number>, ratio: number, bound: number): void {
  console.log(`\n${title}`);
  for (const [name, time] of times) console.log(`  ${name.padEnd(48)} ${time.toFixed(1).padStart(9)} ms`);
  console.log(`  ratio ${ratio.toFixed(2)} (at most ${bound})${ratio > bound ? '   OVER' : ''}`);
}
