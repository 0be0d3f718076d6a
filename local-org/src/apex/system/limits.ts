import type { LimitKind } from '../../limits/limits.ts';
import type { PlatformBody } from '../runtime/platform-body.ts';
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

/** System.Limits */
export const limitsBody: PlatformBody = { statics: Object.fromEntries(entries) };
