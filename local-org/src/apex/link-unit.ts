import { runInThisContext } from 'node:vm';
import type { Unit } from './compile/unit.ts';
import type { ApexRuntime } from './runtime/apex-runtime.ts';
import { registerFile } from './runtime/stack.ts';

/** Runs the code of a unit, which defines its functions; gives its line counters. */
export function linkUnit(runtime: ApexRuntime, unit: Unit, name: string): Uint32Array {
  const counts = new Uint32Array(Math.max(0, ...unit.coveredLines) + 1);
  registerFile(name, unit.ranges);
  const define = runInThisContext(unit.code(), { filename: `apex://${name}` }) as (runtime: ApexRuntime, counts: Uint32Array) => void;
  define(runtime, counts);
  return counts;
}
