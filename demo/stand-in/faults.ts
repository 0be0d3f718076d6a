/** An answer that the next requests get in place of their own. */
export interface Fault {
  /** Whose requests: those that carry this API key. */
  readonly apiKey: string;
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** How many requests; one when absent. */
  readonly times?: number;
}

/** Faults that wait for requests, in the order in which they were set. */
export class Faults {
  private readonly waiting: Fault[] = [];

  set(fault: Fault): void {
    this.waiting.push(...Array.from({ length: fault.times ?? 1 }, () => fault));
  }

  /** The fault that a request with this key meets, if any; it is used up. */
  take(apiKey: unknown): Fault | undefined {
    const at = this.waiting.findIndex((fault) => fault.apiKey === apiKey);
    return at < 0 ? undefined : this.waiting.splice(at, 1)[0];
  }
}
