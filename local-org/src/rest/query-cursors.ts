/** Results of queries that do not fit in one answer, until the next pages are asked for. */
export class QueryCursors {
  private readonly cursors = new Map<string, readonly unknown[]>();
  private count = 0;

  /** Keeps the records of a query; gives the locator under which they are found. */
  keep(records: readonly unknown[]): string {
    this.count += 1;
    const locator = `01gLO0${String(this.count).padStart(9, '0')}AAA`;
    this.cursors.set(locator, records);
    const [oldest] = this.cursors.keys();
    if (this.cursors.size > 50 && oldest !== undefined) this.cursors.delete(oldest);
    return locator;
  }

  get(locator: string): readonly unknown[] | undefined {
    return this.cursors.get(locator);
  }
}
