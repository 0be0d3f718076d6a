import { ApiError } from './api-error.ts';

/** API requests a day where nothing else is said: what an Enterprise org has at least. */
export const DAILY_API_REQUESTS = 100_000;

const HOUR_MS = 3_600_000;
const HOURS = 24;

/**
 * Counts the API requests of the last 24 hours against the daily limit; Salesforce Developer Limits, "API Request Limits and
 * Allocations". The window moves on by whole hours.
 */
export class ApiUsage {
  readonly max: number;
  private readonly now: () => number;
  private readonly hours = new Map<number, number>();

  constructor(now: () => number, max = DAILY_API_REQUESTS) {
    this.now = now;
    this.max = max;
  }

  get used(): number {
    const first = this.hour() - HOURS + 1;
    for (const hour of this.hours.keys()) if (hour < first) this.hours.delete(hour);
    return [...this.hours.values()].reduce((sum, count) => sum + count, 0);
  }

  /** What every answer says in its header `Sforce-Limit-Info`. */
  get header(): string {
    return `api-usage=${this.used}/${this.max}`;
  }

  /** Counts one request, or refuses it. */
  count(): void {
    if (this.used >= this.max) throw new ApiError(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.');
    this.hours.set(this.hour(), (this.hours.get(this.hour()) ?? 0) + 1);
  }

  private hour(): number {
    return Math.floor(this.now() / HOUR_MS);
  }
}
