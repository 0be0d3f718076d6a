import type { Declarations } from './model.ts';
import type { Expression, Model, Typed } from '../ir/rule.ts';

/** What the names in an expression may stand for. */
export interface Scope {
  readonly declared: Declarations;
  readonly model: Model;
  readonly parameters: ReadonlyMap<string, Typed>;
  readonly locals: Map<string, Expression>;
  readonly constants: ReadonlyMap<string, string | number | boolean>;
  /** Result types of all rules by name. */
  readonly results: ReadonlyMap<string, Typed>;
}
