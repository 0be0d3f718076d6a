import type { TriggerRunner } from '../contract.ts';
import type { OrgSchema } from '../schema/org-schema.ts';
import type { FormulaFields } from '../store/formula-fields.ts';
import type { RecordIds } from '../store/record-ids.ts';
import type { RowReader } from '../store/row-reader.ts';
import type { Store } from '../store/store.ts';
import type { Transaction } from '../transaction.ts';
import type { ValidationRules } from './validation-rules.ts';
import type { FlowRunner } from '../flow/run-flows.ts';

/** What saving records needs of the org, within one transaction. */
export interface SaveEnvironment {
  readonly tx: Transaction;
  readonly schema: OrgSchema;
  readonly store: Store;
  readonly ids: RecordIds;
  readonly reader: RowReader;
  readonly formulas: FormulaFields;
  readonly rules: ValidationRules;
  readonly triggers: TriggerRunner;
  readonly flows: FlowRunner;
  /** ISO code of the org's own currency. */
  readonly corporateCurrency: string;
}
