import type { AsyncJob } from '../contract.ts';

interface Waiting {
  readonly job: AsyncJob;
  readonly userId: string;
  readonly dueAt: number;
}

/** A timer takes no longer time; what is due after that is looked at again. */
const LONGEST_TIMER_MS = 2_147_483_647;

/** Jobs of committed transactions that wait for their own; those with a delay until it is over. */
export class JobQueue {
  private readonly waiting: Waiting[] = [];
  private readonly start: (job: AsyncJob, userId: string) => void;
  private readonly clock: () => number;
  private scheduled = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(start: (job: AsyncJob, userId: string) => void, clock: () => number) {
    this.start = start;
    this.clock = clock;
  }

  add(jobs: readonly AsyncJob[], userId: string): void {
    for (const job of jobs) this.waiting.push({ job, userId, dueAt: this.clock() + (job.delayMs ?? 0) });
  }

  get size(): number {
    return this.waiting.length;
  }

  /** Runs everything that is due, and what that puts off in turn. */
  drain(): void {
    while (this.runOne());
  }

  /** Runs the jobs one by one as soon as they are due and the process has nothing else to do. */
  schedule(): void {
    if (this.scheduled || this.waiting.length === 0) return;
    clearTimeout(this.timer);
    const dueIn = Math.min(...this.waiting.map(({ dueAt }) => dueAt)) - this.clock();
    if (dueIn > 0) {
      this.timer = setTimeout(() => this.schedule(), Math.min(dueIn, LONGEST_TIMER_MS)).unref();
      return;
    }
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.runOne();
      this.schedule();
    });
  }

  /** The job that has been due for longest; those of one time in the order in which they came. */
  private runOne(): boolean {
    const now = this.clock();
    const due = this.waiting.filter(({ dueAt }) => dueAt <= now).toSorted((a, b) => a.dueAt - b.dueAt)[0];
    if (due === undefined) return false;
    this.waiting.splice(this.waiting.indexOf(due), 1);
    this.start(due.job, due.userId);
    return true;
  }
}
