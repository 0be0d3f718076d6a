import type { DmlError } from '../contract.ts';
import type { CompiledFormula } from '../formula/compile.ts';
import { compileFormula } from '../formula/compile.ts';
import { FormulaRuntimeError } from '../formula/formula-error.ts';
import type { FormulaContext } from '../formula/formula-type.ts';
import type { Schema, SObjectType, ValidationRule } from '../schema/sobject-type.ts';
import { dmlError } from './errors.ts';

/** The validation rules of a schema, each compiled when its object is first saved. */
export class ValidationRules {
  private readonly schema: Schema;
  private readonly compiled = new Map<ValidationRule, CompiledFormula>();

  constructor(schema: Schema) {
    this.schema = schema;
  }

  /** Errors of the active rules whose condition is true. */
  errorsOf(type: SObjectType, context: FormulaContext): DmlError[] {
    const active = type.validationRules.filter((rule) => rule.active);
    return active.flatMap((rule) => (this.isViolated(type, rule, context) ? [dmlError('FIELD_CUSTOM_VALIDATION_EXCEPTION', rule.message, rule.errorField ? [rule.errorField] : [])] : []));
  }

  private isViolated(type: SObjectType, rule: ValidationRule, context: FormulaContext): boolean {
    let formula = this.compiled.get(rule);
    if (!formula) this.compiled.set(rule, (formula = compileFormula(rule.condition, this.schema, type.name, { resultType: 'boolean' })));
    try {
      return formula.evaluate(context) === true;
    } catch (error) {
      // A condition that cannot be computed does not hold a record up.
      if (error instanceof FormulaRuntimeError) return false;
      throw error;
    }
  }
}
