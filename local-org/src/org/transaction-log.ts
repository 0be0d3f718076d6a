import type { Limits } from '../limits/limits.ts';

/** What one transaction used of its limits. */
export interface TransactionReport {
  /** Grows over the life of the org. */
  readonly sequence: number;
  readonly label: string;
  readonly kind: string;
  readonly committed: boolean;
  readonly limits: Readonly<Record<string, { readonly used: number; readonly limit: number }>>;
}

const KEPT = 1000;

/** The last transactions of an org, oldest first. */
export class TransactionLog {
  private readonly reports: TransactionReport[] = [];
  private sequence = 0;

  add(label: string, kind: string, committed: boolean, limits: Limits): void {
    this.sequence += 1;
    const used = Object.fromEntries(Object.entries(limits.report()).map(([name, { used: n, max }]) => [name, { used: n, limit: max }]));
    this.reports.push({ sequence: this.sequence, label, kind, committed, limits: used });
    if (this.reports.length > KEPT) this.reports.shift();
  }

  /** Those after a sequence number. */
  since(sequence = 0): readonly TransactionReport[] {
    return this.reports.filter((report) => report.sequence > sequence);
  }
}
