import type { Seed } from './seed.ts';
import type { OrgData } from './data.ts';
import type { OrgTransaction } from './transactions.ts';

/** An org as a test runner sees it. */
export interface OrgRunner {
  readonly data: OrgData;
  readonly seed: Seed;
  begin(options: { readonly label: string; readonly userId?: string; readonly isTest?: boolean; readonly async?: boolean }): OrgTransaction;
}
