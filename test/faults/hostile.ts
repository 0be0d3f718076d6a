/**
 * Sends hostile requests to the connector's HTTP side over real connections and compares each answer with what is documented; the
 * heap must not grow with their number.
 *
 *   node --expose-gc test/faults/hostile.ts [REQUESTS [SEED]]
 */
import { attack } from '../connector/support/attack.ts';

const GROWTH = 8 << 20;
const [count, seed] = [Number(process.argv[2] ?? 100_000), Number(process.argv[3] ?? 1)];
const { gc } = globalThis as { gc?: () => void };
if (gc === undefined) throw new Error('start it with --expose-gc: without garbage collection the heap says nothing');

const begun = performance.now();
const { wrong, stored, answers, heap } = await attack(count, seed, gc);
const [early, late] = heap.map((bytes) => bytes / 2 ** 20) as [number, number];
console.log(`${count} requests in ${((performance.now() - begun) / 1000).toFixed(1)} s, ${stored} stored, ${wrong.length} answered otherwise than documented`);
for (const [answer, times] of [...answers].toSorted()) console.log(`  ${String(times).padStart(7)}  ${answer}`);
for (const line of wrong.slice(0, 10)) console.log(`  ${line}`);
console.log(`heap ${early.toFixed(1)} MiB after a tenth, ${late.toFixed(1)} MiB in the end`);
process.exit(wrong.length === 0 && stored === 0 && heap[1] - heap[0] < GROWTH ? 0 : 1);
