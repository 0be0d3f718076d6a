import type { CompiledFormula } from '../formula/compile.ts';
import { compileFormula } from '../formula/compile.ts';
import { fieldValueOf } from '../formula/field-value.ts';
import { FormulaRuntimeError } from '../formula/formula-error.ts';
import type { FormulaContext } from '../formula/formula-type.ts';
import { formulaTypeOf } from '../formula/formula-type.ts';
import type { FieldDefinition, Schema, SObjectType } from '../schema/sobject-type.ts';
import type { Value } from '../values/value.ts';

/** The formulas of a schema, each compiled when it is first needed. */
export class FormulaFields {
  private readonly schema: Schema;
  private readonly fields = new Map<FieldDefinition, CompiledFormula>();
  private readonly defaults = new Map<FieldDefinition, CompiledFormula>();

  constructor(schema: Schema) {
    this.schema = schema;
  }

  /** The value of a formula field; null where the platform shows #Error!. */
  evaluate(type: SObjectType, field: FieldDefinition, context: FormulaContext): Value {
    let formula = this.fields.get(field);
    if (!formula) this.fields.set(field, (formula = compileFormulaField(this.schema, type, field)));
    try {
      return fieldValueOf(field, formula.evaluate(context));
    } catch (error) {
      if (error instanceof FormulaRuntimeError) return fieldValueOf(field, null);
      throw error;
    }
  }

  /** The value that a new record gets in a field which was not set. */
  defaultOf(type: SObjectType, field: FieldDefinition, context: FormulaContext): Value {
    let formula = this.defaults.get(field);
    if (!formula) this.defaults.set(field, (formula = compileFormula(field.defaultValue!, this.schema, type.name)));
    return fieldValueOf(field, formula.evaluate(context));
  }
}

/** Compiles a formula field; throws FormulaCompileError. */
export function compileFormulaField(schema: Schema, type: SObjectType, field: FieldDefinition): CompiledFormula {
  const resultType = formulaTypeOf(field) ?? 'text';
  return compileFormula(field.formula!, schema, type.name, { blankAsZero: field.formulaTreatsBlanksAsZero, resultType });
}
