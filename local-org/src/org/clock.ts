/** The time of an org: the system's, which can be moved on so that what is due later comes due. */
export class OrgClock {
  private readonly system: () => number;
  private ahead = 0;

  constructor(system: () => number = Date.now) {
    this.system = system;
  }

  /** Milliseconds since the epoch. */
  readonly now = (): number => this.system() + this.ahead;

  /** Lets time pass. */
  advance(ms: number): void {
    this.ahead += ms;
  }
}
