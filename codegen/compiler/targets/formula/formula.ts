import type { Bindings, FieldBinding } from '../../../binding/kinds.ts';
import { RuleError } from '../../diagnostics.ts';
import { decisionOf } from '../../ir/decision.ts';
import type { Expression, Rule } from '../../ir/rule.ts';

/** Salesforce stores at most so many characters of a formula (Salesforce Help, Formula Field Limits). */
const LONGEST_FORMULA = 3900;

/** What a formula may refer to. */
export interface FormulaNames {
  readonly bindings: Bindings;
  readonly object: string;
  /** Formula fields of the same object by the rule that they show. */
  readonly fieldOfRule: ReadonlyMap<string, string>;
}

/** Prints a rule as a formula over the fields of its object. Throws SR4xxx for what a formula cannot say. */
export function formulaOf(rule: Rule, names: FormulaNames): string {
  const text = branches(decisionOf(rule), names);
  if (text.length > LONGEST_FORMULA) throw new RuleError('SR4002', rule.span, String(text.length));
  return text;
}

/** A chain of decisions reads as a list: one line per clause. */
function branches(expression: Expression, names: FormulaNames): string {
  if (expression.kind !== 'conditional') return print(expression, names);
  const no = branches(expression.no, names);
  return `IF(${print(expression.test, names)}, ${print(expression.yes, names)},\n${no})`;
}

function print(expression: Expression, names: FormulaNames): string {
  switch (expression.kind) {
    case 'literal':
    case 'constant':
      return literal(expression.value);
    case 'local':
      return print(expression.value, names);
    case 'fact':
      return fieldPath(expression, names);
    case 'not':
      return `NOT(${print(expression.of, names)})`;
    case 'and':
    case 'or':
      return `${expression.kind.toUpperCase()}(${operands(expression, expression.kind).map((part) => print(part, names)).join(', ')})`;
    case 'isNull':
      return negate(`ISBLANK(${textOf(expression.of, names)})`, expression.negated);
    case 'equal':
      return negate(equality(expression.left, expression.right, names), expression.negated);
    case 'order':
      return `${print(expression.left, names)} ${expression.operator} ${print(expression.right, names)}`;
    case 'arithmetic':
      return `(${print(expression.left, names)} ${expression.operator} ${print(expression.right, names)})`;
    case 'join':
      return expression.parts.map((part) => textOf(part, names)).join(' & ');
    case 'length':
      return `LEN(${textOf(expression.of, names)})`;
    case 'left':
      return `LEFT(${textOf(expression.of, names)}, ${print(expression.count, names)})`;
    case 'coalesce':
      return `BLANKVALUE(${textOf(expression.left, names)}, ${textOf(expression.right, names)})`;
    case 'conditional':
      return `IF(${print(expression.test, names)}, ${print(expression.yes, names)}, ${print(expression.no, names)})`;
    case 'call':
      return ruleField(expression, names);
    case 'parameter':
    case 'record':
    case 'includes':
    case 'lowerCase':
    case 'endsWith':
    case 'keepOnly':
      throw new RuleError('SR4001', expression.span, UNSAYABLE[expression.kind]);
  }
}

const UNSAYABLE = {
  parameter: 'a whole record',
  record: 'a whole record',
  includes: 'membership in a list',
  lowerCase: 'toLowerCase()',
  endsWith: 'endsWith()',
  keepOnly: 'replaceAll()',
} as const;

function literal(value: string | number | boolean | null): string {
  if (value === null) return 'NULL';
  if (typeof value === 'string') return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  return String(value).toUpperCase();
}

function negate(text: string, negated: boolean): string {
  return negated ? `NOT(${text})` : text;
}

function operands(expression: Expression, kind: 'and' | 'or'): Expression[] {
  if (expression.kind !== kind) return [expression];
  return [...operands(expression.left, kind), ...operands(expression.right, kind)];
}

function bindingOf(expression: Expression & { kind: 'fact' }, names: FormulaNames): FieldBinding {
  const owner = expression.of.type.kind === 'facts' ? names.bindings.facts[expression.of.type.name] : undefined;
  const field = owner?.kind === 'record' && owner.object === names.object ? owner.fields[expression.name] : undefined;
  if (!field) throw new RuleError('SR4003', expression.span, expression.name);
  return field;
}

function fieldPath(expression: Expression & { kind: 'fact' }, names: FormulaNames): string {
  return bindingOf(expression, names).path;
}

function isPicklist(expression: Expression, names: FormulaNames): boolean {
  return expression.kind === 'fact' && bindingOf(expression, names).kind === 'picklist';
}

/** A picklist is text only inside TEXT(). */
function textOf(expression: Expression, names: FormulaNames): string {
  return isPicklist(expression, names) ? `TEXT(${print(expression, names)})` : print(expression, names);
}

/** Exact equality in which null equals only null: a blank number is guarded, or it could pass for zero. */
function equality(left: Expression, right: Expression, names: FormulaNames): string {
  if (right.kind === 'literal' && isPicklist(left, names)) return `ISPICKVAL(${print(left, names)}, ${literal(right.value)})`;
  if (left.kind === 'literal' && right.kind !== 'literal') return equality(right, left, names);
  const plain = `${textOf(left, names)} = ${textOf(right, names)}`;
  const isNumber = left.type.kind === 'decimal' || left.type.kind === 'integer' || left.type.kind === 'date';
  if (!isNumber || (!left.nullable && !right.nullable)) return plain;
  if (left.nullable && right.nullable) throw new RuleError('SR4001', left.span, 'equality of two values that may both be blank');
  const guarded = left.nullable ? left : right;
  return `AND(NOT(ISBLANK(${print(guarded, names)})), ${plain})`;
}

/** A rule that has a formula field of its own is referred to by that field. */
function ruleField(expression: Expression & { kind: 'call' }, names: FormulaNames): string {
  const field = names.fieldOfRule.get(expression.rule);
  const [argument, ...others] = expression.argumentList;
  if (!field || argument?.kind !== 'parameter' || others.length > 0) {
    throw new RuleError('SR4001', expression.span, `a call of '${expression.rule}', which has no formula field`);
  }
  return field;
}
