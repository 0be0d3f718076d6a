import type { LimitKind } from '../../limits/limits.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
import { estimatedHeap } from '../runtime/heap.ts';
import { session } from '../runtime/session.ts';

/** Names of the methods of System.Limits by what they count. */
const METHODS: Readonly<Record<string, LimitKind>> = {
  aggregatequeries: 'aggregateQueries',
  callouts: 'callouts',
  cputime: 'cpu',
  dmlrows: 'dmlRows',
  dmlstatements: 'dmlStatements',
  emailinvocations: 'emails',
  futurecalls: 'futures',
  heapsize: 'heap',
  queries: 'queries',
  querylocatorrows: 'queryLocatorRows',
  queryrows: 'queryRows',
  queueablejobs: 'queueables',
  publishimmediatedml: 'publishImmediate',
  soslqueries: 'soslQueries',
};

const entries = Object.entries(METHODS).flatMap(([name, kind]) => [
  [`get${name}`, () => session().tx.limits.used(kind)] as const,
  [`getlimit${name}`, () => session().tx.limits.max(kind)] as const,
]);

/** Limits of what the local org does not have: nothing of them is ever used (Execution Governors and Limits). */
const UNUSED: Readonly<Record<string, number>> = {
  apexcursorrows: 50_000_000,
  asynccalls: 200,
  fetchcallsonapexcursor: 10,
  mobilepushapexcalls: 10,
};

const unused = Object.entries(UNUSED).flatMap(([name, max]) => [[`get${name}`, () => 0] as const, [`getlimit${name}`, () => max] as const]);

/** System.Limits */
export const limitsBody: PlatformBody = { statics: { ...Object.fromEntries([...entries, ...unused]), getheapsize: estimatedHeap } };
