import type { TriggerRunner } from '../contract.ts';
import { ValidationRules } from '../dml/validation-rules.ts';
import type { OrgSchema } from '../schema/org-schema.ts';
import type { FlowRunner } from '../flow/run-flows.ts';
import { flowRunner } from '../flow/run-flows.ts';
import { FormulaFields } from '../store/formula-fields.ts';

/** What a deployment replaces as a whole: the schema, what was compiled from it, the labels. */
export interface OrgState {
  readonly schema: OrgSchema;
  readonly formulas: FormulaFields;
  readonly rules: ValidationRules;
  readonly triggers: TriggerRunner;
  readonly flows: FlowRunner;
  /** Custom labels by lower-case name. */
  readonly labels: ReadonlyMap<string, string>;
}

const NO_TRIGGERS: TriggerRunner = { fire: () => undefined };

export function orgState(schema: OrgSchema, triggers: TriggerRunner = NO_TRIGGERS, labels: ReadonlyMap<string, string> = new Map(), flows: FlowRunner = flowRunner([], undefined)): OrgState {
  return { schema, formulas: new FormulaFields(schema), rules: new ValidationRules(schema), triggers, flows, labels };
}
