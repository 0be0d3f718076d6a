import { compileFormula } from '../formula/compile.ts';
import { FormulaRuntimeError } from '../formula/formula-error.ts';
import type { FormulaContext, FormulaType } from '../formula/formula-type.ts';
import { field } from '../schema/field.ts';
import type { FieldDefinition, FieldType, Schema, SObjectType } from '../schema/sobject-type.ts';
import type { Value } from '../values/value.ts';

/** What a formula of a flow is computed with. */
export interface FlowFormulaScope {
  readonly schema: Schema;
  /** The field that a reference such as `$Record.Amount` means; a name for its type otherwise. */
  typeOf(reference: string): FieldDefinition | FieldType;
  read(reference: string): Value;
  readPrior(reference: string): Value;
  readonly isNew: boolean;
  now(): number;
  readGlobal(path: readonly string[]): Value;
}

const OBJECT = '$Flow';

/** Computes a formula of a flow: each `{!reference}` is a field of an object made for this formula. Null for what cannot be computed. */
export function evaluateFlowFormula(expression: string, scope: FlowFormulaScope, resultType?: FormulaType): Value {
  const references: string[] = [];
  const text = expression.replace(/\{!([^}]+)\}/g, (_, reference: string) => {
    if (/^\$(User|Label|Setup|CustomMetadata|Organization|Profile|Permission|UserRole)\b/i.test(reference)) return reference;
    references.push(reference.trim());
    return `ref_${references.length - 1}__c`;
  });
  const schema = schemaOf(references, scope);
  const formula = compileFormula(text, schema, OBJECT, { blankAsZero: false, ...(resultType ? { resultType } : {}) });
  try {
    return formula.evaluate(contextOf(references, scope));
  } catch (error) {
    if (error instanceof FormulaRuntimeError) return null;
    throw error;
  }
}

function schemaOf(references: readonly string[], { schema, typeOf }: FlowFormulaScope): Schema {
  const fields = references.map((reference, i) => {
    const known = typeOf(reference);
    const name = `ref_${i}__c`;
    return [name, typeof known === 'string' ? field(name, known) : { ...known, name }] as const;
  });
  const type: SObjectType = { name: OBJECT, label: OBJECT, labelPlural: OBJECT, keyPrefix: '', kind: 'standard', fields: new Map(fields), childRelationships: [], validationRules: [] };
  return { multiCurrency: schema.multiCurrency, find: (name) => (name === OBJECT ? type : schema.find(name)), all: () => schema.all() };
}

function contextOf(references: readonly string[], scope: FlowFormulaScope): FormulaContext {
  const referenceOf = (name: string): string => references[Number(/\d+/.exec(name)![0])]!;
  return {
    read: ({ field: { name } }) => scope.read(referenceOf(name)),
    readPrior: ({ field: { name } }) => scope.readPrior(referenceOf(name)),
    isNew: scope.isNew,
    readGlobal: (path) => scope.readGlobal(path),
    now: () => scope.now(),
  };
}
