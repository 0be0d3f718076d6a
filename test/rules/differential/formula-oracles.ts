import { parse } from 'formulon';
import { parseSync } from 'sformula';
import type { FieldBinding } from '../../../codegen/binding/kinds.ts';
import type { FactType } from '../../../codegen/compiler/ir/rule.ts';
import type { Plain } from './domain.ts';

/** A field of the formula with its binding: what the two evaluators must be told about it. */
export interface FormulaField {
  readonly fact: FactType;
  readonly binding: FieldBinding;
}

export type Evaluate = (facts: Readonly<Record<string, Plain>>) => Plain;

/** The formula in sformula: blanks are null, parents are objects. */
export function withSformula(formula: string, fields: readonly FormulaField[], result: 'string' | 'boolean'): Evaluate {
  const inputTypes: Record<string, object> = {};
  for (const field of fields) place(inputTypes, field.binding.path, sformulaType(field), (properties) => ({ type: 'object', properties }));
  const compiled = parseSync(formula, { returnType: result, blankAsZero: false, inputTypes: inputTypes as never });
  return (facts) => {
    const record: Record<string, object> = {};
    for (const { fact, binding } of fields) place(record, binding.path, facts[fact.name] as never, (parent) => parent);
    return compiled.evaluate(record) as Plain;
  };
}

function sformulaType({ fact, binding }: FormulaField): object {
  if (binding.kind === 'picklist') return { type: 'picklist', picklistValues: choices(fact).map((value) => ({ value, label: value })) };
  if (binding.kind === 'number') return { type: 'number', precision: 18, scale: 6 };
  return { type: binding.kind === 'checkbox' ? 'boolean' : binding.kind === 'date' ? 'date' : 'string' };
}

/** Puts a value at `Parent__r.Field__c`; `wrap` makes what holds the fields of the parent. */
function place(target: Record<string, object>, path: string, value: object, wrap: (inner: Record<string, object>) => object): void {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    target[first] = value;
    return;
  }
  const inner: Record<string, object> = {};
  place(inner, rest.join('.'), value, wrap);
  target[first] = wrap(inner);
}

/** The formula in formulon: a blank picklist is an empty text, a blank number the null literal. */
export function withFormulon(formula: string, fields: readonly FormulaField[]): Evaluate {
  return (facts) => {
    const inputs = fields.map((field) => [field.binding.path, formulonLiteral(field, facts[field.fact.name] ?? null)]);
    const answer = parse(formula, Object.fromEntries(inputs)) as { type: string; value: Plain; message?: string };
    if (answer.type === 'error') throw new Error(answer.message);
    return answer.value;
  };
}

function formulonLiteral({ fact, binding }: FormulaField, value: Plain): object {
  if (binding.kind === 'picklist') return { type: 'literal', dataType: 'picklist', value: value ?? '', options: { values: choices(fact) } };
  if (value === null) return { type: 'literal', dataType: 'null', value: null };
  if (binding.kind === 'number') return { type: 'literal', dataType: 'number', value, options: { length: 12, scale: 6 } };
  return { type: 'literal', dataType: binding.kind === 'checkbox' ? 'checkbox' : 'text', value, options: { length: 255 } };
}

function choices({ type }: FactType): readonly string[] {
  return type.kind === 'choice' ? type.values : [];
}
