/** What a transaction may use up. */
export type LimitKind =
  | 'queries'
  | 'aggregateQueries'
  | 'queryRows'
  | 'queryLocatorRows'
  | 'soslQueries'
  | 'dmlStatements'
  | 'dmlRows'
  | 'cpu'
  | 'heap'
  | 'callouts'
  | 'queueables'
  | 'futures'
  | 'emails'
  | 'publishImmediate'
  | 'savepoints';

/** A governor limit was exceeded. No Apex `catch` sees it: it ends the transaction. */
export class LimitException extends Error {
  override readonly name = 'LimitException';
}

/** Statements that stand for one millisecond of CPU time: the clock of this machine is not Salesforce's. */
export const STATEMENTS_PER_CPU_MS = 2000;

interface Bound {
  readonly sync: number;
  readonly async: number;
  readonly message: (used: number) => string;
}

const text = (what: string) => (used: number): string => `${what}: ${used}`;

/** Apex Developer Guide, Execution Governors and Limits. */
const BOUNDS: Record<LimitKind, Bound> = {
  queries: { sync: 100, async: 200, message: text('Too many SOQL queries') },
  aggregateQueries: { sync: 300, async: 300, message: text('Too many aggregate queries') },
  queryRows: { sync: 50_000, async: 50_000, message: text('Too many query rows') },
  queryLocatorRows: { sync: 10_000, async: 10_000, message: text('Too many query locator rows') },
  soslQueries: { sync: 20, async: 20, message: text('Too many SOSL queries') },
  dmlStatements: { sync: 150, async: 150, message: text('Too many DML statements') },
  dmlRows: { sync: 10_000, async: 10_000, message: text('Too many DML rows') },
  cpu: { sync: 10_000, async: 60_000, message: () => 'Apex CPU time limit exceeded' },
  heap: { sync: 6_000_000, async: 12_000_000, message: text('Apex heap size too large') },
  callouts: { sync: 100, async: 100, message: text('Too many callouts') },
  queueables: { sync: 50, async: 1, message: text('Too many queueable jobs added to the queue') },
  futures: { sync: 50, async: 0, message: text('Too many future calls') },
  emails: { sync: 10, async: 10, message: text('Too many Email Invocations') },
  publishImmediate: { sync: 150, async: 150, message: text('Too many publish immediate calls') },
  savepoints: { sync: 150, async: 150, message: text('Too many savepoints') },
};

/** The kinds in a fixed order. */
export const LIMIT_KINDS = Object.keys(BOUNDS) as readonly LimitKind[];

type Counters = Record<LimitKind, number>;

function noUse(): Counters {
  return Object.fromEntries(LIMIT_KINDS.map((kind) => [kind, 0])) as Counters;
}

/** What one transaction has used of its governor limits. */
export class Limits {
  readonly async: boolean;
  private counters = noUse();
  private readonly outer: Counters[] = [];
  private statements = 0;

  constructor(options: { async?: boolean } = {}) {
    this.async = options.async ?? false;
  }

  /** Counts `amount` and throws LimitException when that is more than the transaction may use. */
  consume(kind: LimitKind, amount = 1): void {
    const used = this.counters[kind] + amount;
    this.counters[kind] = used;
    if (used > this.max(kind)) throw new LimitException(BOUNDS[kind].message(used));
  }

  /** One statement of a loop or a method call, as a stand-in for CPU time. */
  tick(): void {
    this.statements += 1;
    if (this.statements >= STATEMENTS_PER_CPU_MS) {
      this.statements = 0;
      this.consume('cpu', 1);
    }
  }

  used(kind: LimitKind): number {
    return this.counters[kind];
  }

  max(kind: LimitKind): number {
    return this.async ? BOUNDS[kind].async : BOUNDS[kind].sync;
  }

  /** Opens a fresh set of counters: Test.startTest. */
  open(): void {
    this.outer.push(this.counters);
    this.counters = noUse();
  }

  /** Goes back to the counters from before `open`: Test.stopTest. */
  close(): void {
    const outer = this.outer.pop();
    if (outer !== undefined) this.counters = outer;
  }

  /** The counters as they stand, for `restore`. */
  save(): Readonly<Record<LimitKind, number>> {
    return { ...this.counters };
  }

  /** Sets the counters back to what `save` gave: a partial save that is tried again counts once. */
  restore(saved: Readonly<Record<LimitKind, number>>): void {
    this.counters = { ...saved };
  }

  /** Used and allowed, by kind. */
  report(): Record<LimitKind, { used: number; max: number }> {
    return Object.fromEntries(LIMIT_KINDS.map((kind) => [kind, { used: this.used(kind), max: this.max(kind) }])) as Record<
      LimitKind,
      { used: number; max: number }
    >;
  }
}
