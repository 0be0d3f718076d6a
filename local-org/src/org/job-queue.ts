import type { AsyncJob } from '../contract.ts';

/** Jobs of committed transactions that wait for their own. */
export class JobQueue {
  private readonly waiting: { readonly job: AsyncJob; readonly userId: string }[] = [];
  private readonly start: (job: AsyncJob, userId: string) => void;
  private scheduled = false;

  constructor(start: (job: AsyncJob, userId: string) => void) {
    this.start = start;
  }

  add(jobs: readonly AsyncJob[], userId: string): void {
    for (const job of jobs) this.waiting.push({ job, userId });
  }

  get size(): number {
    return this.waiting.length;
  }

  /** Runs everything that waits, and what that puts off in turn. */
  drain(): void {
    while (this.runOne());
  }

  /** Runs the jobs one by one as soon as the process has nothing else to do. */
  schedule(): void {
    if (this.scheduled || this.waiting.length === 0) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.runOne();
      this.schedule();
    });
  }

  private runOne(): boolean {
    const next = this.waiting.shift();
    if (next) this.start(next.job, next.userId);
    return next !== undefined;
  }
}
